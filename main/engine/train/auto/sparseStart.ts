/** A start with fewer edges: it is tried which edges the network does not need. */
import { errorText } from '../../../../shared/figures.ts';
import { presentEdgeCount } from '../../kan/places.ts';
import { worthKeeping } from '../../kan/prune.ts';
import type { KanModel } from '../../kan/model.ts';
import { adaptGrids } from '../grids/adaptGrids.ts';
import { gridOptions } from '../grids/gridOptions.ts';
import { refined } from '../grids/refined.ts';
import { trainingStatistics } from '../statistics/trainingStatistics.ts';
import type { Method } from '../steps/optimizers.ts';
import type { FitStep, FitTask } from '../steps/task.ts';
import { activeEdges, sameActiveEdges, withInactiveEdges } from './inactiveEdges.ts';
import { refusal, sparseTrial } from './policy.ts';
import type { Tracker } from './tracker.ts';
import { trainOnGrid, type GridResult, type Trial } from './trainOnGrid.ts';

/**
 * Makes as many weak edges inactive as a finer grid shows to be unneeded: on a grid twice as fine the error of cubic
 * splines falls to a sixteenth; the error from a missing edge, or from noise, does not fall. On the start's own grid
 * superfluous edges compensate for the error of the splines, so that errors there say little. The training error is
 * compared, by generalised cross-validation: a few large errors can make up most of the error on few validation rows.
 * @param start on a coarse grid, all edges active.
 * @returns the network with the fewest active edges, on the finer grid; null where none does.
 */
export async function* sparseStart(
  task: FitTask,
  tracker: Tracker,
  start: GridResult,
  method: Extract<Method, { kind: 'lm' }>,
): AsyncGenerator<FitStep, GridResult | null> {
  const { thresholds, iterations, hopeless, early, slow, fall, share, tolerated } = sparseTrial;
  const options = { method, iterations, patience: Infinity, quiet: true };
  const { rows } = task.dataset.train;
  const grid = 2 * start.last.model.layers[0].grid;
  const startError = tracker.crossValidated(start.last);
  const most = hopeless * startError;
  let coarse = start.last.model;
  let best: GridResult | null = null;
  let refused: KanModel | null = null;
  for (let at = 0; at < thresholds.length;) {
    const lighter = await withoutWeak(task, coarse, thresholds[at++]);
    const repeats = [coarse, refused].some((other) => other !== null && sameActiveEdges(lighter, other));
    if (repeats || activeEdges(lighter) === 0) continue;
    if (refusal(refined(lighter, grid), rows, 'lm') !== null) continue;
    refused = lighter;
    const tried = yield* trainOnGrid(task, tracker, lighter, { ...options, trial: trialOf(early, most) });
    const error = tracker.crossValidated(tried.last);
    if (error > most) continue;
    const allowed = best === null ? share * startError : tolerated * tracker.crossValidated(best.last);
    const limit = Math.min(allowed, fall * error);
    const finer = refined(await adaptGrids(task, tried.last.model, gridOptions), grid);
    const found = yield* trainOnGrid(task, tracker, finer, {
      ...options,
      method: { ...method, evenJumps: true },
      trial: trialOf(slow, limit),
    });
    if (tracker.crossValidated(found.last) > limit) continue;
    if (found.criterion > start.criterion) continue;
    best = found;
    coarse = tried.last.model;
    refused = null;
    at = 0;
  }
  if (best !== null) {
    tracker.note(
      `${activeEdges(best.model)} of ${presentEdgeCount(best.model)} edges are enough, with an error of ${errorText(best.criterion, 3)} on ${grid} grid intervals: the others are set to 0.`,
    );
  }
  return best;
}

function trialOf(limit: { readonly iterations: number; readonly times: number }, error: number): Trial {
  return { iterations: limit.iterations, most: limit.times * error };
}

async function withoutWeak(task: FitTask, model: KanModel, threshold: number): Promise<KanModel> {
  const statistics = await trainingStatistics(task, model);
  return withInactiveEdges(
    model,
    worthKeeping(model, statistics, { edge: threshold, node: threshold }),
    statistics.map(({ edgeMean }) => edgeMean),
  );
}
