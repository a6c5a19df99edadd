/**
 * Small evaluators of the languages for which no interpreter is at hand, written from the languages' own rules and not
 * from our printers: what they make of a text is what the language would make of it.
 */

export interface Grammar {
  readonly power: string;
  readonly times: string;
  readonly over: string;
  /** Excel: −2^2 is 4. */
  readonly signBindsTighter: boolean;
  /** Julia, R: 2^3^2 is 2^9; MATLAB and Excel: 64. */
  readonly powerFromRight: boolean;
  readonly name: RegExp;
  readonly functions: Readonly<Record<string, (...args: number[]) => number>>;
  readonly constants: Readonly<Record<string, number>>;
}

const lower = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  atanh: Math.atanh,
  exp: Math.exp,
  log: Math.log,
  abs: Math.abs,
  sign: Math.sign,
  sqrt: Math.sqrt,
};
const upper = Object.fromEntries(
  Object.entries(lower)
    .filter(([name]) => name !== 'log')
    .map(([name, fn]) => [name.toUpperCase(), fn]),
);

const long = { asin: 'arcsin', acos: 'arccos', atan: 'arctan', atanh: 'arctanh', sign: 'sgn' } as const;

export const grammars = {
  /** What any reader of arithmetic knows. */
  ascii: {
    power: '^',
    times: '*',
    over: '/',
    signBindsTighter: false,
    powerFromRight: true,
    name: /[A-Z]\w*/iy,
    functions: Object.fromEntries(
      Object.entries(lower).map(([name, fn]) => [long[name as keyof typeof long] ?? name, fn]),
    ),
    constants: { pi: Math.PI },
  },
  julia: {
    power: '^',
    times: '*',
    over: '/',
    signBindsTighter: false,
    powerFromRight: true,
    name: /[\p{L}_][\p{L}\p{N}_!]*/uy,
    functions: lower,
    constants: { pi: Math.PI },
  },
  matlab: {
    power: '.^',
    times: '.*',
    over: './',
    signBindsTighter: false,
    powerFromRight: false,
    name: /[A-Za-z]\w*/y,
    functions: lower,
    constants: { pi: Math.PI },
  },
  r: {
    power: '^',
    times: '*',
    over: '/',
    signBindsTighter: false,
    powerFromRight: true,
    name: /[A-Za-z][\w.]*/y,
    functions: lower,
    constants: { pi: Math.PI },
  },
  excel: {
    power: '^',
    times: '*',
    over: '/',
    signBindsTighter: true,
    powerFromRight: false,
    // A cell reference is no name.
    name: /(?![A-Za-z]{1,3}\d+\b)(?![RrCc]\d*\b)[A-Za-z_][\w.]*/y,
    functions: { ...upper, LN: Math.log, PI: () => Math.PI },
    constants: {},
  },
} as const satisfies Record<string, Grammar>;

