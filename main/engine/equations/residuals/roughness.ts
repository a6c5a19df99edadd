/**
 * How rough unknown functions are: the sum of squared second differences of their coefficients (P-splines: Eilers and Marx,
 * "Flexible smoothing with B-splines and penalties", 1996). Straight lines are not rough at all.
 */
import type { CurveSpline } from './unknowns.ts';

const difference = [1, -2, 1] as const;

/** The number of independent second differences. */
export function roughnessRank({ size }: CurveSpline): number {
  return size - 2;
}

/** The roughness of one function. @param from place of the first unknown number */
export function roughnessOf({ at, size }: CurveSpline, numbers: ArrayLike<number>, from = 0): number {
  let sum = 0;
  for (let i = 0; i + 2 < size; i++) {
    const first = from + at + i;
    sum += (numbers[first] - 2 * numbers[first + 1] + numbers[first + 2]) ** 2;
  }
  return sum;
}

/** The roughness of all functions, each times its factor. */
export function roughness(
  curves: readonly CurveSpline[],
  factors: readonly number[],
  theta: Float64Array,
  from: number,
): number {
  return curves.reduce(
    (sum, curve, index) => sum + (factors[index] ?? 0) * roughnessOf(curve, theta, from),
    0,
  );
}

/** Adds the roughness to a second-order model at θ. @returns the roughness with its factors */
export function addRoughness(
  curves: readonly CurveSpline[],
  factors: readonly number[],
  theta: Float64Array,
  from: number,
  { hessian, gradient }: { readonly hessian: Float64Array | null; readonly gradient: Float64Array },
): number {
  curves.forEach((curve, index) => {
    const factor = factors[index] ?? 0;
    if (factor === 0) return;
    for (let i = 0; i + 2 < curve.size; i++) {
      const first = from + curve.at + i;
      const bend = theta[first] - 2 * theta[first + 1] + theta[first + 2];
      for (let a = 0; a < 3; a++) {
        gradient[first + a] += 2 * factor * bend * difference[a];
        if (hessian === null) continue;
        for (let b = 0; b < 3; b++) {
          hessian[(first + a) * gradient.length + first + b] += 2 * factor * difference[a] * difference[b];
        }
      }
    }
  });
  return roughness(curves, factors, theta, from);
}

/** The matrix of the roughness of one function among `size` unknown numbers, [size][size]. */
export function roughnessMatrix(curve: CurveSpline, size: number): Float64Array {
  const hessian = new Float64Array(size * size);
  addRoughness([curve], [0.5], new Float64Array(size), 0, { hessian, gradient: new Float64Array(size) });
  return hessian;
}
