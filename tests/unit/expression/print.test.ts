/** Every notation means what the tree means: run by an interpreter where there is one, else by a small one of our own. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import fc from '../../support/properties.ts';
import { describe, expect, it } from 'vitest';
import { evaluate, powerValue } from '../../../shared/expression/evaluate.ts';
import { elementaryFunctions } from '../../../shared/functions/functions.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { latexName } from '../../../shared/expression/print/latex.ts';
import { logistic } from '../../../shared/expression/print/quantity.ts';
import { languages, printExpression, type Language } from '../../../shared/expression/print/print.ts';
import {
  add,
  call,
  exactNumber,
  multiply,
  negate,
  number,
  pi,
  power,
  variable,
  type Expression,
} from '../../../shared/expression/tree.ts';
import { seededRandom, type Random } from '../../../shared/random.ts';
import { superscripts } from '../../../shared/superscript.ts';
import { evaluateIn, evaluateLatex, grammars } from './grammar.ts';
import { expressions } from './trees.ts';
import { useFolder } from '../../support/folder.ts';
import { lacks, python } from './programs.ts';

/** Columns with names that some language or other can't have. */
const names = ['x', 'flow rate', 'lambda', 'y1', '2θ', 'ΔT'];
const x = variable('x');

/** What is easily printed wrong. */
const awkward: readonly Expression[] = [
  negate(power(x, 2)),
  power(negate(x), 2),
  power(number(-2), 2),
  power(number(2), negate(x)),
  power(power(number(2), x), x),
  power(number(2), power(x, number(2))),
  multiply(number(-1), power(x, 2), variable('y1')),
  add(number(-1.5), negate(add(x, number(-2)))),
  multiply(x, power(multiply(x, variable('y1')), -1)),
  power(power(x, -1), -1),
  multiply(number(1), power(number(3), -1), x),
  power(add(x, number(1)), -0.5),
  negate(negate(x)),
  multiply(number(-1), negate(x)),
  add(number(-0.25), negate(power(x, -2))),
  call('exp', negate(power(x, 2))),
  power(call('exp', x), 2),
  power(multiply(number(-1), x), 3),
  number(1e-7),
  multiply(number(1.5e22), x),
  power(number(1e-7), 2),
  multiply(exactNumber({ numerator: -2, denominator: 3, radicand: 1, constant: null }), x),
  call('sin', add(x, exactNumber({ numerator: 3, denominator: 2, radicand: 1, constant: 'pi' }))),
  multiply(exactNumber({ numerator: 1, denominator: 2, radicand: 3, constant: null }), x, pi),
  power(pi, x),
  power(exactNumber({ numerator: 1, denominator: 3, radicand: 1, constant: null }), x),
  call('sgn', add(x, number(-1))),
];

interface Trial {
  readonly expression: Expression;
  readonly points: readonly Readonly<Record<string, number>>[];
}

/** Values that a last-place error in any step would move by more than 1e-13 are no test of a printer. */
function isSteady(expression: Expression, point: Readonly<Record<string, number>>, random: Random): boolean {
  const value = evaluate(expression, point);
  if (!Number.isFinite(value)) return false;
  return [1, 2, 3, 4].every(() => {
    const shaken = shakenValue(expression, point, random);
    return Math.abs(shaken - value) <= 1e-13 * Math.abs(value);
  });
}

function shakenValue(node: Expression, point: Readonly<Record<string, number>>, random: Random): number {
  const shake = (value: number): number => value * (1 + 3e-16 * random.normal());
  const inner = (operand: Expression): number => shakenValue(operand, point, random);
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'variable':
      return shake(point[node.name]);
    case 'sum':
      return shake(node.terms.map(inner).reduce((left, right) => left + right));
    case 'product':
      return shake(node.factors.map(inner).reduce((left, right) => left * right));
    case 'power':
      return shake(powerValue(inner(node.base), inner(node.exponent)));
    case 'call':
      return shake(elementaryFunctions[node.fn].value(inner(node.argument)));
  }
}

function trialsOf(trees: readonly Expression[], pointCount: number): Trial[] {
  const random = seededRandom(2);
  return trees
    .map((expression) => ({
      expression,
      points: Array.from({ length: 4 * pointCount }, () =>
        Object.fromEntries(names.map((name) => [name, random.normal() * 1.5])),
      )
        .filter((point) => isSteady(expression, point, random))
        .slice(0, pointCount),
    }))
    .filter(({ points }) => points.length > 0);
}

