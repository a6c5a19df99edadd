/** A good start: several small networks from different random weights, the better half kept round by round. */
import { nodeCount, type KanModel } from '../../kan/model.ts';
import { createModel } from '../../kan/create.ts';
import { refineGrid } from '../../kan/grid.ts';
import { adaptGrids } from '../adaptGrids.ts';
import type { Dataset, Split } from '../../data/dataset.ts';
import { targetSpread } from '../spread.ts';
import type { FitStep, FitTask } from '../task.ts';
import { climb, type Climb, type Summit } from './climb.ts';
import { errorFigure } from './figure.ts';
import { gridOptions, searchGridOptions } from './gridOptions.ts';
import type { Ledger } from './ledger.ts';
import { coarseGrid, goodStart, refusal, searchPlan, searchRows, searchShare } from './policy.ts';
import { refined } from './refined.ts';
import { thin } from './thin.ts';

/**
 * Successive halving (Jamieson and Talwalkar 2016) on some of the rows: a field of random starts on coarse grids, the better
 * ones on finer grids, until one is left. Where it is neither good nor can be thinned, another field is tried.
 * @returns the best start, on its own grid; where it could be thinned, with edges at rest.
 */
export async function* search(
  task: FitTask,
  ledger: Ledger,
  method: Climb['method'],
): AsyncGenerator<FitStep, KanModel> {
  const narrowed = { ...task, dataset: withFewerRows(task.dataset) };
  const { rows } = narrowed.dataset.train;
  const coarse = coarsened(task.model);
  const classifies = task.dataset.encoding.task === 'classification';
  const plan = searchPlan(coarse, rows, classifies);
  const [{ left: count }] = plan.rounds;
  const options = { method, patience: Infinity, quiet: true };
  const moved = (model: KanModel): Promise<KanModel> =>
    adaptGrids(narrowed, model, classifies ? gridOptions : searchGridOptions);
  const runField = async function* (field: number): AsyncGenerator<FitStep, Summit> {
    let standing: Summit[] = Array.from({ length: count }, (_, i) => {
      const model = field + i === 0 ? coarse : coarsened(restarted(task, field * count + i));
      return { model, merit: Infinity, end: { model, train: Infinity } };
    });
    for (const { left, grid, iterations } of plan.rounds) {
      const going = best(standing, left);
      standing = [];
      for (const before of going) {
        // Moved before they are refined, as on the ladder.
        const finer = refined(await moved(before.model), grid);
        // No training on more coefficients than the data can tell.
        if (finer.layers[0].grid > before.model.layers[0].grid && refusal(finer, rows, 'lm') !== null)
          standing.push(before);
        else {
          const after = yield* climb(narrowed, ledger, finer, { ...options, iterations });
          standing.push(after.merit < before.merit ? after : before);
        }
        if (standing.at(-1).merit <= ledger.enough) return standing.at(-1);
      }
    }
    return best(standing, 1)[0];
  };

  const starts = count === 1 ? '1 start' : `${count} random starts`;
  ledger.note(`Trying ${starts} on ${coarse.layers[0].grid} grid intervals.`);
  const goal = Math.max(goodStart * targetSpread(task.dataset), ledger.enough);
  const begun = ledger.step;
  let champion: Summit = { model: coarse, merit: Infinity, end: { model: coarse, train: Infinity } };
  let perField = 0;
  for (let field = 0; ; field++) {
    const winner = yield* runField(field);
    const light = method.kind === 'lm' && !classifies ? yield* thin(narrowed, ledger, winner, method) : null;
    if (light !== null) return light.end.model;
    champion = best([champion, winner], 1)[0];
    perField ||= ledger.step - begun;
    if (champion.merit <= goal || field + 1 === plan.fields) break;
    if (ledger.step + perField > searchShare * task.setup.steps) break;
    ledger.note(`The best start has an error of ${errorFigure(champion.merit)}: trying ${starts} more.`);
  }
  ledger.note(
    `Going on from the best start, with ${errorFigure(champion.merit)} on ${champion.model.layers[0].grid} grid intervals.`,
  );
  return champion.model;
}

/** The `count` best of them, the best first. */
function best(summits: readonly Summit[], count: number): Summit[] {
  return [...summits].sort((a, b) => a.merit - b.merit).slice(0, count);
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
