/** How each language writes numbers, operators, functions and names. */
import type { FunctionName } from '../tree.ts';
import { excelNames, words, type NameRules } from './names.ts';

export type CodeLanguage = 'python' | 'sympy' | 'javascript' | 'c' | 'julia' | 'matlab' | 'excel';

/** Where a number stands: some languages tell 2 from 2.0. */
export type Place = 'base' | 'exponent' | 'operand';

export interface Dialect {
  readonly plus: string;
  readonly minus: string;
  readonly times: string;
  readonly over: string;
  /** An infix operator, or null where powers are a call of `pow`. */
  readonly power: string | null;
  /** True where −x^2 is (−x)^2 or no expression at all. */
  readonly signBeforePower: boolean;
  /** Writes a number from its shortest digits. */
  readonly number: (digits: string, place: Place) => string;
  /** The quotient of two whole numbers, where the language keeps it exact. */
  readonly rational?: (numerator: string, denominator: string) => string;
  readonly functions: Readonly<Record<FunctionName, string>>;
  readonly root: string;
  readonly constants: Readonly<Record<'pi' | 'e', string>>;
  readonly names: NameRules;
  /** What a line of comment begins with; null where there are none. */
  readonly comment: string | null;
  /** A whole piece of code that can be run. */
  readonly define: (parts: Definition) => string;
}

export interface Definition {
  readonly output: string;
  /** Names of the variables in the language, and as they were. */
  readonly inputs: readonly { readonly name: string; readonly original: string }[];
  readonly code: string;
  readonly uses: (fn: FunctionName) => boolean;
}

const plainFunctions: Readonly<Record<FunctionName, string>> = {
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  arcsin: 'asin',
  arccos: 'acos',
  arctan: 'atan',
  sinh: 'sinh',
  cosh: 'cosh',
  tanh: 'tanh',
  arctanh: 'atanh',
  exp: 'exp',
  log: 'log',
  abs: 'abs',
  sgn: 'sign',
};

function prefixed(
  prefix: string,
  functions: Readonly<Record<FunctionName, string>>,
): Readonly<Record<FunctionName, string>> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, written]) => [name, prefix + written]),
  ) as Record<FunctionName, string>;
}

const numpyFunctions = {
  ...plainFunctions,
  arcsin: 'arcsin',
  arccos: 'arccos',
  arctan: 'arctan',
  arctanh: 'arctanh',
};
const excelFunctions = {
  ...(Object.fromEntries(
    Object.entries(plainFunctions).map(([name, written]) => [name, written.toUpperCase()]),
  ) as Record<FunctionName, string>),
  log: 'LN',
};

const infix = { plus: ' + ', minus: ' - ', times: '*', over: '/', signBeforePower: false } as const;
const plain = (digits: string): string => digits;
/** Whole numbers get a point: 2.0. */
const pointed = (digits: string): string => (/^\d+$/.test(digits) ? `${digits}.0` : digits);