const random = fc.sample(expressions(names), { numRuns: 600, seed: 42 });
const trials = [...trialsOf(awkward, 4), ...trialsOf(random, 4)];
const fewTrials = [...trialsOf(awkward, 2), ...trialsOf(random.slice(0, 120), 2)];

const expected = (all: readonly Trial[]): number[] =>
  all.flatMap(({ expression, points }) => points.map((point) => evaluate(expression, point)));

/** To 1e-12, relative. */
function compare(actual: readonly number[], all: readonly Trial[], language: Language): void {
  const wanted = expected(all);
  const trees = all.flatMap((trial) => trial.points.map(() => trial.expression));
  expect(actual).toHaveLength(wanted.length);
  for (const [index, value] of wanted.entries()) {
    if (!(Math.abs(actual[index] - value) <= 1e-12 * Math.abs(value))) {
      const { code } = printExpression(trees[index], language);
      throw new Error(`${code}\n gives ${actual[index]}, not ${value}`);
    }
  }
}

const folder = useFolder('all tests');

function run(command: string, file: string, source: string, after: readonly string[] = []): string {
  const path = folder(file);
  writeFileSync(path, source);
  return execFileSync(command, [path, ...after], { encoding: 'utf8', maxBuffer: 1 << 26 });
}

const inputs = names;

const noCompiler = lacks('cc', '--version');
const noNumpy = lacks(python, '-c', 'import numpy');
const noSympy = lacks(python, '-c', 'import sympy');

/** The definition's body with the function's name made unique, so that all of them fit one program. */
const defined = (all: readonly Trial[], language: Language): string[] =>
  all.map(
    ({ expression }, index) =>
      printExpression(expression, language, { inputs, output: `f${index}` }).definition,
  );

const argumentsOf = (point: Readonly<Record<string, number>>): string =>
  names.map((name) => `(${point[name]})`).join(', ');

it('most random trees are well conditioned, so that the comparison means something', () => {
  expect(trials.length).toBeGreaterThan(350);
  expect(expected(trials).length).toBeGreaterThan(1300);
});

it('JavaScript, run by node', () => {
  const calls = trials.flatMap(({ points }, index) =>
    points.map((point) => `f${index}(${argumentsOf(point)})`),
  );
  const values = runInNewContext(`${defined(trials, 'javascript').join('')}[${calls.join(',')}]`) as number[];
  compare([...values], trials, 'javascript');
});

it('C, compiled by cc with all warnings as errors', ({ skip }) => {
  skip(noCompiler, 'there is no C compiler named cc');
  const sources = defined(trials, 'c');
  const include = '#include <math.h>\n';
  const sign = /static double sign[\s\S]*?\n}\n\n/;
  const signs = sources.find((source) => sign.test(source))?.match(sign)?.[0] ?? '';
  const bodies = sources.map((source) =>
    source.replace(include, '').replace(sign, '').replace('double f', 'static double f'),
  );
  const calls = trials.flatMap(({ points }, index) =>
    points.map((point) => `  printf("%.17g\\n", f${index}(${argumentsOf(point)}));`),
  );
  const binary = folder('program');
  const program = `${include}#include <stdio.h>\n${signs}${bodies.join('')}int main(void) {\n${calls.join('\n')}\n  return 0;\n}\n`;
  run('cc', 'program.c', program, [
    '-std=c99',
    '-Wall',
    '-Wno-parentheses',
    '-Werror',
    '-O0',
    '-o',
    binary,
    '-lm',
  ]);
  compare(execFileSync(binary, { encoding: 'utf8' }).trim().split('\n').map(Number), trials, 'c');
});

it('Python with NumPy, on whole columns', ({ skip }) => {
  skip(noNumpy, `${python} has no NumPy`);
  const calls = trials.map(({ points }, index) => {
    const columns = names.map((name) => `np.array([${points.map((point) => point[name]).join(', ')}])`);
    return `    show(f${index}(${columns.join(', ')}), ${points.length})`;
  });
  const functions = defined(trials, 'python').map((source) => source.replace('import numpy as np\n', ''));
  const program = `import numpy as np\n\nnp.seterr(all="ignore")\n\n${functions.join('')}\n
def show(values, count):
    for value in np.broadcast_to(values, (count,)):
        print(repr(float(value)))


def main():
${calls.join('\n')}


main()
`;
  const output = run(python, 'columns.py', program);
  compare(output.trim().split('\n').map(pythonNumber), trials, 'python');
});

