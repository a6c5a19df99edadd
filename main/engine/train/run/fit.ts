/**
 * A training run as a sequence of steps: optimiser iterations with grid updates in between, the error on both splits,
 * and the best model so far. Like the optimisers it is a generator: not asking on is a pause.
 */
import { seededRandom } from '../../../../shared/random.ts';
import type { Ending } from '../../optim/optimizer.ts';
import { adaptGrids } from '../grids/adaptGrids.ts';
import { autoFit } from '../auto/autoFit.ts';
import { gridUpdateSteps } from '../grids/gridSchedule.ts';
import { runOptimizer, type Method, type ModelAtStep, type StepResult } from '../steps/runOptimizer.ts';
import { openStage } from '../steps/stage.ts';
import type { FitStep, FitTask } from '../steps/task.ts';

/** About as many measurements as a long run makes: more could not be drawn. */
const mostMeasurements = 4000;

/**
 * Yields step 0, then every step, at most `setup.steps` of them.
 * @returns why it ended: `iterations` where all steps were made.
 */
export function fit(task: FitTask): AsyncGenerator<FitStep, Ending> {
  return task.setup.optimizer === 'auto' ? autoFit(task, fitByHand) : fitByHand(task, '');
}

/**
 * One optimiser on the grids that the model has. What counts as best: the lowest error on the validation rows; without
 * such rows, or where regularisation asks for more than a low error, the lowest objective. The optimiser starts anew
 * after each grid update, since its memory belongs to the old coefficients.
 * @param decision what led here, for the log; ''.
 */
async function* fitByHand(task: FitTask, decision: string): AsyncGenerator<FitStep, Ending> {
  const { dataset, setup } = task;
  const withBest = keepBest(dataset.validation.rows > 0 && setup.lamb === 0);
  const updates = setup.updateGrid ? gridUpdateSteps(setup.steps) : [];
  const spacing = Math.ceil(setup.steps / mostMeasurements);
  let stage = openStage(task, task.model);
  const { method, why } = methodOf(task, stage.canSecondOrder);
  const note = [decision, why].filter((text) => text !== '').join(' ');
  try {
    const start = await stage.measureStart(task.model);
    yield withBest({ step: 0, model: task.model, ...start }, note === '' ? null : note);
    let at: ModelAtStep = { step: 0, model: task.model };
    while (at.step < setup.steps) {
      if (updates.includes(at.step)) {
        const adapted = await adaptGrids(task, at.model);
        stage.close();
        stage = openStage(task, adapted);
        at = { ...at, model: adapted };
      }
      const end = updates.find((step) => step > at.step) ?? setup.steps;
      const steps = runOptimizer(method, stage, at, end, spacing);
      let next = await steps.next();
      for (; next.done !== true; next = await steps.next()) {
        at = next.value;
        yield withBest(next.value, null);
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

/** The optimiser asked for, or the one that stands in for it and why. */
function methodOf(
  { setup, seed, dataset }: FitTask,
  canSecondOrder: boolean,
): { readonly method: Method; readonly why: string } {
  switch (setup.optimizer) {
    case 'adam': {
      const { learningRate } = setup;
      const batch = setup.batch < dataset.train.rows ? setup.batch : 0;
      return { method: { kind: 'adam', learningRate, batch, random: seededRandom(seed) }, why: '' };
    }
    case 'lm':
      if (canSecondOrder) return { method: { kind: 'lm', tolerance: 1e-6 }, why: '' };
      return {
        method: { kind: 'lbfgs' },
        why:
          setup.lamb > 0
            ? 'L-BFGS stands in for Levenberg–Marquardt, which cannot take the sparsity terms of λ.'
            : 'L-BFGS stands in for Levenberg–Marquardt, which this backend cannot run.',
      };
    case 'lbfgs':
    case 'auto':
      return { method: { kind: 'lbfgs' }, why: '' };
  }
}

/** Adds the best model so far to each step; steps without a measurement do not compete. */
function keepBest(byValidation: boolean): (reached: StepResult, note: string | null) => FitStep {
  let best: FitStep['best'] | null = null;
  let lowest = Infinity;
  return ({ step, model, point, objective }, note) => {
    const criterion = point === null ? Infinity : byValidation ? point.validation : objective;
    if (best === null || criterion < lowest) best = { model, step };
    lowest = Math.min(lowest, Number.isFinite(criterion) ? criterion : Infinity);
    return { step, model, point, best, note };
  };
}
