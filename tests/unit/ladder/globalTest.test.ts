/** The permutation test beside all permutations of few rows. */
import { describe, expect, it } from 'vitest';
import { chanceOfLines } from '../../../main/engine/ladder/judging/globalTest.ts';
import type { Term } from '../../../main/engine/ladder/terms/terms.ts';
import { seededRandom } from '../../../shared/random.ts';

/** The chance of this much evidence, over all orders of the target. The second kind where `ridge` says so. */
function exactChance(columns: readonly number[][], target: readonly number[], ridge: boolean): number {
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
  const found = ordersOf(target.map((value) => value - mean)).map((order) => {
    const c = columns.map((column) => product(column, order));
    return ridge ? [product(c, c), product(c, ridgeSlopes(columns, c))] : [product(c, c)];
  });
  const own = found[0];
  const leastRank = (of: readonly number[]): number =>
    Math.min(...own.map((_, kind) => found.filter((one) => one[kind] >= of[kind] * (1 - 1e-9)).length));
  const least = leastRank(own);
  return found.filter((one) => leastRank(one) <= least).length / found.length;
}

/** (XᵀX + 0.05·n·I)⁻¹c of two columns. */
function ridgeSlopes([one, other]: readonly number[][], [c, d]: readonly number[]): number[] {
  const penalty = 0.05 * one.length;
  const [a, b, e] = [product(one, one) + penalty, product(one, other), product(other, other) + penalty];
  const determinant = a * e - b * b;
  return [(e * c - b * d) / determinant, (a * d - b * c) / determinant];
}

function ordersOf(values: readonly number[]): number[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, i) =>
    ordersOf(values.filter((_, other) => other !== i)).map((rest) => [value, ...rest]),
  );
}

const product = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, i) => sum + value * other[i], 0);

function found(columns: readonly number[][], target: readonly number[], classifies = false): number {
  const lines = columns.map((values) => ({ values: Float64Array.from(values) }));
  const question = { rows: target.length, targets: Float64Array.from(target), outputs: 1, classifies };
  return chanceOfLines({ ...question, weights: null, breathe: () => undefined }, [
    { lines, rescaled: {} },
  ] as unknown as readonly Term[]);
}

/** Columns of mean 0 and spread 1 that have much in common. */
function columnsOf(count: number, rows: number, next: () => number): number[][] {
  const common = Array.from({ length: rows }, next);
  return Array.from({ length: count }, () => {
    const raw = common.map((value) => value + 0.4 * next());
    const mean = raw.reduce((sum, value) => sum + value, 0) / rows;
    const centred = raw.map((value) => value - mean);
    const spread = Math.sqrt(product(centred, centred) / rows);
    return centred.map((value) => value / spread);
  });
}

/** The mean and the root of the mean square of the differences from the exact chance, over many small tables. */
function differences(count: number, rows: number, ridge: boolean): { mean: number; typical: number } {
  const random = seededRandom(7);
  const all = Array.from({ length: 60 }, () => {
    const columns = columnsOf(count, rows, () => random.next());
    // A target that follows what two columns differ by, of which the sum of squares sees little.
    const target = Array.from({ length: rows }, (_, row) => {
      return (ridge ? 2 * (columns[1][row] - columns[0][row]) : 0) + random.next();
    });
    return found(columns, target) - exactChance(columns, target, ridge);
  });
  return {
    mean: all.reduce((sum, value) => sum + value, 0) / all.length,
    typical: Math.sqrt(product(all, all) / all.length),
  };
}

describe('the chance of straight lines', () => {
  // At least 40 as large, or 199 permutations: a standard error of at most 0.07, and of about 0.05 on average.
  it.each([
    ['one column', 1, 4, false],
    ['two columns, by both kinds of evidence', 2, 5, true],
    ['more columns than rows, which have the first kind only', 6, 4, false],
  ])('is that of all permutations: %s', (_, count, rows, ridge) => {
    const { mean, typical } = differences(count, rows, ridge);
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(typical).toBeLessThan(0.055);
  });

  it('is that of all orders where there are six', () => {
    // The order of both is the same; no other order has as much evidence.
    const chance = found([[-4, -1, 5]], [0, 1, 3]);
    expect(chance).toBeGreaterThan(0.11);
    expect(chance).toBeLessThan(0.23);
  });

  it('is the same whatever rows count as the class', () => {
    const column = [[-3, -2, 0, 1, 4]];
    expect(found(column, [0, 0, 0, 1, 1], true)).toBe(found(column, [1, 1, 1, 0, 0], true));
    expect(found(column, [0, 0, 0, 1, 1], true)).toBeLessThan(found(column, [0, 1, 0, 1, 0], true));
  });
});
