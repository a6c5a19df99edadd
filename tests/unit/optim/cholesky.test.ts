/** Factors of symmetric matrices, against products and known inverses. */
import { describe, expect, it } from 'vitest';
import {
  factorize,
  factorizeDefinite,
  inverseDiagonal,
  solveFactored,
  solveLower,
} from '../../../main/engine/optim/cholesky.ts';

/** The Hilbert matrix of order 3; its inverse is known in whole numbers. */
const hilbert = (): Float64Array =>
  Float64Array.from({ length: 9 }, (_, i) => 1 / ((i % 3) + Math.floor(i / 3) + 1));
const inverse = [9, -36, 30, -36, 192, -180, 30, -180, 180];

describe('the Cholesky factor', () => {
  it('times its transpose is the matrix', () => {
    const l = factorize(hilbert(), 3);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k <= j; k++) sum += l[i * 3 + k] * l[j * 3 + k];
        expect(sum).toBeCloseTo(hilbert()[i * 3 + j], 14);
      }
    }
    expect(factorizeDefinite(hilbert(), 3)).toEqual(l);
  });

  it('solves systems, and gives the diagonal of the inverse', () => {
    const l = factorize(hilbert(), 3);
    for (const column of [0, 1, 2]) {
      const unit = new Float64Array(3);
      unit[column] = 1;
      const solution = solveFactored(l, 3, unit);
      for (let i = 0; i < 3; i++) expect(solution[i]).toBeCloseTo(inverse[i * 3 + column], 9);
      // The square of L⁻¹b is bᵀA⁻¹b.
      const square = solveLower(l, 3, unit).reduce((sum, value) => sum + value * value, 0);
      expect(square).toBeCloseTo(inverse[column * 4], 9);
    }
    expect([...inverseDiagonal(l, 3)].map((value) => Math.round(value))).toEqual([9, 192, 180]);
  });

  it('is null for a matrix that is not positive definite, where it is asked for', () => {
    expect(factorizeDefinite(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
    expect(factorizeDefinite(Float64Array.of(1, 1, 1, 1), 2)).toBeNull();
    expect(factorizeDefinite(Float64Array.of(NaN), 1)).toBeNull();
    expect([...factorize(Float64Array.of(1, 1, 1, 1), 2)].every(Number.isFinite)).toBe(true);
  });
});
