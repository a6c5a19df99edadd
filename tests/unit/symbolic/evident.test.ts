import { describe, expect, it } from 'vitest';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { withoutConstantParts } from '../../../main/engine/symbolic/laws/constantParts.ts';
import { isEvident } from '../../../main/engine/symbolic/laws/evident.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { seededRandom } from '../../../shared/random.ts';

const names = ['x', 'y'];
const parsed = (text: string) => parseExpression(text, names);

function rowsOf(law: string, noise: number): FormulaData {
  const random = seededRandom(8);
  const columns = names.map(() => Float64Array.from({ length: 400 }, () => 1 + 4 * random.next()));
  const exact = compile(parsed(law), names)(columns, 400);
  return {
    names,
    columns,
    rows: 400,
    target: exact.map((y) => y + noise * random.normal()),
    weights: null,
  };
}

describe('a law in noise', () => {
  it('is evident where it is short and what it leaves is noise only', () => {
    expect(isEvident(parsed('2*x/y'), rowsOf('2*x/y', 0.3))).toBe(true);
  });

  it('is not where a surface predicts a part of what it leaves', () => {
    expect(isEvident(parsed('2*x/y'), rowsOf('2*x/y + 0.2*x', 0.1))).toBe(false);
  });

  it('is not where it is long, or has constants that could imitate another function', () => {
    const rows = rowsOf('x/sqrt(1 - y^2/100)', 0.3);
    expect(isEvident(parsed('x/cos(0.17*y)^0.34'), rows)).toBe(false);
    expect(isEvident(parsed('x*(1 + y*y/200)*(1 + y/1000)*(1 + x/1000)'), rows)).toBe(false);
  });
});

describe('constant parts', () => {
  it('become numbers', () => {
    const { code } = printExpression(
      withoutConstantParts(parsed('x/(exp(y) + tanh(30 + x*y))'), rowsOf('x', 0)),
      'text',
    );
    expect(code).toBe('x/(exp(y) + 1)');
  });

  it('leaves a formula without any as it is', () => {
    const formula = parsed('x/(exp(y) + tanh(x))');
    expect(withoutConstantParts(formula, rowsOf('x', 0))).toBe(formula);
  });
});
