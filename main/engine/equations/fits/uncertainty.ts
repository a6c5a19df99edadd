/** What measured values say of the unknown constants and functions. */
import { factorize, inverseBlock } from '../../optim/cholesky.ts';
import { residualProblem } from '../residuals/leastSquaresProblem.ts';
import type { Problem } from '../problem/problem.ts';
import { roughnessMatrix } from '../residuals/roughness.ts';
import {
  conditionRows,
  equationPoints,
  equationRows,
  measurementRows,
  type Group,
} from '../residuals/rows.ts';
import { trainedNumbers } from '../solution.ts';
import { inOwnUnits, toOwn } from './ownUnits.ts';
import { openNumbers } from './requirements.ts';
import type { State } from '../residuals/state.ts';
import { curveBases, scaledArgument, unknownsOf, type CurveSpline } from '../residuals/unknowns.ts';

/**
 * How much more an equation counts than the measured values: it is exact, they have noise. With a larger factor the network,
 * whose splines cannot follow each bend of an unknown function, would seem to know the function better than it does.
 */
const exactness = 1e3;
/** A ridge for directions of the network that nothing determines, as a share of the mean eigenvalue. */
const ridge = 1e-12;

export interface Uncertainty {
  /** Of the unknown numbers, [size][size]. */
  readonly covariance: Float64Array;
  /** Variance of the measured values about the solution; of the first measured function. */
  readonly noise: number;
}

/**
 * The covariance of the unknown numbers by the measured values' scatter about the solution, with the equations and conditions
 * as constraints; null where nothing was measured, or nothing is unknown. For functions it is that of Bayes' view of smoothing
 * (Wahba 1983; Wood, "Generalized Additive Models", 2017, section 6.10), which counts the bias of smoothing too.
 */
export function uncertaintyOf(problem: Problem, reached: State): Uncertainty | null {
  const own = inOwnUnits(problem);
  const known = uncertaintyIn(own.problem, toOwn(own, reached));
  if (known === null) return null;
  const size = own.sizes.length;
  const covariance = known.covariance.map(
    (value, at) => value * own.sizes[Math.floor(at / size)] * own.sizes[at % size],
  );
  return { ...known, covariance };
}

/** The same for unknowns near 1. */
function uncertaintyIn(problem: Problem, reached: State): Uncertainty | null {
  const measured = measurementRows(problem);
  const sought = unknownsOf(problem);
  if (measured.length === 0 || sought.size === 0) return null;
  const { model, unknowns, smoothness } = reached;
  const theta = trainedNumbers(model, unknowns);
  const sums = residualProblem(model, sought, measured)
    .residuals(theta)
    .map((values) => values.reduce((sum, value) => sum + value * value, 0));
  const open = openNumbers(problem);
  const variances = (freedom: number): number[] =>
    sums.map((sum, group) =>
      Math.max(sum / Math.max(1, measured[group].count - freedom - open), Number.MIN_VALUE),
    );
  const first = variances(sought.constants.length);
  const rows: readonly Group[] = [
    ...measured,
    ...equationRows(problem, equationPoints(problem, 500)),
    ...conditionRows(problem, 64),
  ];
  const traces = residualProblem(model, sought, rows).traces(theta);
  const slopes = traces.map((trace) => Math.max(trace, Number.MIN_VALUE));
  const least = Math.min(...first.map((variance, group) => variance / slopes[group]));
  // A row's weight is the inverse of its variance.
  const weights = rows.map(({ count }, group) =>
    group < measured.length ? count / first[group] : (count * exactness) / (least * slopes[group]),
  );
  const penalties = smoothness.map((value) => value / first[0]);
  const { hessian } = residualProblem(model, sought, rows, { weights, penalties }).quadratic(theta);
  const covariance = lastBlockOfInverse(
    hessian.map((value) => value / 2),
    theta.length,
    sought.size,
  );
  if (sought.curves.length === 0) return { covariance, noise: first[0] };
  // Smooth functions take a part of the freedom that their number of coefficients does not tell.
  const freedom = sought.curves.reduce(
    (sum, curve, index) => sum + curve.size - penalties[index] * traceOf(covariance, curve, sought.size),
    sought.constants.length,
  );
  const noise = variances(freedom)[0];
  return { covariance: covariance.map((value) => (value * noise) / first[0]), noise };
}

/** The lower right block of the inverse of a symmetric matrix. */
function lastBlockOfInverse(matrix: Float64Array, size: number, block: number): Float64Array {
  let trace = 0;
  for (let i = 0; i < size; i++) trace += matrix[i * size + i];
  for (let i = 0; i < size; i++) matrix[i * size + i] += (ridge * trace) / size;
  return inverseBlock(factorize(matrix, size), size, block);
}

/** The trace of a covariance times the matrix of a function's roughness. */
function traceOf(covariance: Float64Array, curve: CurveSpline, size: number): number {
  return roughnessMatrix(curve, size).reduce((sum, value, at) => sum + value * covariance[at], 0);
}

/** Standard errors of the first numbers of a covariance: those of the unknown constants. */
export function constantErrors({ covariance }: Uncertainty, size: number, constants: number): number[] {
  return Array.from({ length: constants }, (_, at) => Math.sqrt(covariance[at * (size + 1)]));
}

/** Standard errors of an unknown function at arguments in their own units. */
export function curveErrors(
  { covariance }: Uncertainty,
  size: number,
  curve: CurveSpline,
  args: Float64Array,
): Float64Array {
  const { first, values, width } = curveBases(curve, scaledArgument(curve, args), 0);
  return args.map((_, row) => {
    const from = curve.at + first[row];
    let variance = 0;
    for (let r = 0; r < width; r++) {
      for (let s = 0; s < width; s++) {
        variance +=
          values[row * width + r] * values[row * width + s] * covariance[(from + r) * size + from + s];
      }
    }
    return Math.sqrt(Math.max(0, variance));
  });
}
