/** The sum of squares of all residuals, as a problem that Levenberg–Marquardt solves. */
import { factorize, solveFactored } from '../../optim/cholesky.ts';
import { addOuterProduct, mirror, withDenseMemory } from '../../optim/dense/dense.ts';
import type { QuadraticModel } from '../../optim/gaussNewton.ts';
import type { SecondOrderProblem } from '../../optim/levenbergMarquardt.ts';
import type { KanModel } from '../../kan/model.ts';
import { DirectionalNetwork, type LineNetwork } from '../derivatives/directional.ts';
import { addCurveSlope } from './curveRows.ts';
import { depthOf, type ResidualRows } from './residuals.ts';
import { addBatchGradient } from './batchRows.ts';
import { jacobianRows } from './jacobianRows.ts';
import { addRoughness, roughness } from './roughness.ts';
import { rowSlopes } from './rowSlopes.ts';
import type { Unknowns } from './unknowns.ts';

export interface ResidualProblem extends SecondOrderProblem {
  /** Residuals of each group at θ, [group][row]. */
  residuals(theta: Float64Array): readonly Float64Array[];
  value(theta: Float64Array): number;
  /** The loss; writes its slope. */
  evaluate(theta: Float64Array, gradient: Float64Array): number;
  /** Mean over each group's rows of the squared length of the Jacobian's row, for the balance of weights. */
  traces(theta: Float64Array): readonly number[];
  quadratic(theta: Float64Array): QuadraticModel;
  /** How much each derivative in one group's expression makes up of it, to first order, [term][row]: in the unit of the residuals.
   * @param sizes of the derivatives; their values where absent */
  termParts(theta: Float64Array, group: number, sizes?: readonly number[]): readonly Float64Array[];
}

/** How the groups of rows count, and how unknown functions are kept smooth. */
export interface Counting {
  /** Of each group; 1 if absent. */
  readonly weights?: readonly number[];
  /** Of each unknown function, a factor of the sum of squared second differences of its coefficients; 0 if absent. */
  readonly penalties?: readonly number[];
}

/**
 * θ: the network's trained numbers, then the unknown ones. The loss is Σ over groups of weight·mean(r²), and the penalties.
 * @param model gives the network's shape and grids; its numbers are not read.
 */
export function residualProblem(
  model: KanModel,
  unknowns: Unknowns,
  rows: readonly ResidualRows[],
  counting?: Counting,
): ResidualProblem {
  const depth = depthOf(rows.map(({ residual }) => residual));
  return residualProblemOf(new DirectionalNetwork(model, depth), unknowns, rows, counting);
}

