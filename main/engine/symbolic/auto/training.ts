/**
 * Short trainings by Levenberg–Marquardt during a search for formulas; the model with the lowest validation error is
 * kept.
 */
import { defaultsOf } from '../../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../../shared/settings/training.ts';
import type { Backend } from '../../compute/backend.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { refineGrid } from '../../kan/grid.ts';
import type { KanModel } from '../../kan/model.ts';
import { adaptGrids } from '../../train/grids/adaptGrids.ts';
import { gridOptions } from '../../train/grids/gridOptions.ts';
import { secondOrderCost } from '../../train/auto/policy.ts';
import { Pace } from '../../train/steps/pace.ts';
import { runOptimizer } from '../../train/steps/runOptimizer.ts';
import { openStage } from '../../train/steps/stage.ts';
import type { FitTask } from '../../train/steps/task.ts';

/** The data set (one target), the backend (float64) and the signal of a search. */
export interface SearchContext {
  readonly dataset: Dataset;
  readonly backend: Backend;
  /** When it is aborted, the search ends with the formulas found so far. */
  readonly signal: AbortSignal;
}

/** A model and its error on the validation rows (on the training rows where there are none), in the target's units. */
export interface Trained {
  readonly model: KanModel;
  readonly error: number;
}

/** The pacing of all searches, which share one event loop: the loop turns between two evaluations when it is time. */
const pace = new Pace();

/** A training task without sparsity terms or grid updates. */
export function taskOf({ dataset, backend }: SearchContext, model: KanModel): FitTask {
  return {
    model,
    dataset,
    setup: { ...defaultsOf(trainingSettings), optimizer: 'lm', steps: 1000, updateGrid: false },
    backend,
    seed: 0,
    fresh: false,
    wrap: (evaluator, rows) => pace.paced(evaluator, rows),
  };
}

/**
 * At most `iterations` steps from the model; the best point of all, the start included. Infinity where it is not
 * finite.
 */
export async function trainBriefly(
  context: SearchContext,
  model: KanModel,
  iterations: number,
  tolerance = 1e-3,
): Promise<Trained> {
  const stage = openStage(taskOf(context, model), model);
  try {
    const errorOf = (point: { train: number; validation: number }): number => {
      const error = context.dataset.validation.rows > 0 ? point.validation : point.train;
      return Number.isFinite(error) ? error : Infinity;
    };
    const { point } = await stage.measureStart(model);
    let best: Trained = { model, error: errorOf(point) };
    if (!Number.isFinite(point.train)) return { model, error: Infinity };
    if (stage.canSecondOrder) {
      for await (const reached of runOptimizer(
        { kind: 'lm', tolerance },
        stage,
        { step: 0, model },
        iterations,
        1,
      )) {
        const error = reached.point === null ? Infinity : errorOf(reached.point);
        if (error < best.error) best = { model: reached.model, error };
        if (context.signal.aborted) break;
      }
    }
    return best;
  } finally {
    stage.close();
  }
}

/** The model with its grids where the rows are. */
export function onAdaptedGrids(context: SearchContext, model: KanModel): Promise<KanModel> {
  return adaptGrids(taskOf(context, model), model, gridOptions);
}

/** Operations of a step beyond which a grid is too fine. */
const mostCost = 1e9;

/** Doubles the number of grid intervals as long as each doubling halves the error. */
export async function refineWhileBetter(
  context: SearchContext,
  start: Trained,
  finest: number,
): Promise<Trained> {
  let best = start;
  for (let grid = best.model.layers[0].grid * 2; grid <= finest && !context.signal.aborted; grid *= 2) {
    const adapted = await onAdaptedGrids(context, best.model);
    const finer = adapted.layers.reduce((model, _, index) => refineGrid(model, index, grid), adapted);
    if (secondOrderCost(finer, context.dataset.train.rows) > mostCost) break;
    const found = await trainBriefly(context, finer, 15);
    if (found.error < best.error) best = found;
    if (!(found.error < 0.5 * start.error)) break;
    start = found;
  }
  return best;
}
