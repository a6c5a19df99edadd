import fc from '../../support/properties.ts';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { SyntaxFault } from '../../../shared/expression/syntaxError.ts';
import { expressions } from './trees.ts';

const at = { x: 3, y: 2, 'flow rate': 5, ΔT: 7, α1: 11 };
const valueOf = (text: string): number => evaluate(parseExpression(text), at);

describe('what people type', () => {
  it.each([
    ['1 + 2*3', 7],
    ['(1 + 2)*3', 9],
    ['7 - 2 - 1', 4],
    ['8/2/2', 2],
    ['8/2*2', 8],
    ['2^3^2', 512],
    ['-x^2', -9],
    ['(-x)^2', 9],
    ['2^-1', 0.5],
    ['2**3', 8],
    ['--x', 3],
    ['-+-x', 3],
    ['2 - -x', 5],
    ['x²', 9],
    ['2x³', 54],
    ['2x', 6],
    ['2(x+1)', 8],
    ['(x+1)(x-1)', 8],
    ['2 sin(0) + 1', 1],
    ['1/2x', 1.5],
    ['2x^2', 18],
    ['3·x', 9],
    ['3×x − 1', 8],
    ['6÷x', 2],
    ['1.5e2', 150],
    ['.5', 0.5],
    ['5.', 5],
    ['2e', 2 * Math.E],
    ['pi', Math.PI],
    ['2π', 2 * Math.PI],
    ['`flow rate`*2', 10],
    ['ΔT + α1', 18],
    ['sqrt(16) + cbrt(-8)', 2],
    ['ln(e) + log(e)', 2],
    ['log10(1000) + log2(8)', 6],
    ['asin(1) - arcsin(1)', 0],
    ['pow(x, 2)', 9],
    ['abs(-x) + sgn(-x) + sign(x)', 3],
    ['gaussian(0)', 1],
    ['exp(0)', 1],
  ])('%s is %f', (text, value) => {
    expect(valueOf(text)).toBeCloseTo(value, 12);
  });

  it('a known column may have the name of a constant or a function', () => {
    expect(evaluate(parseExpression('e + sin + 1', ['e', 'sin']), { e: 10, sin: 20 })).toBe(31);
  });

  it('a name between backticks is never a constant, and ` is doubled in it', () => {
    expect(evaluate(parseExpression('`pi` + `a``b`'), { pi: 1, 'a`b': 2 })).toBe(3);
  });
});

describe('mistakes are reported with their position', () => {
  it.each([
    ['', 'expression.empty', 0],
    ['1 +', 'expression.end', 3],
    ['1 + * 2', 'expression.operand', 4],
    ['(1 + 2', 'expression.parenthesis', 0],
    ['sin(x', 'expression.parenthesis', 3],
    ['1 + 2)', 'expression.parenthesis', 5],
    ['x y', 'expression.operator', 2],
    ['x 2', 'expression.operator', 2],
    ['sin x', 'expression.argument', 0],
    ['1,5*x', 'expression.comma', 1],
    ['sin(1,5)', 'expression.operator', 5],
    ['y(x)', 'expression.function', 0],
    ['pow(x)', 'expression.argument', 0],
    ['y = x', 'expression.character', 2],
    ['|x|', 'expression.character', 0],
    ['x + ?', 'expression.character', 4],
    ['`flow', 'expression.name', 0],
    ['``', 'expression.name', 0],
    ['1e999', 'expression.number', 0],
    ['1.2.3', 'expression.operator', 3],
    [`${'('.repeat(5000)}x`, 'expression.deep', 200],
    [`2${'^2'.repeat(5000)}`, 'expression.deep', null],
    ['x'.repeat(20_001), 'expression.long', 20_000],
  ])('%j', (text, code, position) => {
    const fault = faultOf(() => parseExpression(text));
    expect(fault.detail.code).toBe(code);
    expect(fault.detail.kind).toBe('user');
    if (position !== null) {
      expect(fault.position).toBe(position);
      expect(fault.message).toContain(`(character ${position + 1})`);
    }
  });

  it('names the existing variables', () => {
    const fault = faultOf(() => parseExpression('x + z', ['x', 'flow rate']));
    expect(fault.detail).toMatchObject({
      code: 'expression.variable',
      message: 'There is no variable “z” (character 5).',
      hint: 'There is: x, `flow rate`.',
    });
    expect(faultOf(() => parseExpression('2*z', [])).detail.hint).toBe(
      'No variable can stand here, only numbers.',
    );
  });

  it('any text is parsed or refused with a user error', () => {
    const pieces = fc.constantFrom(
      'x',
      '1',
      '.',
      '+',
      '-',
      '*',
      '/',
      '^',
      '(',
      ')',
      ',',
      'sin',
      '`',
      ' ',
      '²',
      'e',
      'pow',
      '𝛼',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            parseExpression(text);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(SyntaxFault);
            expect((thrown as SyntaxFault).position).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

function faultOf(action: () => unknown): SyntaxFault {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was wrong.');
}

it('printed text is read back, and printed again it is the same', () => {
  fc.assert(
    fc.property(expressions(['x', 'flow rate', 'sin', 'x_1']), (expression) => {
      const { code } = printExpression(expression, 'text');
      const again = printExpression(parseExpression(code), 'text').code;
      expect(printExpression(parseExpression(again), 'text').code).toBe(again);
    }),
    { numRuns: 1000 },
  );
});
