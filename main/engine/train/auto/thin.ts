/** Edges that a start can do without, found by trying. */
import { presentEdges, worthKeeping } from '../../kan/prune.ts';
import type { KanModel } from '../../kan/model.ts';
import { adaptGrids } from '../adaptGrids.ts';
import type { Method } from '../phase.ts';
import type { FitStep, FitTask } from '../task.ts';
import { trainingStatistics } from '../trainingStatistics.ts';
import { climb, type Summit, type Trial } from './climb.ts';
import { errorFigure } from './figure.ts';
import { gridOptions } from './gridOptions.ts';
import type { Ledger } from './ledger.ts';
import { refusal, thinning } from './policy.ts';
import { refined } from './refined.ts';
import { atRest, awakeEdges, sameRest } from './rest.ts';

/**
 * Puts weak edges to rest, the more the better, where a finer grid shows that the lighter network lacks nothing: on a grid twice as
 * fine the error of cubics falls to a sixteenth, that of a missing edge, or of noise, does not fall. On the start's own grid
 * superfluous edges make up for what the splines lack, so that errors there say little. The training error is compared, by
 * generalised cross-validation: single rows beside all others can make up most of an error on few validation rows.
 * @param start on a coarse grid, all edges awake.
 * @returns the lightest such network on the finer grid; null where there is none.
 */
export async function* thin(
  task: FitTask,
  ledger: Ledger,
  start: Summit,
  method: Extract<Method, { kind: 'lm' }>,
): AsyncGenerator<FitStep, Summit | null> {
  const options = { method, iterations: thinning.iterations, patience: Infinity, quiet: true };
  const { rows } = task.dataset.train;
  const grid = 2 * start.end.model.layers[0].grid;
  const from = ledger.generalised(start.end);
  const most = thinning.hopeless * from;
  let coarse = start.end.model;
  let best: Summit | null = null;
  let last: KanModel | null = null;
  for (let at = 0; at < thinning.thresholds.length;) {
    const lighter = await withoutWeak(task, coarse, thinning.thresholds[at++]);
    const repeats = [coarse, last].some((other) => other !== null && sameRest(lighter, other));
    if (repeats || awakeEdges(lighter) === 0) continue;
    if (refusal(refined(lighter, grid), rows, 'lm') !== null) continue;
    last = lighter;
    const early = trialOf(thinning.early, most);
    const tried = yield* climb(task, ledger, lighter, { ...options, trial: early });
    const error = ledger.generalised(tried.end);
    if (error > most) continue;
    const share = best === null ? thinning.share * from : thinning.tolerated * ledger.generalised(best.end);
    const limit = Math.min(share, thinning.fall * error);
    const finer = refined(await adaptGrids(task, tried.end.model, gridOptions), grid);
    const found = yield* climb(task, ledger, finer, {
      ...options,
      method: { ...method, evenJumps: true },
      trial: trialOf(thinning.slow, limit),
    });
    if (ledger.generalised(found.end) > limit) continue;
    if (found.merit > start.merit) continue;
    best = found;
    coarse = tried.end.model;
    last = null;
    at = 0;
  }
  if (best !== null) {
    ledger.note(
      `${awakeEdges(best.model)} of ${presentEdges(best.model)} edges are enough, with an error of ${errorFigure(best.merit)} on ${grid} grid intervals: the others rest at 0.`,
    );
  }
  return best;
}

function trialOf(limit: { readonly iterations: number; readonly times: number }, error: number): Trial {
  return { iterations: limit.iterations, most: limit.times * error };
}

async function withoutWeak(task: FitTask, model: KanModel, threshold: number): Promise<KanModel> {
  const statistics = await trainingStatistics(task, model);
  return atRest(
    model,
    worthKeeping(model, statistics, { edge: threshold, node: threshold }),
    statistics.map(({ edgeMean }) => edgeMean),
  );
}
