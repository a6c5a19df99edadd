/** Which formulas the list of a search has. */
import { describe, expect, it } from 'vitest';
import { pareto, type Found } from '../../../main/engine/symbolic/auto/front.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

const rows = { train: 40, validation: 10 };

function plain(text: string, complexity: number, error: number): Found {
  const expression = parseExpression(text, ['x']);
  return { expression, complexity, trainError: error, validationError: error } as Found;
}

function byShares(formula: Found): Found {
  return { ...formula, shares: { train: formula.trainError, validation: formula.validationError } };
}

describe('a constant', () => {
  const both = [plain('0.0007', 1, 0.98), plain('2/(1 + x^2)', 7, 0.04)];
  const [constant, law] = both.map(byShares);
  const sizes = (list: readonly Found[]) => list.map(({ complexity }) => complexity);

  it('is not listed where errors are shares of the values, beside another formula', () => {
    expect(sizes(pareto([constant, law], rows, 0))).toEqual([7]);
  });

  it('is listed where it is all that was found, where it is the network’s, and where errors are not shares', () => {
    expect(sizes(pareto([constant], rows, 0))).toEqual([1]);
    expect(sizes(pareto([{ ...constant, stays: true }, law], rows, 0))).toEqual([1, 7]);
    expect(sizes(pareto(both, rows, 0))).toEqual([1, 7]);
  });
});
