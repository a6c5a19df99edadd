/**
 * The search for a good start: several small networks with different random weights; each round keeps the better half.
 */
import { errorText } from '../../../../shared/figures.ts';
import { nodeCount, type KanModel } from '../../kan/model.ts';
import { createModel } from '../../kan/create.ts';
import { refineGrid } from '../../kan/grid.ts';
import { adaptGrids } from '../grids/adaptGrids.ts';
import type { Dataset, Split } from '../../data/dataset/dataset.ts';
import { targetSpread } from '../statistics/spread.ts';
import type { FitStep, FitTask } from '../steps/task.ts';
import { gridOptions, searchGridOptions } from '../grids/gridOptions.ts';
import { coarseGrid, goodStart, refusal, searchPlan, searchRows, searchShare } from './policy.ts';
import { refined } from '../grids/refined.ts';
import { sparseStart } from './sparseStart.ts';
import type { Tracker } from './tracker.ts';
import { trainOnGrid, type GridOptions, type GridResult } from './trainOnGrid.ts';

/**
 * Successive halving (Jamieson and Talwalkar 2016) on some of the rows: a group of random starts on coarse grids, then
 * the better ones on finer grids, until one is left. If its error is not low enough and it needs all its edges, another
 * group is tried.
 * @returns the best start, on its own grid; where it needs fewer edges, with the others inactive. Null where the first
 * group is not worth to go on (see {@link FitTask.mostError}).
 */
export async function* search(
  task: FitTask,
  tracker: Tracker,
  method: GridOptions['method'],
): AsyncGenerator<FitStep, KanModel | null> {
  const narrowed = { ...task, dataset: withFewerRows(task.dataset) };
  const { rows } = narrowed.dataset.train;
  const coarse = coarsened(task.model);
  const classifies = task.dataset.encoding.task === 'classification';
  const plan = searchPlan(coarse, rows, classifies);
  const [{ left: count }] = plan.rounds;
  const options = { method, patience: Infinity, quiet: true };
  const moved = (model: KanModel): Promise<KanModel> =>
    adaptGrids(narrowed, model, classifies ? gridOptions : searchGridOptions);
  const runGroup = async function* (group: number): AsyncGenerator<FitStep, GridResult> {
    let results: GridResult[] = Array.from({ length: count }, (_, i) => {
      const model = group + i === 0 ? coarse : coarsened(restarted(task, group * count + i));
      return { model, criterion: Infinity, last: { model, trainError: Infinity } };
    });
    for (const { left, grid, iterations } of plan.rounds) {
      const going = best(results, left);
      results = [];
      for (const before of going) {
        // The grids are moved before they are refined, as in the later refinement.
        const finer = refined(await moved(before.model), grid);
        // A network with more coefficients than the data can determine is not trained.
        if (finer.layers[0].grid > before.model.layers[0].grid && refusal(finer, rows, 'lm') !== null)
          results.push(before);
        else {
          const after = yield* trainOnGrid(narrowed, tracker, finer, { ...options, iterations });
          results.push(after.criterion < before.criterion ? after : before);
        }
        if (results.at(-1).criterion <= tracker.leastCriterion) return results.at(-1);
      }
    }
    return best(results, 1)[0];
  };

  const starts = count === 1 ? '1 start' : `${count} random starts`;
  tracker.note(`Trying ${starts} on ${coarse.layers[0].grid} grid intervals.`);
  const goal = Math.max(goodStart * targetSpread(task.dataset), tracker.leastCriterion);
  const begun = tracker.step;
  let bestStart: GridResult = {
    model: coarse,
    criterion: Infinity,
    last: { model: coarse, trainError: Infinity },
  };
  let perGroup = 0;
  for (let group = 0; ; group++) {
    const winner = yield* runGroup(group);
    const light =
      method.kind === 'lm' && !classifies ? yield* sparseStart(narrowed, tracker, winner, method) : null;
    if (light !== null) return light.last.model;
    bestStart = best([bestStart, winner], 1)[0];
    perGroup ||= tracker.step - begun;
    if (bestStart.criterion > (task.mostError ?? Infinity)) {
      tracker.note(
        `The best start has an error of ${errorText(bestStart.criterion, 3)}, higher than a smaller network's.`,
      );
      return null;
    }
    if (bestStart.criterion <= goal || group + 1 === plan.groups) break;
    if (tracker.step + perGroup > searchShare * task.setup.steps) break;
    tracker.note(
      `The best start has an error of ${errorText(bestStart.criterion, 3)}: trying ${starts} more.`,
    );
  }
  tracker.note(
    `Continuing from the best start, with an error of ${errorText(bestStart.criterion, 3)} on ${bestStart.model.layers[0].grid} grid intervals.`,
  );
  return bestStart.model;
}

/** The `count` best of them, the best first. */
function best(results: readonly GridResult[], count: number): GridResult[] {
  return [...results].sort((a, b) => a.criterion - b.criterion).slice(0, count);
}

/** The same network on grids of at most {@link coarseGrid} intervals. */
function coarsened(model: KanModel): KanModel {
  return model.layers.reduce(
    (coarse, layer, index) => (layer.grid > coarseGrid ? refineGrid(coarse, index, coarseGrid) : coarse),
    model,
  );
}

/** A network of the same shape from other random weights. */
function restarted({ model, seed }: FitTask, attempt: number): KanModel {
  const [first] = model.layers;
  return createModel({
    inputs: first.inputs,
    hidden: model.layers.slice(0, -1).map(({ sums, arities }) => ({ sums, arities })),
    outputs: nodeCount(model.layers.at(-1)!),
    grid: Math.min(first.grid, coarseGrid),
    order: first.order,
    base: first.base,
    seed: (seed + attempt * 0x9e3779b9) % 2 ** 32,
  });
}

function withFewerRows(dataset: Dataset): Dataset {
  return { ...dataset, train: firstRows(dataset.train, searchRows) };
}

/** The first rows of a split; splits are in random order. */
export function firstRows(split: Split, rows: number): Split {
  if (split.rows <= rows) return split;
  const cut = (columns: Float64Array): Float64Array => {
    const count = columns.length / split.rows;
    const taken = new Float64Array(count * rows);
    for (let c = 0; c < count; c++)
      taken.set(columns.subarray(c * split.rows, c * split.rows + rows), c * rows);
    return taken;
  };
  return {
    rows,
    inputs: cut(split.inputs),
    targets: cut(split.targets),
    weights: split.weights?.slice(0, rows) ?? null,
    tableRows: split.tableRows.slice(0, rows),
  };
}
