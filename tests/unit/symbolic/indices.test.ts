import { describe, expect, it } from 'vitest';
import { fitIndices } from '../../../main/engine/symbolic/laws/reductions/indices.ts';
import { seededRandom } from '../../../shared/random.ts';

/** Rows of a law in columns between 1 and 5, with noise as a share of its spread. */
function rowsOf(count: number, law: (...columns: number[]) => number, noise: number) {
  const random = seededRandom(11);
  const rows = Array.from({ length: 800 }, () => Array.from({ length: count }, () => 1 + 4 * random.next()));
  const exact = rows.map((row) => law(...row));
  const mean = exact.reduce((sum, y) => sum + y, 0) / exact.length;
  const spread = Math.sqrt(exact.reduce((sum, y) => sum + (y - mean) ** 2, 0) / exact.length);
  return {
    logs: Array.from({ length: count }, (_, i) => Float64Array.from(rows, (row) => Math.log(row[i]))),
    target: Float64Array.from(exact, (y) => y + noise * spread * random.normal()),
    weights: null,
  };
}

/** Whether a combination of the others: the rank of all together is that of the others. */
function isSpannedBy(vector: readonly number[], others: readonly (readonly number[])[]): boolean {
  const rest = [...vector];
  for (const other of others) {
    const pivot = other.indexOf(1);
    const times = rest[pivot];
    other.forEach((value, i) => (rest[i] -= times * value));
  }
  return rest.every((value) => Math.abs(value) < 1e-9);
}

describe('products of powers fitted to rows with noise', () => {
  it('finds a factor and one product', () => {
    const rows = rowsOf(4, (a, b, c, d) => (a / d) * Math.log(1 + (b * b) / c), 0.1);
    const { factor, groups } = fitIndices(rows, 1)!;
    expect(groups).toHaveLength(1);
    expect(
      isSpannedBy(
        [0, 2, -1, 0].map((value) => value / (groups[0][1] === 1 ? 2 : -1)),
        groups,
      ),
    ).toBe(true);
    expect(
      isSpannedBy(
        [1, 0, 0, -1].map((value, i) => value - factor[i]),
        groups,
      ),
    ).toBe(true);
  });

  it('finds two products', () => {
    const rows = rowsOf(4, (a, b, c, d) => a * (1 + b / c) * Math.exp(-d / c), 0.05);
    const { factor, groups } = fitIndices(rows, 2)!;
    expect(groups).toHaveLength(2);
    expect(isSpannedBy([0, 1, -1, 0], groups)).toBe(true);
    expect(isSpannedBy([0, 0, -1, 1], groups)).toBe(true);
    expect(
      isSpannedBy(
        [1, 0, 0, 0].map((value, i) => value - factor[i]),
        groups,
      ),
    ).toBe(true);
  });

  it('takes rows with large weights only', () => {
    const law = (a: number, b: number, c: number): number => a * Math.sin(b / c);
    const { logs, target } = rowsOf(3, law, 0.02);
    const broken = target.map((y, row) => (row % 2 === 0 ? y : -y));
    const weights = target.map((_, row) => (row % 2 === 0 ? 1 : 0));
    const { factor, groups } = fitIndices({ logs, target: broken, weights }, 1)!;
    expect(isSpannedBy([0, 1, -1], groups)).toBe(true);
    expect(isSpannedBy([1 - factor[0], -factor[1], -factor[2]], groups)).toBe(true);
  });
});
