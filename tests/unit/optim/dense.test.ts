/** Products and factors by the kernel, against plain sums. */
import { describe, expect, it } from 'vitest';
import { factorizePlain } from '../../../main/engine/optim/cholesky.ts';
import {
  addInnerProducts,
  addOuterProduct,
  addProduct,
  factorizeDense,
  withDenseMemory,
} from '../../../main/engine/optim/dense/dense.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(5);
const numbers = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.normal());

describe('products of matrices', () => {
  it.each([
    [1, 1, 1],
    [2, 4, 3],
    [3, 5, 7],
    [5, 9, 300],
    [6, 3, 2],
    [9, 11, 301],
    [8, 8, 64],
  ])('of %i outputs, %i inputs and %i rows are the plain sums', (outputs, inputs, rows) => {
    const [w, a, b] = [numbers(outputs * inputs + 1), numbers(inputs * rows), numbers(outputs * rows)];
    const start = numbers(outputs * rows);
    const [product, inner, lower] = withDenseMemory((take) => {
      const own = (values: Float64Array): Float64Array => {
        const copy = take(values.length);
        copy.set(values);
        return copy;
      };
      const [out, sums, half] = [own(start), take(outputs * inputs + 1), take(outputs * inputs)];
      const [columns, others] = [own(a), own(b)];
      addProduct(out, own(w), 1, columns, outputs, inputs, rows);
      addInnerProducts(sums, 1, others, columns, outputs, inputs, rows);
      addInnerProducts(half, 0, others, columns, outputs, inputs, rows, true);
      return [out.slice(), sums.slice(1), half.slice()];
    });
    for (let j = 0; j < outputs; j++) {
      for (let r = 0; r < rows; r++) {
        let sum = start[j * rows + r];
        for (let i = 0; i < inputs; i++) sum += w[1 + j * inputs + i] * a[i * rows + r];
        expect(product[j * rows + r]).toBeCloseTo(sum, 10);
      }
      for (let i = 0; i < inputs; i++) {
        let sum = 0;
        for (let r = 0; r < rows; r++) sum += b[j * rows + r] * a[i * rows + r];
        expect(inner[j * inputs + i]).toBeCloseTo(sum, 10);
        if (i <= j) expect(lower[j * inputs + i]).toBeCloseTo(sum, 10);
      }
    }
  });

  it('of a row with itself are added where the row is not 0', () => {
    const size = 11;
    const runs = [0, 3, 4, 1, 7, 4];
    const row = new Float64Array(size);
    for (let at = 0; at < runs.length; at += 2) {
      for (let i = 0; i < runs[at + 1]; i++) row[runs[at] + i] = random.normal();
    }
    const found = withDenseMemory((take) => {
      const [matrix, packed, list] = [take(size * size), take(size), take(size)];
      packed.set(row.filter((value) => value !== 0));
      const pairs = new Int32Array(list.buffer, list.byteOffset, runs.length);
      pairs.set(runs);
      addOuterProduct(matrix, size, packed, pairs, runs.length / 2, 3);
      return matrix.slice();
    });
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) expect(found[i * size + j]).toBeCloseTo(3 * row[i] * row[j], 12);
    }
  });
});

/** AAᵀ of random numbers, plus 1 on the diagonal. */
function definite(size: number): Float64Array {
  const a = numbers(size * size);
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < size; k++) sum += a[i * size + k] * a[j * size + k];
    return sum;
  });
}

describe('the Cholesky factor', () => {
  it.each([1, 2, 31, 32, 33, 65, 103, 199, 200, 223, 224, 225, 257])(
    'of a matrix of size %i times its transpose is the matrix',
    (size) => {
      const matrix = definite(size);
      const l = matrix.slice();
      expect(factorizeDense(l, size, 1e-13, true)).toBe(true);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = 0;
          for (let k = 0; k <= j; k++) sum += l[i * size + k] * l[j * size + k];
          expect(Math.abs(sum - matrix[i * size + j])).toBeLessThan(1e-11 * size);
        }
      }
    },
  );

  it.each([70, 230])(
    'is not finished where the matrix is not definite, or replaces the pivot (size %i)',
    (size) => {
      const matrix = definite(size);
      matrix[50 * size + 50] = -1;
      expect(factorizeDense(matrix.slice(), size, 1e-13, true)).toBe(false);
      const l = matrix.slice();
      expect(factorizeDense(l, size, 1e-13, false)).toBe(true);
      expect(l[50 * size + 50]).toBeCloseTo(Math.sqrt(1e-13), 18);
    },
  );

  it('has the same bits with and without the kernel, definite or not, up to a size of 199', () => {
    for (const size of [1, 2, 3, 4, 5, 15, 16, 17, 18, 19, 64, 199]) {
      const matrix = definite(size);
      for (const last of [matrix[size * size - 1], 0, NaN]) {
        matrix[size * size - 1] = last;
        for (const strict of [false, true]) {
          const [l, plain] = [matrix.slice(), matrix.slice()];
          expect(factorizeDense(l, size, 1e-13, strict)).toBe(factorizePlain(plain, size, 1e-13, strict));
          expect(l.every((value, at) => Object.is(value, plain[at]))).toBe(true);
        }
      }
    }
  });
});

describe('the memory of the kernel', () => {
  it('is lent anew, with zeros, and grows', () => {
    const first = withDenseMemory((take) => {
      const own = take(10).fill(7);
      // What is lent inside comes after it.
      withDenseMemory((more) => expect(more(4).byteOffset).toBeGreaterThan(own.byteOffset));
      return own.byteOffset;
    });
    withDenseMemory((take) => {
      const own = take(1e6);
      expect(own.byteOffset).toBe(first);
      expect(own.every((value) => value === 0)).toBe(true);
    });
  });
});
