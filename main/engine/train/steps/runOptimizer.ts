/** The steps of one optimiser on one set of grids. */
import type { CurvePoint } from '../../../../shared/contract/views.ts';
import type { Random } from '../../../../shared/random.ts';
import type { KanModel } from '../../kan/model.ts';
import { adam } from '../../optim/adam.ts';
import { lbfgs } from '../../optim/lbfgs.ts';
import { levenbergMarquardt } from '../../optim/levenbergMarquardt.ts';
import type { Ending, Iteration } from '../../optim/optimizer.ts';
import type { TrainingProblem } from '../objective/problem.ts';
import type { Stage } from './stage.ts';

/** How the parameters are improved. */
export type Method =
  | { readonly kind: 'lbfgs' }
  | {
      readonly kind: 'lm';
      /** Ends the phase after four steps each of which lowers the objective by less than this share. */
      readonly tolerance: number;
      /** Whether splines are continued smoothly where samples are few (jumps.ts): for networks past their first steps. */
      readonly evenJumps?: boolean;
    }
  | {
      readonly kind: 'adam';
      readonly learningRate: number;
      /** Rows of a mini-batch; 0 for all. */
      readonly batch: number;
      /** Draws the mini-batches. */
      readonly random: Random;
    };

/** A model, and the step of the run that led to it. */
export interface ModelAtStep {
  readonly step: number;
  readonly model: KanModel;
}

/** What a step led to. */
export interface StepResult extends ModelAtStep {
  /** Null where the full error was not measured at this step. */
  readonly point: CurvePoint | null;
  readonly objective: number;
}

/** Iterations between two measurements of the full error: with mini-batches, and where a device makes several at once. */
const batchesPerMeasurement = 50;
const stepsPerMeasurement = 10;

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
  const { problem, run, every } = optimize(method, stage, from.model, end - from.step, spacing);
  let last = from.step;
  let next = await run.next();
  for (; next.done !== true; next = await run.next()) {
    const iteration = next.value;
    const step = from.step + iteration.iteration;
    // At its end Adam may go back to its best point without a step: that point was judged when it was reached.
    if (step <= last) continue;
    last = step;
    const model = { ...from.model, params: problem.parametersAt(iteration.x) };
    const measured = iteration.iteration % every === 0 || step === end;
    const point = measured ? await stage.measure(step, model, iteration, problem) : null;
    yield { step, model, point, objective: iteration.value };
  }
  return next.value;
}

function optimize(
  method: Method,
  stage: Stage,
  model: KanModel,
  iterations: number,
  spacing: number,
): { problem: TrainingProblem; run: AsyncGenerator<Iteration, Ending>; every: number } {
  switch (method.kind) {
    case 'lbfgs': {
      const problem = stage.problem(model, null);
      return { problem, run: lbfgs(problem, problem.start, { iterations }), every: spacing };
    }
    case 'lm': {
      const problem = stage.secondOrder(model, method.evenJumps ?? false);
      const options = { iterations, progressTolerance: method.tolerance, patience: 4 };
      return { problem, run: levenbergMarquardt(problem, problem.start, options), every: spacing };
    }
    case 'adam': {
      const { learningRate, batch, random } = method;
      const problem = stage.problem(model, random);
      const own = batch > 0 ? batchesPerMeasurement : problem.descend === undefined ? 1 : stepsPerMeasurement;
      const every = Math.max(own, spacing);
      const { allowance } = stage;
      const options = { iterations, learningRate, batch, checkEvery: every, allowance };
      return { problem, run: adam(problem, problem.start, options), every };
    }
  }
}
