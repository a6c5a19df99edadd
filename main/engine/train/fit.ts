/**
 * A training run as a sequence of steps: optimiser iterations with grid updates in between, the error on both splits,
 * and the best model so far. Like the optimisers it is a generator: not asking on is a pause.
 */
import type { TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { CurvePoint } from '../../../shared/contract/views.ts';
import { seededRandom, type Random } from '../../../shared/random.ts';
import type { Backend, Evaluator } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset.ts';
import type { KanModel } from '../kan/model.ts';
import { adam } from '../optim/adam.ts';
import { lbfgs } from '../optim/lbfgs.ts';
import type { Ending, Iteration } from '../optim/optimizer.ts';
import { gridUpdateSteps } from './gridSchedule.ts';
import { adaptGrids } from './adaptGrids.ts';
import type { TrainingProblem } from './problem.ts';
import { openStage, type Stage } from './stage.ts';

export interface FitTask {
  readonly model: KanModel;
  readonly dataset: Dataset;
  readonly setup: TrainingSetup;
  readonly backend: Backend;
  /** Draws the mini-batches. */
  readonly seed: number;
  /** Wraps every evaluator: pacing, counting. `rows` in its batch. */
  readonly wrap: (evaluator: Evaluator, rows: number) => Evaluator;
}

export interface FitStep {
  /** 0 is the model as it was handed in. */
  readonly step: number;
  /** Null between the steps at which mini-batch training, or a very long run, measures the full error. */
  readonly point: CurvePoint | null;
  /** The model at this step. */
  readonly model: KanModel;
  /** The best model so far and its step. */
  readonly best: { readonly model: KanModel; readonly step: number };
}

/** Mini-batch training measures the full error once in this many iterations. */
const batchesPerMeasurement = 50;

/**
 * Yields step 0, then every step of the optimiser, at most `setup.steps` of them. What counts as best: the lowest error
 * on the validation rows; without such rows, or where regularisation asks for more than a low error, the lowest
 * objective. The optimiser starts anew after each grid update, since its memory belongs to the old coefficients.
 * @returns why it ended: `iterations` where all steps were made.
 */
export async function* fit(task: FitTask): AsyncGenerator<FitStep, Ending> {
  const { dataset, setup } = task;
  const judge = keepBest(dataset.validation.rows > 0 && setup.lamb === 0);
  const sampled = setup.optimizer === 'adam' && setup.batch > 0 && setup.batch < dataset.train.rows;
  const random = sampled ? seededRandom(task.seed) : null;
  const updates = setup.updateGrid ? gridUpdateSteps(setup.steps) : [];
  let stage = openStage(task, task.model);
  try {
    const start = await stage.measureStart(task.model);
    yield judge({ step: 0, model: task.model, point: start.point }, start.objective);
    let at = { step: 0, model: task.model };
    while (at.step < setup.steps) {
      if (updates.includes(at.step)) {
        const adapted = await adaptGrids(task, at.model);
        stage.close();
        stage = openStage(task, adapted);
        at = { ...at, model: adapted };
      }
      const end = updates.find((step) => step > at.step) ?? setup.steps;
      const phase = phaseSteps(setup, stage, at, end, random);
      let next = await phase.next();
      for (; next.done !== true; next = await phase.next()) {
        at = next.value.reached;
        yield judge(next.value.reached, next.value.objective);
      }
      const ending = next.value;
      if (ending === 'diverged' || (ending !== 'iterations' && end === setup.steps)) return ending;
      // Where these grids have no more to give, the next update comes at once.
      at = { ...at, step: end };
    }
    return 'iterations';
  } finally {
    stage.close();
  }
}

type Reached = Pick<FitStep, 'step' | 'model' | 'point'>;

/** The optimiser's steps on one set of grids, up to step `end`. */
async function* phaseSteps(
  setup: TrainingSetup,
  stage: Stage,
  from: { readonly step: number; readonly model: KanModel },
  end: number,
  random: Random | null,
): AsyncGenerator<{ readonly reached: Reached; readonly objective: number }, Ending> {
  const problem = stage.problem(from.model, random);
  const iterations = optimize(setup, problem, end - from.step);
  let last = from.step;
  let next = await iterations.next();
  for (; next.done !== true; next = await iterations.next()) {
    const iteration = next.value;
    const step = from.step + iteration.iteration;
    // At its end Adam may go back to its best point without a step: that point was judged when it was reached.
    if (step <= last) continue;
    last = step;
    const model = { ...from.model, params: problem.parametersAt(iteration.x) };
    const due =
      random === null ? step % stride(step) === 0 : iteration.iteration % batchesPerMeasurement === 0;
    const measured = due || step === end;
    const point = measured ? await stage.measure(step, model, iteration, problem) : null;
    yield { reached: { step, model, point }, objective: iteration.value };
  }
  return next.value;
}

/** Steps from one measurement to the next: all of the first 4000 steps, then ever fewer, since no chart shows more. */
function stride(step: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(step / 4000)));
}

function optimize(
  setup: TrainingSetup,
  problem: TrainingProblem,
  iterations: number,
): AsyncGenerator<Iteration, Ending> {
  switch (setup.optimizer) {
    case 'lbfgs':
      return lbfgs(problem, problem.start, { iterations });
    case 'adam': {
      const { learningRate, batch } = setup;
      const checkEvery = batchesPerMeasurement;
      return adam(problem, problem.start, { iterations, learningRate, batch, checkEvery });
    }
  }
}

/** Adds the best model so far to each step; steps without a measurement do not compete. */
function keepBest(byValidation: boolean): (reached: Reached, objective: number) => FitStep {
  let best: FitStep['best'] | null = null;
  let lowest = Infinity;
  return (reached, objective) => {
    const { step, model, point } = reached;
    const merit = point === null ? Infinity : byValidation ? point.validation : objective;
    if (best === null || merit < lowest) best = { model, step };
    lowest = Math.min(lowest, Number.isFinite(merit) ? merit : Infinity);
    return { ...reached, best };
  };
}
