/** Solves a problem with a network: Levenberg–Marquardt on all residuals, on finer and finer grids. */
import { cancelled, userError } from '../../../shared/errors.ts';
import { rootMeanSquare } from '../../../shared/rootMeanSquare.ts';
import { Breath } from '../breath.ts';
import { insertKnots } from '../kan/grid.ts';
import type { KanModel } from '../kan/model.ts';
import { trainedPlaces } from './derivatives/directional.ts';
import { requireAgreement } from './fits/contradictions.ts';
import { requireConditions, requireInside, requireSmooth } from './fits/requirements.ts';
import { functionSizes } from './fits/functionSizes.ts';
import { fit, passesOf } from './fits/fit.ts';
import { residualProblem } from './residuals/leastSquaresProblem.ts';
import { fromOwn, inOwnUnits } from './fits/ownUnits.ts';
import { movedPoints } from './fits/movedPoints.ts';
import { pointsAt, type PointColumns } from './residuals/points.ts';
import { toNetwork, type Problem } from './problem/problem.ts';
import { depthOf } from './residuals/residuals.ts';
import {
  conditionRows,
  equationPoints,
  equationRows,
  measurementRows,
  type Group,
} from './residuals/rows.ts';
import { trainedNumbers } from './solution.ts';
import type { State } from './residuals/state.ts';
import { gridsFrom, startGrid, startState, type NetworkOptions } from './fits/start.ts';
import { smoothStart } from './fits/smoothStart.ts';
import { smoothedState } from './fits/smoothness.ts';
import { unknownsOf } from './residuals/unknowns.ts';
import { continuedAfter, isInitialValueProblem } from './fits/windows.ts';

export interface SolveOptions extends NetworkOptions {
  /** Time limit. At its end, the solution found so far is returned. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** Ends the run as the time limit does. */
  readonly enough?: AbortSignal | undefined;
}

/** Number of held-out points at which the equations' residuals are measured. */
export const heldOutPoints = 977;

export interface Solution extends State {
  /** Root mean square of the equations' residuals at held-out points, and of the conditions' residuals. */
  readonly residual: number;
  readonly conditionResidual: number;
  /** Root mean square of the equations' terms; residuals are compared with it. */
  readonly scale: number;
  /** Trained numbers, unknown ones included. */
  readonly parameters: number;
  /** Steps of Levenberg–Marquardt so far. */
  readonly iterations: number;
}

export interface SolveProgress {
  readonly grid: number;
  readonly iteration: number;
  readonly loss: number;
  readonly best: Solution | null;
}

/** With a residual below this share of the equations' terms, no finer grid follows. */
const smallShare = 1e-8;
/** Above this share of the terms, an initial value problem is solved in windows again on the next grid. */
const largeShare = 1e-2;
/** A finer grid must divide the residual by at least this; otherwise no further grid follows. */
const leastGain = 1.5;
/** Above this share of the equations' terms, with one coordinate, a second finer grid is tried: a layer may be too thin for the first. */
const unresolvedShare = 1e-4;

/**
 * Yields after each step, and returns the best solution. When the time is over, it returns the solution found so far.
 * @throws KanError `equation.order`, `equation.conditions`, `equation.contradiction`, `equation.diverged`, `cancelled`
 */
