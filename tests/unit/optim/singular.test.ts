import { describe, expect, it } from 'vitest';
import { singularParts } from '../../../main/engine/optim/singular.ts';
import { seededRandom } from '../../../shared/random.ts';

const sumOf = (rows: number, columns: number, parts: ReturnType<typeof singularParts>): number[] =>
  Array.from({ length: rows * columns }, (_, at) =>
    parts.reduce(
      (sum, { product, right }) => sum + product[Math.floor(at / columns)] * right[at % columns],
      0,
    ),
  );

describe('singularParts', () => {
  it.each([
    ['more rows than columns', 7, 4],
    ['more columns than rows', 4, 7],
    ['a single row', 1, 5],
    ['a single column', 5, 1],
  ])('with %s add up to the matrix, the largest first', (_, rows, columns) => {
    const random = seededRandom(rows);
    const matrix = Float64Array.from({ length: rows * columns }, () => random.normal());
    const parts = singularParts(matrix, rows, columns, 1e-6);
    expect(parts.length).toBe(Math.min(rows, columns));
    sumOf(rows, columns, parts).forEach((value, at) => expect(value).toBeCloseTo(matrix[at], 12));
    parts.forEach(({ value, right, product }, k) => {
      expect(Math.hypot(...right)).toBeCloseTo(1, 13);
      expect(Math.hypot(...product)).toBeCloseTo(value, 12);
      if (k > 0) expect(value).toBeLessThan(parts[k - 1].value);
    });
  });

  it('are those above a size, of the values that are known of a matrix', () => {
    // 3·(0.6, 0.8)(1, 0)ᵀ + 0.5·(−0.8, 0.6)(0, 1)ᵀ
    const matrix = Float64Array.of(1.8, -0.4, 2.4, 0.3);
    const [first, second, ...none] = singularParts(matrix, 2, 2, 0.4);
    expect(none).toEqual([]);
    expect(first.value).toBeCloseTo(3, 13);
    expect(second.value).toBeCloseTo(0.5, 13);
    expect(Math.abs(first.right[0])).toBeCloseTo(1, 13);
    expect(singularParts(matrix, 2, 2, 0.6).length).toBe(1);
    expect(singularParts(new Float64Array(6), 2, 3, 0)).toEqual([]);
  });
});
