import { describe, expect, it } from 'vitest';
import { eigenLarge } from '../../../main/engine/optim/eigenLarge.ts';
import { seededRandom } from '../../../shared/random.ts';

const breathe = (): undefined => undefined;

/** A symmetric matrix of products of vectors, of less than full rank where there are fewer vectors than rows. */
function products(size: number, vectors: number): Float64Array {
  const random = seededRandom(size + vectors);
  const parts = Array.from({ length: vectors }, () => Array.from({ length: size }, () => random.normal()));
  return Float64Array.from({ length: size * size }, (_, at) =>
    parts.reduce((sum, part) => sum + part[Math.floor(at / size)] * part[at % size], 0),
  );
}

describe('eigenLarge', () => {
  it.each([
    ['a number', 1, Float64Array.of(3)],
    ['zeros', 5, new Float64Array(25)],
    ['a diagonal', 4, Float64Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? at : 0))],
    ['ones', 30, new Float64Array(900).fill(1)],
    ['full rank', 80, products(80, 100)],
    ['low rank', 80, products(80, 7)],
  ])('of %s: orthonormal vectors that the matrix only scales', async (_, size, matrix) => {
    const { values, vectors } = await eigenLarge(matrix, size, breathe);
    const largest = Math.max(1, ...values.map(Math.abs));
    vectors.forEach((vector, k) => {
      for (let i = 0; i < size; i++) {
        const row = matrix.subarray(i * size, (i + 1) * size);
        const product = row.reduce((sum, entry, j) => sum + entry * vector[j], 0);
        expect(Math.abs(product - values[k] * vector[i])).toBeLessThan(1e-12 * largest);
      }
      vectors.forEach((other, l) => {
        const inner = vector.reduce((sum, part, i) => sum + part * other[i], 0);
        expect(Math.abs(inner - (k === l ? 1 : 0))).toBeLessThan(1e-12);
      });
    });
  });
});