it('Python on columns of whole numbers: integer powers are right', ({ skip }) => {
  skip(noNumpy, `${python} has no NumPy`);
  const { definition } = printExpression(parseExpression('x^-2 + 2^x + 1/x'), 'python');
  const output = run(python, 'whole.py', `${definition}\nprint(*map(float, y(np.array([-2, 1, 3]))))\n`);
  expect(output.trim().split(' ').map(Number)).toEqual([0, 4, 8 + 1 / 9 + 1 / 3]);
});

it('SymPy, evaluated by SymPy', ({ skip }) => {
  skip(noSympy, `${python} has no SymPy`);
  const pieces = fewTrials.flatMap(({ expression, points }) => {
    const { definition } = printExpression(expression, 'sympy', { inputs, output: 'result' });
    const lines = definition.split('\n').filter((line) => line !== '' && !line.startsWith('import'));
    const shows = points.map((point) => {
      const values = names.map((name) => `${JSON.stringify(name)}: ${point[name]}`);
      return `show({${values.join(', ')}})`;
    });
    return [...lines, ...shows];
  });
  const program = `import sympy as sp\n\n
def show(values):
    value = sp.sympify(result).subs({sp.Symbol(name, real=True): sp.Float(v, 25) for name, v in values.items()})
    print(repr(float(sp.N(value, 20))))


${pieces.join('\n')}
`;
  const output = run(python, 'symbols.py', program);
  compare(output.trim().split('\n').map(pythonNumber), fewTrials, 'sympy');
});

function pythonNumber(text: string): number {
  return text === 'inf' ? Infinity : text === '-inf' ? -Infinity : Number(text);
}

it.each(['ascii', 'julia', 'matlab', 'excel'] as const)('%s, by its grammar', (language) => {
  const values = trials.flatMap(({ expression, points }) => {
    const { code, renamed } = printExpression(expression, language, { inputs });
    const written = new Map(renamed.map(({ from, to }) => [from, to]));
    return points.map((point) =>
      evaluateIn(
        grammars[language],
        code,
        Object.fromEntries(names.map((name) => [written.get(name) ?? name, point[name]])),
      ),
    );
  });
  compare(values, trials, language);
});

it('LaTeX, by its grammar', () => {
  const values = trials.flatMap(({ expression, points }) => {
    const { code } = printExpression(expression, 'latex');
    return points.map((point) =>
      evaluateLatex(code, Object.fromEntries(names.map((name) => [latexName(name), point[name]]))),
    );
  });
  compare(values, trials, 'latex');
});

it('text is read back to the same values', () => {
  const values = trials.flatMap(({ expression, points }) => {
    const again = parseExpression(printExpression(expression, 'text').code, names);
    return points.map((point) => evaluate(again, point));
  });
  compare(values, trials, 'text');
});

