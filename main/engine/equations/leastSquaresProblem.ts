/** The sum of squares of all residuals, as a problem that Levenberg–Marquardt solves. */
import { factorize, solveFactored } from '../optim/cholesky.ts';
import type { QuadraticModel } from '../optim/gaussNewton.ts';
import type { SecondOrderProblem } from '../optim/levenbergMarquardt.ts';
import type { KanModel } from '../kan/model.ts';
import { DirectionalNetwork, type LineNetwork } from './derivatives/directional.ts';
import { compileResidual, depthOf, termValues, type ResidualRows } from './residuals.ts';

export interface ResidualProblem extends SecondOrderProblem {
  /** Residuals of each group at θ, [group][row]. */
  residuals(theta: Float64Array): readonly Float64Array[];
  /** Mean over each group's rows of the squared length of the Jacobian's row, for the balance of weights. */
  traces(theta: Float64Array): readonly number[];
  quadratic(theta: Float64Array): QuadraticModel;
  /** Values of the derivatives in one group's expression, [term][row]. */
  termValues(theta: Float64Array, group: number): readonly Float64Array[];
}

/**
 * θ: the network's trained numbers, then the unknown constants. The loss is Σ over groups of weight·mean(r²).
 * @param model gives the network's shape and grids; its numbers are not read.
 */
export function residualProblem(
  model: KanModel,
  constants: readonly string[],
  rows: readonly ResidualRows[],
  weights?: readonly number[],
): ResidualProblem {
  const depth = depthOf(rows.map(({ residual }) => residual));
  return residualProblemOf(new DirectionalNetwork(model, depth), constants, rows, weights);
}

/** The same for any network. @param network has derivatives of the orders that the rows need. */
export function residualProblemOf(
  network: LineNetwork,
  constants: readonly string[],
  rows: readonly ResidualRows[],
  weights: readonly number[] = rows.map(() => 1),
): ResidualProblem {
  const { depth, size: inner } = network;
  const size = inner + constants.length;
  const compiled = rows.map(({ residual, columns }) =>
    compileResidual(residual, Object.keys(columns), constants),
  );

  const argumentsOf = (group: number, theta: Float64Array): Float64Array[] => {
    const { count, columns, residual } = rows[group];
    return [
      ...Object.values(columns),
      ...termValues(network, theta, compiled[group], rows[group], residual.terms.length, depth),
      ...constants.map((_, at) => new Float64Array(count).fill(theta[inner + at])),
    ];
  };
  const residuals = (theta: Float64Array): Float64Array[] =>
    rows.map(({ count }, group) => compiled[group].value(argumentsOf(group, theta), count));
  const lossOf = (values: readonly Float64Array[]): number =>
    values.reduce((sum, group, at) => sum + weights[at] * meanSquare(group, rows[at].weights), 0);

  const hessian = new Float64Array(size * size);
  const gradient = new Float64Array(size);
  const row = new Float64Array(size);
  const packed = new Float64Array(size);
  const adjoint = new Float64Array(network.outputs.length);
  const usedNow = new Uint32Array(size);
  const used = new Uint32Array(size);
  const isUsed = new Uint8Array(size);

  /** Calls `visit` with each row's residual, its Jacobian row and the places where that is not 0. */
  const eachRow = (
    theta: Float64Array,
    group: number,
    visit: (value: number, index: number, count: number) => void,
  ): void => {
    const { count, places } = rows[group];
    const { value, byTerm, byConstant, lines } = compiled[group];
    const args = argumentsOf(group, theta);
    const values = value(args, count);
    const termSlopes = byTerm.map((slope) => slope?.(args, count));
    const constantSlopes = byConstant.map((slope) => slope?.(args, count));
    for (let at = 0; at < count; at++) {
      let length = 0;
      for (const { place, direction, order, shares } of lines) {
        adjoint.fill(0);
        for (const { term, output, order: n, weight } of shares) {
          const slope = termSlopes[term];
          if (slope !== undefined) adjoint[output * (depth + 1) + n] += weight * slope[at];
        }
        network.forward(theta, places[place], count, at, direction, order);
        network.backward(adjoint, order, row);
        const touched = network.used(usedNow);
        for (let i = 0; i < touched; i++) {
          if (isUsed[usedNow[i]] === 1) continue;
          isUsed[usedNow[i]] = 1;
          used[length++] = usedNow[i];
        }
      }
      constantSlopes.forEach((slope, constant) => {
        if (slope === undefined) return;
        row[inner + constant] = slope[at];
        used[length++] = inner + constant;
      });
      visit(values[at], at, length);
      for (let i = 0; i < length; i++) {
        row[used[i]] = 0;
        isUsed[used[i]] = 0;
      }
    }
  };

  return {
    size,
    residuals,
    termValues: (theta, group) =>
      termValues(network, theta, compiled[group], rows[group], rows[group].residual.terms.length, depth),
    evaluate: () => NaN,
    value: (theta) => {
      const loss = lossOf(residuals(theta));
      return Number.isFinite(loss) ? loss : Infinity;
    },
    quadratic: (theta): QuadraticModel => {
      hessian.fill(0);
      gradient.fill(0);
      let loss = 0;
      rows.forEach(({ count, weights: shares }, group) => {
        const mean = weights[group] / count;
        eachRow(theta, group, (value, at, length) => {
          const weight = mean * (shares?.[at] ?? 1);
          loss += weight * value * value;
          for (let i = 0; i < length; i++) packed[i] = row[used[i]];
          for (let i = 0; i < length; i++) {
            const scaled = 2 * weight * packed[i];
            if (scaled === 0) continue;
            gradient[used[i]] += scaled * value;
            const line = used[i] * size;
            for (let j = 0; j <= i; j++) hessian[line + used[j]] += scaled * packed[j];
          }
        });
      });
      mirror(hessian, size);
      return { loss, gradient, hessian };
    },
    solve: ({ hessian: matrix, gradient: slope }, damping) => {
      const damped = matrix.slice();
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
        eachRow(theta, group, (_value, _at, length) => {
          for (let i = 0; i < length; i++) sum += row[used[i]] ** 2;
        });
        return sum / count;
      }),
  };
}

function meanSquare(values: Float64Array, shares: Float64Array | null): number {
  if (values.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (shares?.[i] ?? 1) * values[i] * values[i];
  return sum / values.length;
}

/** Each pair of entries was added on one side of the diagonal only: their sum is the entry on both sides. */
function mirror(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const entry = matrix[i * size + j] + matrix[j * size + i];
      matrix[i * size + j] = entry;
      matrix[j * size + i] = entry;
    }
  }
}
