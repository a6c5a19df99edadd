/** Products of matrices in tiles, against plain sums. */
import { describe, expect, it } from 'vitest';
import { addInnerProducts } from '../../../main/engine/optim/products.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(5);
const numbers = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.normal());

describe('products of matrices', () => {
  it.each([
    [1, 1, 1],
    [2, 4, 3],
    [3, 5, 7],
    [5, 9, 300],
  ])('of %i outputs, %i inputs and %i rows are the plain sums', (outputs, inputs, rows) => {
    const [a, b] = [numbers(inputs * rows), numbers(outputs * rows)];
    const inner = new Float64Array(outputs * inputs);
    addInnerProducts(inner, 0, inputs, b, a, outputs, inputs, rows);
    for (let j = 0; j < outputs; j++) {
      for (let i = 0; i < inputs; i++) {
        let sum = 0;
        for (let r = 0; r < rows; r++) sum += b[j * rows + r] * a[i * rows + r];
        expect(inner[j * inputs + i]).toBeCloseTo(sum, 10);
      }
    }
  });

  it('of all pairs of rows are the same where only the lower triangle is asked for', () => {
    const [count, rows] = [7, 50];
    const a = numbers(count * rows);
    const whole = new Float64Array(count * count);
    addInnerProducts(whole, 0, count, a, a, count, count, rows);
    const lower = new Float64Array(count * count);
    addInnerProducts(lower, 0, count, a, a, count, count, rows, { lower: true });
    for (let j = 0; j < count; j++) {
      for (let i = 0; i <= j; i++) expect(lower[j * count + i]).toBe(whole[j * count + i]);
    }
  });
});
