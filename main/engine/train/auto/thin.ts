/** Edges that a start can do without, found by trying. */
import { presentEdges, worthKeeping } from '../../kan/prune.ts';
import type { KanModel } from '../../kan/model.ts';
import { adaptGrids } from '../adaptGrids.ts';
import type { Method } from '../phase.ts';
import type { FitStep, FitTask } from '../task.ts';
import { trainingStatistics } from '../trainingStatistics.ts';
import { climb, type Summit } from './climb.ts';
import { errorFigure } from './figure.ts';
import { gridOptions } from './gridOptions.ts';
import type { Ledger } from './ledger.ts';
import { refusal, thinning } from './policy.ts';
import { refined } from './refined.ts';
import { atRest, awakeEdges } from './rest.ts';

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
  const onFiner = { ...options, method: { ...method, evenJumps: true } };
  const { rows } = task.dataset.train;
  const grid = 2 * start.end.model.layers[0].grid;
  const from = ledger.generalised(start.end);
  let coarse = start.end.model;
  let best: Summit | null = null;
  for (let at = 0; at < thinning.thresholds.length;) {
    const lighter = await withoutWeak(task, coarse, thinning.thresholds[at++]);
    if (awakeEdges(lighter) === awakeEdges(coarse) || awakeEdges(lighter) === 0) continue;
    if (refusal(refined(lighter, grid), rows, 'lm') !== null) continue;
    const tried = yield* climb(task, ledger, lighter, options);
    const error = ledger.generalised(tried.end);
    if (error > thinning.hopeless * from) continue;
    const finer = refined(await adaptGrids(task, tried.end.model, gridOptions), grid);
    const found = yield* climb(task, ledger, finer, onFiner);
    const limit = best === null ? thinning.share * from : thinning.tolerated * ledger.generalised(best.end);
    if (ledger.generalised(found.end) > Math.min(limit, thinning.fall * error)) continue;
    if (found.merit > start.merit) continue;
    best = found;
    coarse = tried.end.model;
    at = 0;
  }
  if (best !== null) {
    ledger.note(
      `${awakeEdges(best.model)} of ${presentEdges(best.model)} edges are enough, with an error of ${errorFigure(best.merit)} on ${grid} grid intervals: the others rest at 0.`,
    );
  }
  return best;
}

async function withoutWeak(task: FitTask, model: KanModel, threshold: number): Promise<KanModel> {
  const statistics = await trainingStatistics(task, model);
  return atRest(
    model,
    worthKeeping(model, statistics, { edge: threshold, node: threshold }),
    statistics.map(({ edgeMean }) => edgeMean),
  );
}