const pythonKeywords = words(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield`,
);
const list = (inputs: Definition['inputs'], each = (name: string): string => name): string =>
  inputs.map(({ name }) => each(name)).join(', ');

export const dialects: Readonly<Record<CodeLanguage, Dialect>> = {
  python: {
    ...infix,
    power: '**',
    // NumPy has no whole number to a negative whole power.
    number: (digits, place) => (place === 'base' ? pointed(digits) : digits),
    functions: prefixed('np.', numpyFunctions),
    root: 'np.sqrt',
    constants: { pi: 'np.pi', e: 'np.e' },
    names: { reserved: [...pythonKeywords, 'np'], unicode: true },
    comment: '# ',
    define: ({ output, inputs, code }) =>
      `import numpy as np\n\n\ndef ${output}(${list(inputs)}):\n    return ${code}\n`,
  },
  sympy: {
    ...infix,
    power: '**',
    number: plain,
    rational: (numerator, denominator) => `sp.Rational(${numerator}, ${denominator})`,
    functions: prefixed('sp.', { ...plainFunctions, abs: 'Abs' }),
    root: 'sp.sqrt',
    constants: { pi: 'sp.pi', e: 'sp.E' },
    names: { reserved: [...pythonKeywords, 'sp'], unicode: true },
    comment: '# ',
    define: ({ output, inputs, code }) => {
      const symbols = inputs.map(
        ({ name, original }) => `${name} = sp.Symbol(${JSON.stringify(original)}, real=True)\n`,
      );
      return `import sympy as sp\n\n${symbols.join('')}${output} = ${code}\n`;
    },
  },
  javascript: {
    ...infix,
    power: ' ** ',
    signBeforePower: true,
    number: plain,
    functions: prefixed('Math.', plainFunctions),
    root: 'Math.sqrt',
    constants: { pi: 'Math.PI', e: 'Math.E' },
    names: {
      reserved: words(
        `arguments await break case catch class const continue debugger default delete do else enum eval export extends
        false finally for function if implements import in instanceof interface let new null package private protected
        public return static super switch this throw true try typeof var void while with yield Math NaN Infinity
        undefined`,
      ),
      unicode: true,
    },
    comment: '// ',
    define: ({ output, inputs, code }) => `function ${output}(${list(inputs)}) {\n  return ${code};\n}\n`,
  },
  c: {
    ...infix,
    power: null,
    number: pointed,
    functions: { ...plainFunctions, abs: 'fabs' },
    root: 'sqrt',
    constants: { pi: '3.141592653589793', e: '2.718281828459045' },
    names: {
      reserved: words(
        `alignas alignof auto bool break case char const constexpr continue default do double else enum extern false
        float for goto if inline int long nullptr register restrict return short signed sizeof static static_assert
        struct switch thread_local true typedef typeof union unsigned void volatile while asm main
        sin cos tan asin acos atan sinh cosh tanh atanh exp log fabs sqrt pow sign`,
      ),
      unicode: false,
    },
    comment: '// ',
    define: ({ output, inputs, code, uses }) => {
      const sign = uses('sgn')
        ? 'static double sign(double x) {\n    return x > 0 ? 1.0 : x < 0 ? -1.0 : x;\n}\n\n'
        : '';
      const parameters = inputs.length === 0 ? 'void' : list(inputs, (name) => `double ${name}`);
      return `#include <math.h>\n\n${sign}double ${output}(${parameters}) {\n    return ${code};\n}\n`;
    },
  },
  julia: {
    ...infix,
    power: '^',
    number: (digits, place) => (place === 'exponent' ? digits : pointed(digits)),
    functions: plainFunctions,
    root: 'sqrt',
    constants: { pi: 'pi', e: 'exp(1.0)' },
    names: {
      reserved: words(
        `baremodule begin break catch const continue do else elseif end export false finally for function global if
        import let local macro module quote return struct true try using while in isa where pi im NaN Inf
        sin cos tan asin acos atan sinh cosh tanh atanh exp log abs sqrt sign`,
      ),
      unicode: true,
    },
    comment: '# ',
    define: ({ output, inputs, code }) => `${output}(${list(inputs)}) = ${code}\n`,
  },
  matlab: {
    ...infix,
    times: ' .* ',
    over: ' ./ ',
    power: '.^',
    number: plain,
    functions: plainFunctions,
    root: 'sqrt',
    constants: { pi: 'pi', e: 'exp(1)' },
    names: {
      reserved: words(
        `break case catch classdef continue else elseif end for function global if otherwise parfor persistent return
        spmd switch try while pi Inf NaN eps
        sin cos tan asin acos atan sinh cosh tanh atanh exp log abs sqrt sign`,
      ),
      unicode: false,
      letterFirst: true,
      maxLength: 63,
    },
    comment: '% ',
    define: ({ output, inputs, code }) => `${output} = @(${list(inputs)}) ${code};\n`,
  },
  excel: {
    ...infix,
    plus: '+',
    minus: '-',
    power: '^',
    signBeforePower: true,
    number: (digits) => digits.toUpperCase(),
    functions: excelFunctions,
    root: 'SQRT',
    constants: { pi: 'PI()', e: 'EXP(1)' },
    names: excelNames,
    comment: null,
    define: ({ code }) => `=${code}`,
  },
};
