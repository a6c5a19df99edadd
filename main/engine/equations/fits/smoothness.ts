/**
 * How smooth an unknown function is: the factor λ of its roughness in −2·log-likelihood, found by the generalised
 * Fellner–Schall method (Wood and Fasiolo 2017), which maximises the marginal likelihood as mgcv's REML does:
 * λ ← (rank(S) − λ·tr(V·S)) / (cᵀSc), with V = (I + λS)⁻¹ of the information I that the measured values give.
 */
import { factorize, inverseBlock, solveFactored } from '../../optim/cholesky.ts';
import type { Problem } from '../problem/problem.ts';
import { roughnessMatrix, roughnessOf, roughnessRank } from '../residuals/roughness.ts';
import type { Group } from '../residuals/rows.ts';
import type { State } from '../residuals/state.ts';
import { uncertaintyOf } from './uncertainty.ts';
import { unknownsOf } from '../residuals/unknowns.ts';

const iterations = 200;
/** A change of ln λ that ends the iterations. */
const tolerance = 1e-3;
/** λ of a straight line would become infinite: it stays within this factor of the value that balances both matrices. */
const bound = 1e9;

/** Factors of the roughness in a fit's loss. @param smoothness λσ² of each unknown function */
export function penaltiesOf(
  smoothness: readonly number[],
  rows: readonly Group[],
  weights: readonly number[],
): readonly number[] {
  const measured = rows.findIndex(({ kind }) => kind === 'measurement');
  if (measured < 0) return [];
  return smoothness.map((value) => (value * weights[measured]) / rows[measured].count);
}

/** The state with a smoothness of its unknown functions that suits what was measured. */
export function smoothedState(problem: Problem, state: State): State {
  const { curves, size } = unknownsOf(problem);
  const known = uncertaintyOf(problem, state);
  if (curves.length === 0 || known === null) return state;
  const { covariance, noise } = known;
  const matrices = curves.map((curve) => roughnessMatrix(curve, size));
  const withPenalties = (matrix: Float64Array, lambda: readonly number[]): Float64Array =>
    matrix.map((value, at) => value + matrices.reduce((sum, one, index) => sum + lambda[index] * one[at], 0));
  let lambda = state.smoothness.map((value) => value / noise);
  const information = withPenalties(
    inverseBlock(factorize(covariance.slice(), size), size),
    lambda.map((value) => -value),
  );
  // At the end of a fit the slope of the loss is 0: (I + λS)·c is the same for each λ.
  const right = product(withPenalties(information, lambda), state.unknowns, size);
  const balance = matrices.map((matrix) => traceOf(information, size) / traceOf(matrix, size));
  // Rounding errors can make the information of too few measured values indefinite: then nothing is learned from it.
  if (!balance.every((value) => value > 0)) return state;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const factor = factorize(withPenalties(information, lambda), size);
    const numbers = solveFactored(factor, size, right);
    const inverse = inverseBlock(factor, size);
    const next = curves.map((curve, index) => {
      const trace = matrices[index].reduce((sum, value, at) => sum + value * inverse[at], 0);
      const free = Math.max(0, roughnessRank(curve) - lambda[index] * trace);
      const better = free / Math.max(roughnessOf(curve, numbers), Number.MIN_VALUE);
      return Math.min(balance[index] * bound, Math.max(balance[index] / bound, better));
    });
    const change = Math.max(...next.map((value, index) => Math.abs(Math.log(value / lambda[index]))));
    lambda = next;
    if (!(change > tolerance)) break;
  }
  return { ...state, smoothness: lambda.map((value) => value * noise) };
}

function traceOf(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += matrix[i * (size + 1)];
  return sum;
}

function product(matrix: Float64Array, vector: Float64Array, size: number): Float64Array {
  return vector.map((_, row) =>
    vector.reduce((sum, value, column) => sum + matrix[row * size + column] * value, 0),
  );
}
