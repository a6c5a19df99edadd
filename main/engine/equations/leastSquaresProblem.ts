/** The sum of squares of all residuals, as a problem that Levenberg–Marquardt solves. */
import { factorize, solveFactored } from '../optim/cholesky.ts';
import type { QuadraticModel } from '../optim/gaussNewton.ts';
import type { SecondOrderProblem } from '../optim/levenbergMarquardt.ts';
import type { KanModel } from '../kan/model.ts';
import { DirectionalNetwork, type LineNetwork } from './derivatives/directional.ts';
import type { ColumnFunction } from '../../../shared/expression/evaluate.ts';
import { addCurveSlope, curveColumn, curvesAtRows, withArguments, type CurveAtRows } from './curveRows.ts';
import {
  compileResidual,
  depthOf,
  termValues,
  type CompiledResidual,
  type ResidualRows,
} from './residuals.ts';
import { addRoughness, roughness } from './roughness.ts';
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
  /** Values of the derivatives in one group's expression, [term][row]. */
  termValues(theta: Float64Array, group: number): readonly Float64Array[];
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
  const { depth, size: inner } = network;
  const { constants, curves } = unknowns;
  const size = inner + unknowns.size;
  const compiled = rows.map(({ residual, columns }) =>
    compileResidual(residual, Object.keys(columns), constants),
  );

  const termsAt = (theta: Float64Array, group: number): Float64Array[] =>
    termValues(network, theta, compiled[group], rows[group], rows[group].residual.terms.length, depth);
  const argumentsOf = (
    theta: Float64Array,
    group: number,
  ): { readonly args: readonly Float64Array[]; readonly atCurves: readonly CurveAtRows[] } => {
    const { count, columns } = rows[group];
    const terms = termsAt(theta, group);
    const atCurves = curvesAtRows(curves, rows[group], terms);
    const args = [
      ...Object.values(columns),
      ...terms,
      ...constants.map((_, at) => new Float64Array(count).fill(theta[inner + at])),
      ...atCurves.map((curve) => curveColumn(curve, theta, inner, curve.order)),
    ];
    return { args, atCurves };
  };
  const residuals = (theta: Float64Array): Float64Array[] =>
    rows.map(({ count }, group) => compiled[group].value(argumentsOf(theta, group).args, count));
  const lossOf = (theta: Float64Array): number =>
    residuals(theta).reduce(
      (sum, group, at) => sum + weights[at] * meanSquare(group, rows[at].weights),
      roughness(curves, penalties, theta, inner),
    );

  // A large network has no room for a matrix: it is trained by gradients.
  let matrix: Float64Array | null = null;
  const gradient = new Float64Array(size);
  const row = new Float64Array(size);
  const packed = new Float64Array(size);
  const adjoint = new Float64Array(network.outputs.length);
  const usedNow = new Uint32Array(size);
  const used = new Uint32Array(size);
  const isUsed = new Uint8Array(size);

  /** Lists a trained number that a row depends on, once. @returns the length of the list */
  const use = (index: number, length: number): number => {
    if (isUsed[index] === 1) return length;
    isUsed[index] = 1;
    used[length] = index;
    return length + 1;
  };

  /** Residuals of a group, and their slopes by what its expression is made of. */
  const slopesAt = (theta: Float64Array, group: number) => {
    const { count } = rows[group];
    const { value, byTerm, byConstant, byCurve } = compiled[group];
    const { args, atCurves } = argumentsOf(theta, group);
    const slopes = (functions: readonly (ColumnFunction | null)[]): (Float64Array | undefined)[] =>
      functions.map((slope) => slope?.(args, count));
    const curveSlopes = slopes(byCurve);
    const termSlopes = withArguments(slopes(byTerm), curveSlopes, atCurves, (curve) =>
      curveColumn(curve, theta, inner, curve.order + 1),
    );
    return {
      values: value(args, count),
      termSlopes,
      constantSlopes: slopes(byConstant),
      curveSlopes,
      atCurves,
    };
  };

  /** Adds the slope of one row by the network's numbers, through one of its lines, times a factor. */
  const backward = (
    theta: Float64Array,
    group: number,
    { place, direction, order, shares }: CompiledResidual['lines'][number],
    termSlopes: readonly (Float64Array | undefined)[],
    at: number,
    factor: number,
    into: Float64Array,
  ): void => {
    const { places, count } = rows[group];
    adjoint.fill(0);
    for (const { term, output, order: n, weight } of shares) {
      const slope = termSlopes[term];
      if (slope !== undefined) adjoint[output * (depth + 1) + n] += factor * weight * slope[at];
    }
    network.forward(theta, places[place], count, at, direction, order);
    network.backward(adjoint, order, into);
  };

  /** Calls `visit` with each row's residual, its Jacobian row and the places where that is not 0. */
  const eachRow = (
    theta: Float64Array,
    group: number,
    visit: (value: number, index: number, count: number) => void,
  ): void => {
    const { count } = rows[group];
    const { lines } = compiled[group];
    const { values, termSlopes, constantSlopes, curveSlopes, atCurves } = slopesAt(theta, group);
    for (let at = 0; at < count; at++) {
      let length = 0;
      for (const line of lines) {
        backward(theta, group, line, termSlopes, at, 1, row);
        const touched = network.used(usedNow);
        for (let i = 0; i < touched; i++) length = use(usedNow[i], length);
      }
      constantSlopes.forEach((slope, constant) => {
        if (slope === undefined) return;
        row[inner + constant] = slope[at];
        length = use(inner + constant, length);
      });
      curveSlopes.forEach((slope, index) => {
        if (slope === undefined) return;
        const from = addCurveSlope(atCurves[index], at, slope[at], row, inner);
        for (let r = 0; r < atCurves[index].bases.width; r++) length = use(from + r, length);
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
    termValues: termsAt,
    evaluate: (theta, into) => {
      into.fill(0);
      let loss = addRoughness(curves, penalties, theta, inner, { hessian: null, gradient: into });
      rows.forEach(({ count, weights: shares }, group) => {
        const { values, termSlopes, constantSlopes, curveSlopes, atCurves } = slopesAt(theta, group);
        for (let at = 0; at < count; at++) {
          const weight = (weights[group] / count) * (shares?.[at] ?? 1);
          const factor = 2 * weight * values[at];
          loss += weight * values[at] ** 2;
          for (const line of compiled[group].lines)
            backward(theta, group, line, termSlopes, at, factor, into);
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
      const hessian = (matrix ??= new Float64Array(size * size)).fill(0);
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