/** The same for any network. @param network has derivatives of the orders that the rows need. */
export function residualProblemOf(
  network: LineNetwork,
  unknowns: Unknowns,
  rows: readonly ResidualRows[],
  { weights = rows.map(() => 1), penalties = [] }: Counting = {},
): ResidualProblem {
  const { depth, size: inner, batch } = network;
  const { curves } = unknowns;
  const size = inner + unknowns.size;
  const slopes = rowSlopes(network, unknowns, rows);
  const { compiled, termsAt, residuals, slopesAt } = slopes;
  const { row, isUsed, used, each, addByNetwork } = jacobianRows(network, rows, slopes, size);
  const lossOf = (theta: Float64Array): number =>
    residuals(theta).reduce(
      (sum, group, at) => sum + weights[at] * meanSquare(group, rows[at].weights),
      roughness(curves, penalties, theta, inner),
    );

  // A large network has no room for a matrix: it is trained by gradients.
  let matrix: Float64Array | null = null;
  const gradient = new Float64Array(size);

  return {
    size,
    residuals,
    termParts: (theta, group, sizes) => {
      const { termSlopes } = slopesAt(theta, group);
      return termsAt(theta, group).map((values, term) =>
        values.map((value, at) => (sizes?.[term] ?? value) * (termSlopes[term]?.[at] ?? 0)),
      );
    },
    evaluate: (theta, into) => {
      into.fill(0);
      let loss = addRoughness(curves, penalties, theta, inner, { hessian: null, gradient: into });
      rows.forEach(({ count, weights: shares }, group) => {
        const { values, termSlopes, constantSlopes, curveSlopes, atCurves } = slopesAt(theta, group);
        const weightOf = (at: number): number => (weights[group] / count) * (shares?.[at] ?? 1);
        if (batch) {
          const factors = values.map((value, at) => 2 * weightOf(at) * value);
          const outputs = network.outputs.length / (depth + 1);
          addBatchGradient(batch, compiled[group], rows[group], outputs, termSlopes, factors, into);
        }
        for (let at = 0; at < count; at++) {
          const factor = 2 * weightOf(at) * values[at];
          loss += weightOf(at) * values[at] ** 2;
          if (!batch) addByNetwork(theta, group, termSlopes, at, factor, into);
          constantSlopes.forEach((slope, index) => {
            if (slope !== undefined) into[inner + index] += factor * slope[at];
          });
          curveSlopes.forEach((slope, index) => {
            if (slope !== undefined) addCurveSlope(atCurves[index], at, factor * slope[at], into, inner);
          });
        }
      });
      return loss;
    },
    value: (theta) => {
      const loss = lossOf(theta);
      return Number.isFinite(loss) ? loss : Infinity;
    },
    quadratic: (theta): QuadraticModel => {
      const hessian = (matrix ??= new Float64Array(size * size));
      gradient.fill(0);
      let loss = 0;
      withDenseMemory((take) => {
        const sum = take(size * size);
        const packed = take(size);
        const runs = take(size);
        const pairs = new Int32Array(runs.buffer, runs.byteOffset, 2 * size);
        rows.forEach(({ count, weights: shares }, group) => {
          const mean = weights[group] / count;
          each(theta, group, (value, at) => {
            const weight = mean * (shares?.[at] ?? 1);
            loss += weight * value * value;
            const count = packRuns(row, isUsed, packed, pairs, gradient, 2 * weight * value);
            addOuterProduct(sum, size, packed, pairs, count, 2 * weight);
          });
        });
        hessian.set(sum);
      });
      mirror(hessian, size);
      loss += addRoughness(curves, penalties, theta, inner, { hessian, gradient });
      return { loss, gradient, hessian };
    },
    solve: ({ hessian, gradient: slope }, damping) => {
      const damped = hessian.slice();
      for (let i = 0; i < size; i++) damped[i * size + i] += damping;
      const step = solveFactored(
        factorize(damped, size),
        size,
        slope.map((value) => -value),
      );
      return step.every(Number.isFinite) ? step : null;
    },
    traces: (theta) =>
      rows.map(({ count }, group) => {
        let sum = 0;
        each(theta, group, (_value, _at, length) => {
          for (let i = 0; i < length; i++) sum += row[used[i]] ** 2;
        });
        return sum / count;
      }),
  };
}

export function meanSquare(values: Float64Array, shares: Float64Array | null): number {
  if (values.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (shares?.[i] ?? 1) * values[i] * values[i];
  return sum / values.length;
}

/**
 * Lists the runs of neighbouring numbers that a row depends on, with their values one after another, and adds the row times a
 * factor to the gradient. @returns the number of runs
 */
function packRuns(
  row: Float64Array,
  isUsed: Uint8Array,
  packed: Float64Array,
  runs: Int32Array,
  gradient: Float64Array,
  factor: number,
): number {
  let [count, length, from] = [0, 0, -1];
  for (let i = 0; i < row.length; i++) {
    if (isUsed[i] === 0) {
      from = -1;
      continue;
    }
    if (from < 0) {
      from = i;
      runs[2 * count] = i;
      runs[2 * count + 1] = 0;
      count++;
    }
    runs[2 * count - 1]++;
    packed[length++] = row[i];
    gradient[i] += factor * row[i];
  }
  return count;
}
