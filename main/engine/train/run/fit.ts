/**
 * A training run as a sequence of steps: optimiser iterations with grid updates in between, the error on both splits,
 * and the best model so far. Like the optimisers it is a generator: a caller that does not ask for the next step pauses
 * it.
 */
import { gridUpdateSettings } from '../../../../shared/settings/moreTraining.ts';
import { optimizers } from '../../../../shared/settings/optimizers.ts';
import type { Ending } from '../../optim/optimizer.ts';
import { adaptGrids } from '../grids/adaptGrids.ts';
import { autoFit } from '../auto/autoFit.ts';
import { gridUpdateSteps } from '../grids/gridSchedule.ts';
import { implementationOf, type Method } from '../steps/optimizers.ts';
import { runOptimizer, type ModelAtStep, type StepResult } from '../steps/runOptimizer.ts';
import { openStage } from '../steps/stage.ts';
import type { FitStep, FitTask } from '../steps/task.ts';

/** Approximate number of measurements in a long run: a chart could not show more. */
const mostMeasurements = 4000;

/**
 * Yields step 0, then every step, at most `setup.steps` of them.
 * @returns why it ended: `iterations` where all steps were made.
 */
export function fit(task: FitTask): AsyncGenerator<FitStep, Ending> {
  return task.setup.optimizer === 'auto' ? autoFit(task, fitByHand) : fitByHand(task, '');
}

/**
 * One optimiser on the grids of the model. The best model has the lowest error on the validation rows; without such
 * rows, or where regularisation asks for more than a low error, the lowest objective. The optimiser is restarted after
 * each grid update, since its memory belongs to the old coefficients.
 * @param decision the decision that led to this run, for the log; ''.
 */
async function* fitByHand(task: FitTask, decision: string): AsyncGenerator<FitStep, Ending> {
  const { dataset, setup } = task;
  const withBest = keepBest(dataset.validation.rows > 0 && setup.lamb === 0);
  const updates = gridUpdateSteps(setup);
  const eps = setup.gridEps ?? gridUpdateSettings.gridEps.default;
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
        const adapted = await adaptGrids(task, at.model, () => ({ eps }));
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
      // Where the error no longer falls on these grids, the next update comes at once.
      at = { ...at, step: end };
    }
    return 'iterations';
  } finally {
    stage.close();
  }
}

/** The optimiser asked for, or L-BFGS in its place and why. */
function methodOf(
  { setup, seed, dataset }: FitTask,
  canSecondOrder: boolean,
): { readonly method: Method; readonly why: string } {
  // The automatic run has chosen its optimiser before.
  const wanted = setup.optimizer === 'auto' ? 'lbfgs' : setup.optimizer;
  const lacks = implementationOf(wanted).secondOrder && !canSecondOrder;
  const method = implementationOf(lacks ? 'lbfgs' : wanted).method(setup, dataset.train.rows, seed);
  if (!lacks) return { method, why: '' };
  const reason = setup.lamb > 0 ? 'cannot use λ' : 'this backend cannot run';
  const why = `${optimizers.lbfgs.name} is used instead of ${optimizers[wanted].name}, which ${reason}.`;
  return { method, why };
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