export async function* solve(given: Problem, options: SolveOptions): AsyncGenerator<SolveProgress, Solution> {
  const own = inOwnUnits(given);
  const { problem } = own;
  const depth = depthOf(residualsOf(problem));
  const order = options.order ?? Math.max(5, depth + 3);
  requireSmooth(order, depth);
  requireInside(problem);
  requireConditions(problem);
  requireAgreement(problem);
  const end = performance.now() + options.seconds * 1000;
  const isOver = (): boolean => performance.now() >= end || options.enough?.aborted === true;
  const breath = new Breath();
  const singleLayer = problem.coordinates.length === 1 && options.hidden === undefined;
  let state = startState(problem, options, order, singleLayer, 1);
  if (singleLayer && problem.measurements === null) state = await smoothStart(problem, state);
  const heldOut = heldOutRows(problem);
  let best: Judged | null = null;
  let iterations = 0;
  let slowGrids = 0;
  const isInitialValue = singleLayer && isInitialValueProblem(problem);
  for (const grid of gridsFrom(startGrid(options, singleLayer, isInitialValue))) {
    const inWindows = isInitialValue && (best === null || shareOf(best, best) > largeShare);
    if (inWindows) state = await smoothStart(problem, startState(problem, options, order, singleLayer, grid));
    for (let index = 0; index < state.model.layers.length; index++) {
      if (grid > state.model.layers[index].grid)
        state = { ...state, model: insertKnots(state.model, index, grid) };
    }
    const count = pointCount(state.model, problem);
    const points = movedPoints(problem, state, count);
    for (const pass of passesOf(problem, inWindows, best === null)) {
      const { limit } = pass;
      const windowPoints = pointsUpTo(points, limit);
      if (windowPoints.count === 0) continue;
      const rows = [
        ...equationRows(problem, windowPoints),
        ...conditionRows(problem, 64),
        ...measurementRows(problem),
      ];
      for await (const step of fit(state, problem, rows, pass)) {
        state = step.state;
        iterations++;
        if (options.signal.aborted && !isOver()) throw cancelled();
        yield { grid, iteration: step.iteration, loss: step.loss, best: best && fromOwn(own, best.solution) };
        await breath.take();
        if (isOver()) break;
      }
      if (pass.smoothing) state = smoothedState(problem, state);
      if (limit < Infinity) {
        state = {
          ...state,
          model: continuedAfter(state.model, toNetwork(problem.coordinates[0], Float64Array.of(limit))[0]),
        };
      }
      if (isOver()) break;
    }
    const reached = judged(state, problem, heldOut, iterations);
    const gain = best === null ? Infinity : shareOf(best, best) / shareOf(reached, best);
    if (best === null || inWindows || gain > 1) best = reached;
    if (isOver()) break;
    if (inWindows) continue;
    const share = shareOf(best, best);
    slowGrids = gain < leastGain ? slowGrids + 1 : 0;
    const patience = singleLayer && problem.measurements === null && share > unresolvedShare ? 2 : 1;
    if (slowGrids >= patience || share < smallShare) break;
  }
  if (best !== null && Number.isFinite(best.solution.residual)) return fromOwn(own, best.solution);
  throw userError(
    'equation.diverged',
    'The equation could not be solved: its residual is not finite.',
    'Check that each expression is defined everywhere in the domain.',
  );
}

interface Judged {
  readonly solution: Solution;
  /** Root mean squares of what remains of each equation and condition at held-out points, and of its terms. */
  readonly groups: readonly { readonly left: number; readonly terms: number }[];
}

/** What remains of the equations and conditions, each as a share of its terms in a reference: whatever their units are, they count alike. */
function shareOf({ groups }: Judged, reference: Judged): number {
  return rootMeanSquare(groups.map(({ left }, at) => left / (reference.groups[at].terms || 1)));
}

/** All residuals that have derivatives. */
export function residualsOf({ equations, conditions }: Problem): Problem['equations'] {
  return [...equations, ...conditions.map(({ residual }) => residual)];
}

/** 2.5 points for each trained number; at least 400, or 60 with one coordinate. */
export function pointCount(model: KanModel, { functions, coordinates }: Problem): number {
  const numbers = trainedPlaces(model).length;
  const perFunction = coordinates.length === 1 ? numbers / functions.length : numbers;
  return Math.max(coordinates.length === 1 ? 60 : 400, Math.ceil(2.5 * perFunction));
}

function pointsUpTo(points: PointColumns, limit: number): PointColumns {
  const [first] = points.columns;
  return limit === Infinity
    ? points
    : pointsAt(
        points,
        Array.from(first.keys()).filter((row) => first[row] <= limit),
      );
}

/** Rows at held-out points: the network is not fitted to them. */
export function heldOutRows(problem: Problem): readonly Group[] {
  return [
    ...equationRows(problem, equationPoints(problem, heldOutPoints, 123_457)),
    ...conditionRows(problem, 97),
  ];
}

function judged(state: State, problem: Problem, heldOut: readonly Group[], iterations: number): Judged {
  const { model, unknowns } = state;
  const theta = trainedNumbers(model, unknowns);
  const squares = residualProblem(model, unknownsOf(problem), heldOut);
  const values = squares.residuals(theta);
  const rms = (kind: Group['kind']): number =>
    rootMeanSquare(...values.filter((_, group) => heldOut[group].kind === kind));
  const parts = heldOut.map((_, group) => squares.termParts(theta, group));
  const sizes = functionSizes(problem);
  const groups = heldOut.map(({ residual: { terms } }, group) => {
    // Terms may be 0: they count as at least those of functions of their size that change over half of each coordinate.
    const ofSize = terms.map(({ output, scale = 1 }) => sizes[output] * scale);
    const least = squares.termParts(theta, group, ofSize);
    return {
      left: rootMeanSquare(values[group]),
      terms: Math.max(rootMeanSquare(...parts[group]), rootMeanSquare(...least)),
    };
  });
  const solution = {
    ...state,
    residual: rms('equation'),
    conditionResidual: rms('condition'),
    scale: rootMeanSquare(...parts.filter((_, group) => heldOut[group].kind === 'equation').flat()),
    parameters: theta.length,
    iterations,
  };
  return { solution, groups };
}
