/**
 * The automatic run: a search for a start on coarse grids, then finer and finer grids as long as the error on rows that
 * are not used for training falls. policy.ts decides; every decision is written to the log.
 */
import { errorText } from '../../../../shared/figures.ts';
import { trainingSettings } from '../../../../shared/settings/training.ts';
import type { KanModel } from '../../kan/model.ts';
import { refineGrid } from '../../kan/grid.ts';
import type { Ending } from '../../optim/optimizer.ts';
import { adaptGrids } from '../grids/adaptGrids.ts';
import type { Method } from '../steps/optimizers.ts';
import { openStage } from '../steps/stage.ts';
import type { FitStep, FitTask } from '../steps/task.ts';
import { gridOptions } from '../grids/gridOptions.ts';
import {
  automaticBatch,
  gridCost,
  gridIterations,
  gridLadder,
  improvedShare,
  methodFor,
  patience,
  refusal,
} from './policy.ts';
import { search } from './search.ts';
import { separatedNote, startTracking, type Tracker } from './tracker.ts';
import { trainOnGrid } from './trainOnGrid.ts';

/** A run with one optimiser on the grids as they are; `decision` says why. */
type ByHand = (task: FitTask, decision: string) => AsyncGenerator<FitStep, Ending>;

const stochastic = {
  optimizer: 'adam',
  learningRate: trainingSettings.learningRate.default,
  batch: automaticBatch,
  steps: 5000,
} as const;
const sparse = { optimizer: 'lbfgs', steps: 200 } as const;

/** @param byHand the run with a single optimiser, for sparsity terms and very large data. */
export async function* autoFit(task: FitTask, byHand: ByHand): AsyncGenerator<FitStep, Ending> {
  const { model, dataset, setup } = task;
  const rows = dataset.train.rows;
  if (setup.lamb > 0) {
    const steps = Math.min(setup.steps, sparse.steps);
    return yield* byHand(
      { ...task, setup: { ...setup, ...sparse, steps } },
      'L-BFGS on the grids as they are, because λ asks for a sparse network.',
    );
  }
  const tracker = startTracking(model, dataset);
  const stage = openStage(task, model);
  let kind: ReturnType<typeof methodFor>;
  let secondOrder: boolean;
  try {
    secondOrder = stage.canSecondOrder;
    kind = methodFor(model, rows, secondOrder);
    if (kind !== 'adam') {
      const { point } = await stage.measureStart(model);
      if (!Number.isFinite(point.train)) return 'diverged';
      yield tracker.record({ step: 0, model, point });
    }
  } finally {
    stage.close();
  }
  if (kind === 'adam') {
    const steps = Math.min(setup.steps, stochastic.steps);
    return yield* byHand(
      { ...task, setup: { ...setup, ...stochastic, steps } },
      `Adam on mini-batches of ${stochastic.batch} rows: steps on all rows would take long.`,
    );
  }
  const method: Method = kind === 'lm' ? { kind, tolerance: 1e-3 } : { kind };
  tracker.note(
    kind === 'lm'
      ? 'Levenberg–Marquardt: its steps are cheap for this network and these data.'
      : secondOrder
        ? 'L-BFGS: a step of Levenberg–Marquardt would be costly for this network and these data.'
        : 'L-BFGS: Levenberg–Marquardt needs second-order models, which this network or this device does not offer.',
  );
  const start = task.fresh ? yield* search(task, tracker, method) : model;
  // Not in the search, where the shapes of the edges may still change; not for classes, whose loss is not a variance.
  const evenJumps = dataset.encoding.task !== 'classification';
  if (start !== null)
    yield* refineWhileBetter(task, tracker, start, method.kind === 'lm' ? { ...method, evenJumps } : method);
  const last = tracker.close();
  if (last !== null) yield last;
  return tracker.step >= setup.steps ? 'iterations' : 'converged';
}

/**
 * Trains on the start's grid, then on finer and finer grids. Each starts from the last model of the grid before; for
 * classes from the best one.
 */
async function* refineWhileBetter(
  task: FitTask,
  tracker: Tracker,
  start: KanModel,
  method: Extract<Method, { kind: keyof typeof gridIterations }>,
): AsyncGenerator<FitStep, void> {
  const { dataset, setup, model } = task;
  const options = {
    method,
    iterations: gridIterations[method.kind],
    patience: patience[method.kind],
    quiet: false,
  };
  const own = start.layers[0].grid;
  const ladder = [own, ...gridLadder(model.layers[0].grid).filter((grid) => grid > own)];
  const classifies = dataset.encoding.task === 'classification';
  let best = { model: start, criterion: Infinity, trainError: Infinity };
  let left = task.operations ?? Infinity;
  for (const grid of ladder) {
    if (tracker.step >= setup.steps) return;
    // Grids are updated before they are refined. The other order starts with a lower error but ends with a higher one:
    // hello function, 5 seeds, median test RMSE 4.3e-5 instead of 1.1e-5.
    const adapted = await adaptGrids(task, best.model, gridOptions);
    const finer = adapted.layers.reduce(
      (m, layer, i) => (layer.grid < grid ? refineGrid(m, i, grid) : m),
      adapted,
    );
    const why = grid === own ? null : refusal(finer, dataset.train.rows, method.kind, left);
    if (why !== null) {
      tracker.note(`Grid ${grid} was not tried: ${why}.`);
      return;
    }
    left -= gridCost(finer, dataset.train.rows);
    const found = yield* trainOnGrid(task, tracker, finer, options);
    const trainError = tracker.crossValidated(found.last);
    const better =
      found.criterion < improvedShare.criterion * best.criterion ||
      trainError < improvedShare.trainError * best.trainError;
    const error = `${classifies ? 'cross-entropy' : 'error'} ${errorText(found.criterion, 3)}`;
    tracker.note(`Grid ${grid}: ${error}${better ? '' : ', no better'}.`);
    if (!better) return;
    // From the last model: a single unusual row can make an earlier model the best by validation error.
    const onwards = method.kind === 'lm' && !classifies ? found.last.model : found.model;
    best = { model: onwards, criterion: found.criterion, trainError };
    if (best.criterion <= tracker.leastCriterion) {
      tracker.note(separatedNote);
      return;
    }
  }
}
