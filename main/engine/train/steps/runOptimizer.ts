/** The steps of one optimiser on one set of grids. */
import type { CurvePoint } from '../../../../shared/contract/views/training.ts';
import type { KanModel } from '../../kan/model.ts';
import { isCheck } from '../../optim/checks.ts';
import type { Ending } from '../../optim/optimizer.ts';
import { implementationOf, type Method } from './optimizers.ts';
import type { Stage } from './stage.ts';

/** A model, and the step of the run that led to it. */
export interface ModelAtStep {
  readonly step: number;
  readonly model: KanModel;
}

/** The result of a step. */
export interface StepResult extends ModelAtStep {
  /** Null where the full error was not measured at this step. */
  readonly point: CurvePoint | null;
  readonly objective: number;
}

/**
 * Steps from `from` to at most step `end`.
 * @param spacing steps between two measurements of the full error, 1 for each; more for Adam where steps are made on
 * mini-batches or several at once.
 */
export async function* runOptimizer(
  method: Method,
  stage: Stage,
  from: ModelAtStep,
  end: number,
  spacing: number,
): AsyncGenerator<StepResult, Ending> {
  const { start } = implementationOf(method.kind);
  const started = start(stage, from.model, method, end - from.step, spacing);
  const { problem, iterations } = started;
  let last = from.step;
  let next = await iterations.next();
  for (; next.done !== true; next = await iterations.next()) {
    const iteration = next.value;
    const step = from.step + iteration.iteration;
    // At its end Adam may return to its best point without a step: that point was measured before.
    if (step <= last) continue;
    last = step;
    const model = { ...from.model, params: problem.parametersAt(iteration.x) };
    const measured = isCheck(iteration.iteration, started.spacing) || step === end;
    const point = measured ? await stage.measure(step, model, iteration, problem) : null;
    yield { step, model, point, objective: iteration.value };
  }
  return next.value;
}