/** @throws Error where the text is not of the language or a name is unknown. */
export function evaluateIn(grammar: Grammar, text: string, point: Readonly<Record<string, number>>): number {
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at} in ${text}`);
  };
  const space = (): void => {
    while (text[at] === ' ') at++;
  };
  const take = (symbol: string): boolean => {
    space();
    if (!text.startsWith(symbol, at)) return false;
    at += symbol.length;
    return true;
  };
  const match = (pattern: RegExp): string | null => {
    space();
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const sum = (): number => {
    let value = product();
    for (;;) {
      if (take('+')) value += product();
      else if (take('-')) value -= product();
      else return value;
    }
  };
  const product = (): number => {
    let value = unary();
    for (;;) {
      if (take(grammar.times)) value *= unary();
      else if (take(grammar.over)) value /= unary();
      else return value;
    }
  };
  const unary = (): number => {
    if (grammar.signBindsTighter) return powers(() => (take('-') ? -atom() : atom()));
    return take('-') ? -unary() : powers(atom);
  };
  const powers = (operand: () => number): number => {
    let value = operand();
    while (take(grammar.power)) {
      value **= grammar.powerFromRight
        ? unary()
        : grammar.signBindsTighter
          ? operand()
          : take('-')
            ? -atom()
            : atom();
    }
    return value;
  };
  const atom = (): number => {
    // A point before an operator belongs to the operator in MATLAB; our texts set a blank between.
    const digits = match(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (digits !== null) return Number(digits);
    if (take('(')) {
      const value = sum();
      return take(')') ? value : fail('No )');
    }
    const name = match(grammar.name) ?? fail('No operand');
    if (!take('(')) {
      return point[name] ?? grammar.constants[name] ?? fail(`No variable ${name}`);
    }
    const fn = grammar.functions[name] ?? fail(`No function ${name}`);
    if (take(')')) return fn();
    const value = fn(sum());
    return take(')') ? value : fail('No )');
  };
  const value = sum();
  space();
  return at === text.length ? value : fail('Something follows');
}

/** The value of a LaTeX formula of the kind that scientists write; names as the caller expects them to be written. */
export function evaluateLatex(text: string, point: Readonly<Record<string, number>>): number {
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at} in ${text}`);
  };
  const space = (): void => {
    while (text[at] === ' ' || text.startsWith('\\,', at)) at += text[at] === ' ' ? 1 : 2;
  };
  const take = (symbol: string): boolean => {
    space();
    if (!text.startsWith(symbol, at)) return false;
    at += symbol.length;
    return true;
  };
  const group = (): number => {
    if (!take('{')) fail('No {');
    const value = sum();
    return take('}') ? value : fail('No }');
  };
  const sum = (): number => {
    let value = take('-') ? -product() : product();
    for (;;) {
      if (take('+')) value += product();
      else if (take('-')) value -= product();
      else return value;
    }
  };
  const product = (): number => {
    let value = power();
    for (;;) {
      take('\\cdot');
      space();
      if (at >= text.length || /^(?:[-+})]|\\right)/.test(text.slice(at))) return value;
      value *= power();
    }
  };
  const power = (): number => {
    const value = atom();
    return take('^') ? value ** group() : value;
  };
  const functions: Readonly<Record<string, (u: number) => number>> = {
    '\\sinh': Math.sinh,
    '\\cosh': Math.cosh,
    '\\tanh': Math.tanh,
    '\\sin': Math.sin,
    '\\cos': Math.cos,
    '\\tan': Math.tan,
    '\\arcsin': Math.asin,
    '\\arccos': Math.acos,
    '\\arctan': Math.atan,
    '\\operatorname{artanh}': Math.atanh,
    '\\operatorname{sgn}': Math.sign,
    '\\ln': Math.log,
  };
  const names = Object.keys(point).sort((left, right) => right.length - left.length);
  const atom = (): number => {
    space();
    const digits = /^\d+(?:\.\d+)?/.exec(text.slice(at))?.[0];
    if (digits) {
      at += digits.length;
      return Number(digits);
    }
    if (take('\\frac')) {
      const numerator = group();
      return numerator / group();
    }
    if (take('\\sqrt')) return Math.sqrt(group());
    if (take('\\left(')) {
      const value = sum();
      return take('\\right)') ? value : fail('No \\right)');
    }
    if (take('\\left|')) {
      const value = sum();
      return take('\\right|') ? Math.abs(value) : fail('No \\right|');
    }
    for (const [name, fn] of Object.entries(functions)) if (take(name)) return fn(atom());
    for (const name of names) if (take(name)) return point[name];
    if (take('\\pi')) return Math.PI;
    if (take('e')) return Math.E;
    return fail('No operand');
  };
  const value = sum();
  space();
  return at === text.length ? value : fail('Something follows');
}

/**
 * The value of a text with the signs that people write: x², √x, |x|, 1.05·10⁻⁶. A name may have blanks; a root is that of the
 * number, name or parenthesis after it.
 */
export function evaluateSymbols(text: string, point: Readonly<Record<string, number>>): number {
  const names = Object.keys(point).toSorted((one, other) => other.length - one.length);
  const named = names.reduce(
    (sofar, name, i) =>
      sofar.replaceAll(new RegExp(`(?<![\\p{L}\\d])“?${name}”?(?![\\p{L}\\d])`, 'gu'), `V${i}_`),
    text,
  );
  const plain = named
    .replaceAll('−', '-')
    .replaceAll('·', '*')
    .replaceAll('π', 'pi')
    .replaceAll(/(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/gu, (_, sign: string, digits: string) => {
      const value = Array.from(digits, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)).join('');
      return `^(${sign === '' ? '' : '-'}${value})`;
    })
    .replaceAll(/\|([^|]*)\|/gu, 'abs($1)')
    .replaceAll(/√(?=\()/gu, 'sqrt')
    .replaceAll(/√(\w+(?:\.\d+)?)/gu, 'sqrt($1)');
  const reader = { ...grammars.ascii, constants: { pi: Math.PI, e: Math.E } };
  return evaluateIn(reader, plain, Object.fromEntries(names.map((name, i) => [`V${i}_`, point[name]])));
}
