/** Which formulas the list of a search has. */
import { describe, expect, it } from 'vitest';
import { pareto, type Found } from '../../../main/engine/symbolic/auto/front.ts';
import { named } from './named.ts';
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

describe('a formula is listed', () => {
  const listed = (formulas: readonly Found[], counts = rows) =>
    pareto(formulas, counts, 0).map(({ complexity, trainError }) => [complexity, trainError]);

  it('where it lowers the error by more than a thousandth', () => {
    const many = { train: 1e6, validation: 0 };
    expect(listed([plain('x', 1, 1), plain('2*x', 3, 0.9995)], many)).toEqual([[1, 1]]);
    expect(listed([plain('x', 1, 1), plain('2*x', 3, 0.9985)], many)).toHaveLength(2);
  });

  it('where its gain over all rows, those for validation too, is worth its complexity', () => {
    const better = (complexity: number): Found => ({ ...plain('2*x', complexity, 1), validationError: 0.1 });
    // Akaike: 50·log(50/40.1) = 11.0 for 2 a unit of complexity.
    expect(listed([plain('x', 1, 1), better(6)])).toHaveLength(2);
    expect(listed([plain('x', 1, 1), better(7)])).toHaveLength(1);
  });

  it('where it is a law with a name by the choice of that law and its constants, not by its complexity', () => {
    const law = (size: number): Found => ({
      ...plain('2.5*x + 1.5', 9, 0.92),
      named: { ...named('straight line', size) },
    });
    // 50·log(1/0.92²) = 8.3: four units, of which two are its constants.
    expect(listed([plain('x', 1, 1), law(3)])).toHaveLength(2);
    expect(listed([plain('x', 1, 1), law(3.5)])).toHaveLength(1);
  });

  it('before others that are as simple, where it stays', () => {
    const network: Found = { ...plain('3*x', 3, 0.5), stays: true };
    expect(listed([plain('2*x', 3, 0.4), network])).toEqual([
      [3, 0.5],
      [3, 0.4],
    ]);
  });
});
