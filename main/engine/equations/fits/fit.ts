/** One fit of a network to the rows of a problem. */
import { levenbergMarquardt } from '../../optim/levenbergMarquardt.ts';
import { trainedPlaces } from '../derivatives/directional.ts';
import { residualProblem } from '../residuals/leastSquaresProblem.ts';
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
  /** A step that lowers the loss by a smaller share is a slow one; the pass ends after three. */
  readonly tolerance: number;
}

/** All rows at once. */
export const plainPass: Pass = {
  limit: Infinity,
  strength: 1,
  smoothing: false,
  iterations: 60,
  tolerance: 0.05,
};
/** Measured values have noise, the equation has none. */
const exactness = 1e4;

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
  // The smoothness of unknown functions is chosen after a pass; the next one uses it.
  if (problem.curves.length > 0) strengths.push(exactness);
  return strengths.map((strength) => ({ ...plainPass, strength, smoothing: strength >= 1 }));
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
  { iterations, tolerance, strength }: Pass,
): AsyncGenerator<FitStep, void> {
  const places = trainedPlaces(model);
  const sought = unknownsOf(problem);
  const start = trainedNumbers(model, unknowns);
  const weights = balancedWeights(residualProblem(model, sought, rows).traces(start), rows, strength);
  const squares = residualProblem(model, sought, rows, {
    weights,
    penalties: penaltiesOf(smoothness, rows, weights),
  });
  for await (const { iteration, value, x } of levenbergMarquardt(squares, start, {
    ...{ iterations, progressTolerance: tolerance, patience: 3 },
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
 * train", 2022), and equations and conditions more by a factor beside measured values.
 */
export function balancedWeights(
  traces: readonly number[],
  rows: readonly Group[],
  strength: number,
): number[] {
  return traces.map((trace, at) => (rows[at].kind === 'measurement' ? 1 : strength) / Math.max(trace, 1e-12));
}
