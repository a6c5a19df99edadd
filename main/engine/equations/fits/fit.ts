/** One fit of a network to the rows of a problem. */
import { levenbergMarquardt } from '../../optim/levenbergMarquardt.ts';
import { trainedPlaces } from '../derivatives/directional.ts';
import { meanSquare, residualProblem } from '../residuals/leastSquaresProblem.ts';
import type { Problem } from '../problem/problem.ts';
import type { Group } from '../residuals/rows.ts';
import { penaltiesOf } from './smoothness.ts';
import type { State } from '../residuals/state.ts';
import { trainedNumbers } from '../solution.ts';
import { unknownsOf } from '../residuals/unknowns.ts';
import { windowEnds } from './windows.ts';

export interface Pass {
  /** The equations count up to this value of the first coordinate. */
  readonly limit: number;
  /** How much more equations and conditions count than measured values. */
  readonly strength: number;
  readonly iterations: number;
  /** Whether the smoothness of unknown functions is chosen at its end. */
  readonly smoothing: boolean;
  /** Whether measured functions count by their scatter about the state that it begins with. */
  readonly byScatter: boolean;
  /** A step that lowers the loss by a smaller share is a slow one; the pass ends after three. */
  readonly tolerance: number;
}

/** All rows at once. */
export const plainPass: Pass = {
  limit: Infinity,
  strength: 1,
  smoothing: false,
  byScatter: false,
  iterations: 60,
  tolerance: 0.05,
};
/** Measured values have noise, the equation has none. */
const exactness = 1e4;
/** A group's mean squared slope counts as at least this share of its mean squared residual. */
const leastSlope = 1e-12;
/** Measured values count as if their scatter were at least this share of their spread: exact ones have none. */
const leastScatter = 1e-4;

/**
 * What is fitted on one grid, in order. Measured values come first, so that the solution is not the trivial one: then
 * the equations count more and more.
 * @param inWindows whether to begin at the lower end of the coordinate
 */
export function passesOf(problem: Problem, inWindows: boolean, isFirst: boolean): readonly Pass[] {
  if (inWindows)
    return windowEnds(problem).map((limit) => ({ ...plainPass, limit, iterations: 20, tolerance: 0.1 }));
  if (problem.measurements === null) return [plainPass];
  const strengths = isFirst ? [1e-2, 1, 100, exactness] : [exactness];
  const exact = strengths.length - 1;
  // A pass tells the smoothness of unknown functions, and the scatter of measured ones; the next one uses them.
  const areSeveral = problem.measurements.values.filter((values) => values !== null).length > 1;
  if (problem.curves.length > 0 || areSeveral) strengths.push(exactness);
  return strengths.map((strength, at) => ({
    ...plainPass,
    strength,
    smoothing: strength >= 1,
    // Where equations count little, the network goes through the measured values: they have no scatter.
    byScatter: !isFirst || at > exact,
  }));
}

export interface FitStep {
  readonly state: State;
  readonly iteration: number;
  readonly loss: number;
}

/** Of Levenberg–Marquardt on residuals. */
export const leastSquaresOptions = { damping: 1e-3, gradientTolerance: 1e-15 } as const;

/** Levenberg–Marquardt on the rows, from a state on; yields after each step. */
export async function* fit(
  { model, unknowns, smoothness }: State,
  problem: Problem,
  rows: readonly Group[],
  pass: Pass,
): AsyncGenerator<FitStep, void> {
  const places = trainedPlaces(model);
  const sought = unknownsOf(problem);
  const start = trainedNumbers(model, unknowns);
  const unweighted = residualProblem(model, sought, rows);
  const weights = balancedWeights(unweighted.traces(start), unweighted.residuals(start), rows, pass);
  const squares = residualProblem(model, sought, rows, {
    weights,
    penalties: penaltiesOf(smoothness, rows, weights),
  });
  for await (const { iteration, value, x } of levenbergMarquardt(squares, start, {
    ...{ iterations: pass.iterations, progressTolerance: pass.tolerance, patience: 3 },
    ...leastSquaresOptions,
  })) {
    const params = model.params.slice();
    places.forEach((place, i) => (params[place] = x[i]));
    yield {
      state: { model: { ...model, params }, unknowns: x.slice(places.length), smoothness },
      iteration,
      loss: value,
    };
  }
}

/**
 * Weights that give each group's rows the same mean squared slope (Wang, Yu and Perdikaris, "When and why PINNs fail to
 * train", 2022), and equations and conditions more by a factor beside measured values. By scatter, measured functions
 * count by the inverse of its square, the most exact one as before: weighted least squares, as their standard errors assume.
 * @param traces mean squared slope of each group @param residuals [group][row]
 */
export function balancedWeights(
  traces: readonly number[],
  residuals: readonly Float64Array[],
  rows: readonly Group[],
  { strength, byScatter }: Pick<Pass, 'strength' | 'byScatter'>,
): number[] {
  // An equation of flat curves may have no slope at all.
  const slopes = traces.map(
    (trace, at) => Math.max(trace, leastSlope * meanSquare(residuals[at], null)) || 1,
  );
  const variances = rows.map(({ kind, weights, spread = 0 }, at) =>
    kind === 'measurement'
      ? Math.max(meanSquare(residuals[at], weights), (leastScatter * spread) ** 2, Number.MIN_VALUE)
      : Infinity,
  );
  const least = Math.min(...variances.map((variance, at) => variance / slopes[at]));
  return slopes.map((slope, at) => {
    if (rows[at].kind !== 'measurement') return strength / slope;
    return byScatter ? least / variances[at] : 1 / slope;
  });
}
