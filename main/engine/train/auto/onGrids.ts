/** One network on several grids: its curves are fitted on each grid, and trained again there. */
import { refineGrid } from '../../kan/grid.ts';
import type { KanModel } from '../../kan/model.ts';
import { adaptGrids } from '../grids/adaptGrids.ts';
import { gridOptions } from '../grids/gridOptions.ts';
import type { FitTask } from '../steps/task.ts';
import { shortMethodFor } from './policy.ts';
import { startTracking } from './tracker.ts';
import { trainOnGrid } from './trainOnGrid.ts';

/** The network on a grid of so many intervals, finer or coarser than its own, before training. */
export function onGrid(model: KanModel, grid: number): KanModel {
  return model.layers.reduce((moved, _, index) => refineGrid(moved, index, grid), model);
}

/** Steps without a better model that end the training: the last digits take long. */
const patience = 25;

/**
 * Trains a network on its grids, which are moved to its rows first, until the error no longer falls or `isOver`.
 * @returns the model with the lowest error on the validation rows.
 */
export async function trainedOnGrid(
  task: FitTask,
  start: KanModel,
  isOver: () => boolean,
): Promise<KanModel> {
  const moved = await adaptGrids(task, start, gridOptions);
  const tracker = startTracking(moved, task.dataset);
  const kind = shortMethodFor(moved, task.dataset.train.rows, 0);
  const steps = trainOnGrid(task, tracker, moved, {
    method: kind === 'lm' ? { kind, tolerance: 1e-3 } : { kind },
    ...{ iterations: task.setup.steps, patience, quiet: false },
  });
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- only the number of steps counts
  for await (const _ of steps) if (isOver()) break;
  return tracker.best.model;
}
