import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { languages, printExpression, type Language } from '../../../shared/expression/print/print.ts';
import { exactNumber, multiply, negate, number, power, variable } from '../../../shared/expression/tree.ts';
import { superscripts } from '../../../shared/superscript.ts';
import { names, x, trials, compare } from './printing.ts';

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
  expect(written('r')).toBe('T <- function(x) 2*sin(x)\n');
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
    ['r', '-x^2'],
    ['excel', '-(x^2)'],
  ] as const)('−x² in %s is %s', (language, code) => {
    expect(printExpression(squared, language).code).toBe(code);
  });

  it.each([
    ['javascript', '-(x ** 2/3)', '-(x ** 2*y)'],
    ['excel', '-(x^2/3)', '-(x^2*y)'],
    ['c', '-pow(x, 2.0)/3.0', '-pow(x, 2.0)*y'],
    ['python', '-x**2/3', '-x**2*y'],
  ] as const)(
    'a sign before a quotient or a product that begins with a power: in %s',
    (language, over, times) => {
      const written = (text: string) => printExpression(parseExpression(text), language).code;
      expect([written('-(x^2/3)'), written('-(x^2*y)')]).toEqual([over, times]);
    },
  );

  it.each([
    ['text', 'pi', 'e'],
    ['ascii', 'pi', 'exp(1)'],
    ['python', 'np.pi', 'np.e'],
    ['sympy', 'sp.pi', 'sp.E'],
    ['javascript', 'Math.PI', 'Math.E'],
    ['c', String(Math.PI), String(Math.E)],
    ['julia', 'pi', 'exp(1.0)'],
    ['matlab', 'pi', 'exp(1)'],
    ['r', 'pi', 'exp(1)'],
    ['excel', 'PI()', 'EXP(1)'],
    ['symbols', 'π', 'e'],
  ] as const)('π and e in %s', (language, pi, e) => {
    const written = (constant: 'pi' | 'e') =>
      printExpression(exactNumber({ numerator: 1, denominator: 1, radicand: 1, constant }), language).code;
    expect([written('pi'), written('e')]).toEqual([pi, e]);
  });

  it('Excel writes powers of ten with a capital E, and tells names apart whatever their capital letters', () => {
    const { code, renamed } = printExpression(
      parseExpression('1e-9*Mass + mass + Pi', ['Mass', 'mass', 'Pi']),
      'excel',
    );
    expect(code).toMatch(/^1E-9\*/u);
    const names = renamed.map(({ to }) => to.toLowerCase());
    expect(names).toHaveLength(2);
    expect(names).not.toContain('mass');
    expect(names).not.toContain('pi');
  });

  it('the sign of 0 is 0 in C', () => {
    const { definition } = printExpression(parseExpression('sgn(x)'), 'c');
    expect(definition).toContain('return x > 0 ? 1.0 : x < 0 ? -1.0 : x;');
  });

  it('SymPy keeps quotients of whole numbers exact, and no others', () => {
    const written = (text: string) => printExpression(parseExpression(text), 'sympy').code;
    expect([written('x^(1/3)'), written('2.5/3.5')]).toEqual(['x**(sp.Rational(1, 3))', '2.5/3.5']);
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

  it('writes tenths and hundredths as decimals, and other fractions as such', () => {
    const textOf = (numerator: number, denominator: number): string =>
      printExpression(exactNumber({ numerator, denominator, radicand: 1, constant: null }), 'latex').code;
    expect([textOf(11, 10), textOf(-27_315, 100), textOf(-3, 5)]).toEqual([
      '1.1',
      '-273.15',
      String.raw`-\frac{3}{5}`,
    ]);
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

it('what a person must know is a comment of one line, whatever the names in it hold', () => {
  const remarks = 'Not defined for a\nb\u2028c below 1.';
  const print = (language: Language) => printExpression(variable('x'), language, { remarks }).definition;
  expect(print('python')).toMatch(/^# Not defined for a b c below 1\.\nimport/u);
  expect(print('javascript')).toMatch(/^\/\/ Not defined for a b c below 1\.\n/u);
  // These have no comments.
  expect(print('excel')).not.toContain('Not defined');
  expect(print('latex')).not.toContain('Not defined');
});
