/** Targets over decades: a formula is fitted and compared by its errors as shares of the values. */
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../main/engine/symbolic/auto/front.ts';
import { withoutUnlikely } from '../../../main/engine/symbolic/auto/likely.ts';
import { asShares, shareError } from '../../../main/engine/symbolic/formula/asShares.ts';
import { finishFormula } from '../../../main/engine/symbolic/formula/finish.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { reducedTo } from '../../../main/engine/symbolic/laws/reductions/reduced.ts';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { seededRandom } from '../../../shared/random.ts';

/** y = 3·x² over decades, each value wrong by about a tenth. */
function rowsOf(seed: number): FormulaData {
  const random = seededRandom(seed);
  const x = Float64Array.from({ length: 80 }, () => 10 ** (4 * random.next() - 2));
  const target = x.map((value) => 3 * value ** 2 * (1 + 0.1 * random.normal()));
  return { names: ['x'], columns: [x], rows: 80, target, weights: null };
}
const parsed = (text: string) => parseExpression(text, ['x']);
const finished = async (text: string): Promise<Found> => {
  const formula = await finishFormula(parsed(text), rowsOf(1), rowsOf(2));
  return { ...formula!, model: null as unknown as Found['model'] };
};

describe('a target over decades whose uncertainties are known', () => {
  it('has surfaces of its logarithm with the uncertainties of the logarithm, s/y', () => {
    const shares = rowsOf(1);
    const known: FormulaData = {
      ...shares,
      weights: shares.target.map((value) => (0.1 * value) ** -2),
      uncertain: true,
    };
    const [alike, own] = [shares, known].map(
      (data) => reducedTo(wholeProblem(data)).surfaces.logarithmicError,
    );
    expect(own).toBeCloseTo(alike, 10);
  });
});

describe('a target over decades', () => {
  it('has errors as shares of its values', () => {
    const data = rowsOf(1);
    expect(asShares(data)).not.toBeNull();
    expect(shareError(parsed('3*x^2'), data)).toBeCloseTo(0.1, 1);
    expect(asShares({ ...data, target: data.columns[0].map(Math.log) })).toBeNull();
  });

  it('has its constants fitted by all decades, not by the largest values alone', async () => {
    const { expression, shares } = await finished('2.5*x^1.8');
    for (const x of [0.01, 1, 100])
      expect(Math.abs(evaluate(expression, { x }) / (3 * x ** 2) - 1)).toBeLessThan(0.05);
    expect(shares?.validation).toBeLessThan(0.13);
  });

  it('prefers the law to a shorter formula that follows the largest values only', async () => {
    const law = await finished('3*x^2');
    const short = { ...(await finished('200*x')), trainError: 0, validationError: 0 };
    expect(withoutUnlikely([short, law], rowsOf(1), rowsOf(2))).toEqual([law]);
  });
});
