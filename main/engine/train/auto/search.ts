/** A good start: several small networks from different random weights, the better half kept round by round. */
import { nodeCount, type KanModel } from '../../kan/model.ts';
import { createModel } from '../../kan/create.ts';
import { refineGrid } from '../../kan/grid.ts';
import { adaptGrids } from '../adaptGrids.ts';
import type { Dataset, Split } from '../../data/dataset.ts';
import type { FitStep, FitTask } from '../task.ts';
import { climb, type Climb, type Summit } from './climb.ts';
import { gridOptions } from './gridOptions.ts';
import type { Ledger } from './ledger.ts';
import { coarseGrid, searchIterations, searchRows, startCount } from './policy.ts';

/**
 * Successive halving (Jamieson and Talwalkar 2016) of up to eight starts on coarse grids and some of the rows.
 * @returns the best start, on its coarse grid.
 */
export async function* search(
  task: FitTask,
  ledger: Ledger,
  method: Climb['method'],
): AsyncGenerator<FitStep, KanModel> {
  const narrowed = { ...task, dataset: withFewerRows(task.dataset) };
  const first = await adapted(narrowed, coarsened(task.model));
  const count = startCount(first, narrowed.dataset.train.rows);
  const options = { method, patience: Infinity, quiet: true };
  ledger.note(
    `Trying ${count === 1 ? '1 start' : `${count} random starts`} on ${first.layers[0].grid} grid intervals.`,
  );
  let field: Summit[] = [];
  for (let i = 0; i < count; i++) {
    const start = i === 0 ? first : await adapted(narrowed, coarsened(restarted(task, i)));
    const found = yield* climb(narrowed, ledger, start, { ...options, iterations: searchIterations.first });
    if (found.merit <= ledger.enough) return found.model;
    field.push(found);
  }
  while (field.length > 1) {
    field = [...field].sort((a, b) => a.merit - b.merit).slice(0, Math.ceil(field.length / 2));
    const next: Summit[] = [];
    for (const { model } of field) {
      const start = await adapted(narrowed, model);
      next.push(yield* climb(narrowed, ledger, start, { ...options, iterations: searchIterations.round }));
    }
    field = next;
  }
  return field[0].model;
}

const adapted = (task: FitTask, model: KanModel): Promise<KanModel> => adaptGrids(task, model, gridOptions);

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