describe('text with symbols', () => {
  /** As it would be typed: √x as sqrt(x), |x| as abs(x), x⁻² as x^(-2). */
  const typed = (text: string): string =>
    text
      .replaceAll(/√(?=\()/gu, 'sqrt')
      .replaceAll(/√([\p{L}\d_.]+)/gu, 'sqrt($1)')
      .replaceAll(/\|([^|]*)\|/gu, 'abs($1)')
      .replaceAll(/⁻([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/gu, (_, digits: string) => {
        return `^(-${[...digits].map((digit) => superscripts.indexOf(digit)).join('')})`;
      });

  it('has the value of the tree', () => {
    const plain = Object.fromEntries(names.map((name, index) => [name, `v_${index}`]));
    const values = trials.flatMap(({ expression, points }) => {
      const { code } = printExpression(expression, 'symbols', { names: plain });
      const again = parseExpression(typed(code), Object.values(plain));
      return points.map((point) =>
        evaluate(again, Object.fromEntries(names.map((name) => [plain[name], point[name]]))),
      );
    });
    compare(values, trials, 'symbols');
  });

  it.each([
    ['2*x^2 - sqrt(y)', '2·x² − √y'],
    ['abs(x - abs(y))', 'abs(x − |y|)'],
    ['exp(-x^2/2)', 'exp(−x²/2)'],
    ['0.00000105*x^-3', '1.05·10⁻⁶/x³'],
    ['pi*(x + 1)^1.5', 'π·(x + 1)^1.5'],
    ['sin(x)^2*2^x', 'sin(x)²·2^x'],
    ['-(x - 1/sqrt(x + y))', '−(x − 1/√(x + y))'],
  ])('%s is written %s', (text, written) => {
    const { code, definition } = printExpression(parseExpression(text), 'symbols', { output: 'flow rate' });
    expect(code).toBe(written);
    expect(definition).toBe(`flow rate = ${written}`);
  });
});

it('definitions are whole formulas in the languages that we can’t run', () => {
  const formula = parseExpression('2*sin(x)');
  const written = (language: Language) => printExpression(formula, language, { output: 'T' }).definition;
  expect(written('julia')).toBe('T(x) = 2.0*sin(x)\n');
  expect(written('matlab')).toBe('T = @(x) 2 .* sin(x);\n');
  expect(written('excel')).toBe('=2*SIN(x)');
  expect(written('latex')).toBe('T = 2 \\, \\sin\\left(x\\right)');
  expect(written('text')).toBe('T = 2*sin(x)');
});

describe('special cases', () => {
  const squared = negate(power(x, 2));

  it.each([
    ['text', '-x^2'],
    ['latex', '-x^{2}'],
    ['python', '-x**2'],
    ['sympy', '-x**2'],
    ['javascript', '-(x ** 2)'],
    ['c', '-pow(x, 2.0)'],
    ['julia', '-x^2'],
    ['matlab', '-x.^2'],
    ['excel', '-(x^2)'],
  ] as const)('−x² in %s is %s', (language, code) => {
    expect(printExpression(squared, language).code).toBe(code);
  });

  it('numbers keep every digit by default', () => {
    const third = number(1 / 3);
    for (const language of languages) {
      expect(printExpression(third, language).code).toBe('0.3333333333333333');
      expect(printExpression(third, language, { digits: 3 }).code).toBe('0.333');
    }
  });

  it.each([
    [0.00000105, '1.05 \\cdot 10^{-6}'],
    [-0.0001, '-10^{-4}'],
    [0.00125, '0.00125'],
    [40000, '40000'],
    [-8314460, '-8.31446 \\cdot 10^{6}'],
    [1e-300, '10^{-300}'],
    [0, '0'],
  ])('%d is typeset as %s', (value, code) => {
    expect(printExpression(number(value), 'latex').code).toBe(code);
  });

  it('closed forms stay closed', () => {
    const phase = exactNumber({ numerator: -3, denominator: 4, radicand: 1, constant: 'pi' });
    expect(printExpression(phase, 'latex').code).toBe('-\\frac{3 \\, \\pi}{4}');
    expect(printExpression(phase, 'sympy').code).toBe('-3*sp.pi/4');
    expect(printExpression(exactNumber({ ...phase.exact!, constant: null }), 'sympy').code).toBe(
      '-sp.Rational(3, 4)',
    );
  });
});

it('standard errors are written on request', () => {
  const formula = multiply(number(-2.301, 0.0123), power(x, 2));
  expect(printExpression(formula, 'text', { errors: true }).code).toBe('-(2.301 ± 0.012)*x^2');
  expect(printExpression(formula, 'latex', { errors: true }).code).toBe(
    '-\\left(2.301 \\pm 0.012\\right) \\, x^{2}',
  );
  expect(printExpression(formula, 'symbols', { errors: true }).code).toBe('−(2.301 ± 0.012)·x²');
  for (const language of languages) expect(printExpression(formula, language).code).not.toMatch(/±|pm/);
});

describe('names', () => {
  const all = [
    'x',
    'flow rate',
    'flow_rate',
    'class',
    'π',
    '2θ',
    'x₁',
    'x1',
    'if',
    '',
    '%',
    'np',
    'A1',
    'R',
    'sin',
  ];
  const sum = add(...all.map(variable));

  it.each(languages.filter((language) => !['text', 'latex', 'symbols'].includes(language)))(
    'in %s are identifiers, all different, and changed ones are listed',
    (language) => {
      const { renamed, code } = printExpression(sum, language);
      const changed = new Map(renamed.map(({ from, to }) => [from, to]));
      const written = all.map((name) => changed.get(name) ?? name);
      expect(new Set(written.map((name) => (language === 'excel' ? name.toLowerCase() : name))).size).toBe(
        all.length,
      );
      for (const name of written) expect(name).toMatch(/^[\p{L}_][\p{L}\p{Nd}_]*$/u);
      expect(code.split(/\s*\+\s*/)).toEqual(written);
      expect(changed.has('x')).toBe(false);
      expect(changed.get('flow rate')).toBe('flow_rate_2');
    },
  );

  it('Excel has no cell or row for a name', () => {
    const { renamed } = printExpression(sum, 'excel');
    expect(Object.fromEntries(renamed.map(({ from, to }) => [from, to]))).toMatchObject({
      'x₁': 'x1_',
      x1: 'x1_2',
      A1: 'A1_',
      R: 'R_',
    });
  });

  it('the caller may give other names: cells of a sheet', () => {
    const options = { names: { x: 'A2', 'flow rate': 'B2' } };
    const code = printExpression(parseExpression('x^2*`flow rate`'), 'excel', options).code;
    expect(code).toBe('A2^2*B2');
  });

  it('the result never has the name of a variable', () => {
    const { definition } = printExpression(parseExpression('y + 1'), 'sympy', { output: 'y' });
    expect(definition).toContain('y_ = y + 1');
  });

  it('of a class say what the formula gives, and code has a comment above', () => {
    const printed = (language: Language, kind: 'logit' | 'score'): string =>
      printExpression(parseExpression('2*x'), language, {
        output: { kind, column: 'moon', label: 'lower & 50%' },
      }).definition;
    expect(printed('text', 'logit')).toBe('logit P(moon = lower & 50%) = 2*x');
    expect(printed('text', 'score')).toBe('score(moon = lower & 50%) = 2*x');
    expect(printed('latex', 'logit')).toBe(
      '\\operatorname{logit} P(\\mathrm{moon} = \\text{lower \\& 50\\%}) = 2 \\, x',
    );
    expect(printed('julia', 'score')).toMatch(
      /^# Score of moon = lower & 50%\. The softmax .*\nscore_moon_lower___50_\(x\) = 2\.0\*x\n$/u,
    );
    expect(printed('excel', 'logit')).toBe('=2*x');
  });

  it('a label does not end the comment that contains it', () => {
    const output = { kind: 'logit', column: 'a', label: 'b\n) + \u2028evil() +\r' } as const;
    const { definition } = printExpression(parseExpression('x + 1'), 'javascript', { output });
    const [name] = /logit_a_b\w*/u.exec(definition)!;
    expect(runInNewContext(`${definition}${name}(1)`)).toBe(2);
  });

  it('the probability of any log-odds', () => {
    for (const text of ['x', 'x - 3', '-x', 'x^2 - exp(x)']) {
      const logOdds = parseExpression(text);
      const p = logistic(logOdds);
      const value = evaluate(logOdds, { x: 0.7 });
      expect(evaluate(p, { x: 0.7 })).toBeCloseTo(1 / (1 + Math.exp(-value)), 12);
      const { code } = printExpression(p, 'javascript');
      expect(runInNewContext(`x = 0.7; ${code}`)).toBeCloseTo(1 / (1 + Math.exp(-value)), 12);
    }
  });

  it('text quotes names that are not words or have a meaning, and reads them back', () => {
    const { code } = printExpression(sum, 'text');
    expect(code).toContain('`flow rate` + flow_rate');
    expect(code).toContain('`sin`');
    const point = Object.fromEntries(all.map((name, index) => [name, 2 ** index]));
    expect(evaluate(parseExpression(code.replace(' + `` ', ' '), all), point)).toBe(
      2 ** all.length - 1 - 2 ** all.indexOf(''),
    );
  });

  it.each([
    ['x1', 'x_{1}'],
    ['x_max', 'x_{\\mathrm{max}}'],
    ['theta', '\\theta'],
    ['alpha2', '\\alpha_{2}'],
    ['v_i', 'v_{i}'],
    ['flow rate', '\\mathrm{flow\\ rate}'],
    ['material=wood', '\\mathrm{material{=}wood}'],
    ['50% & $', '\\mathrm{50\\%\\ \\&\\ \\$}'],
  ])('LaTeX writes %s as %s', (name, written) => {
    expect(latexName(name)).toBe(written);
  });
});

it('what a person must know is a comment of one line, whatever the names in it hold', () => {
  const remarks = 'Not defined for a\nb\u2028c below 1.';
  const print = (language: Language) => printExpression(variable('x'), language, { remarks }).definition;
  expect(print('python')).toMatch(/^# Not defined for a b c below 1\.\nimport/u);
  expect(print('javascript')).toMatch(/^\/\/ Not defined for a b c below 1\.\n/u);
  // These have no comments.
  expect(print('excel')).not.toContain('Not defined');
  expect(print('latex')).not.toContain('Not defined');
});
