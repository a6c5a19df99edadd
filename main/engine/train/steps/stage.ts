/**
 * Evaluators for one structure over both splits. A grid update ends a stage, since evaluators belong to a structure.
 */
import type { Random } from '../../../../shared/random.ts';
import type { CurvePoint } from '../../../../shared/contract/views/training.ts';
import type { KanModel, Structure } from '../../kan/model.ts';
import type { Iteration } from '../../optim/optimizer.ts';
import type { SecondOrderProblem } from '../../optim/levenbergMarquardt.ts';
import { secondOrderProblem } from '../objective/secondOrder.ts';
import type { FitTask } from './task.ts';
import { plainObjective, trainingObjective } from '../objective/objective.ts';
import {
  problemOf,
  secondOrderParameters,
  trainableParameters,
  type TrainingProblem,
} from '../objective/problem.ts';
import { restrained } from '../objective/restrained.ts';
import { errorOfLoss } from '../objective/errorOfLoss.ts';

export interface Stage {
  /** Error and objective of the model before the first step. */
  measureStart(model: KanModel): Promise<{ readonly point: CurvePoint; readonly objective: number }>;
  /** Errors of the model that an iteration of `problem` led to. */
  measure(step: number, model: KanModel, iteration: Iteration, problem: TrainingProblem): Promise<CurvePoint>;
  /** The problem for the optimiser; with `random`, it can draw mini-batches. */
  problem(model: KanModel, random: Random | null): TrainingProblem;
  /** Steps that may be made at once: {@link FitTask.allowance}. */
  readonly allowance: FitTask['allowance'];
  /** Whether the objective has second-order models: a float64 backend, and no sparsity terms. */
  readonly canSecondOrder: boolean;
  /** The problem for Levenberg–Marquardt, with the prior of even jumps or without; only where `canSecondOrder`. */
  secondOrder(model: KanModel, evenJumps: boolean): TrainingProblem & SecondOrderProblem;
  close(): void;
}

/** Opens the evaluators of both splits for networks of one structure; they hold memory of the device until the stage is closed. */
export function openStage(task: FitTask, structure: Structure): Stage {
  const { dataset, setup, backend, wrap } = task;
  const { encoding, train, validation } = dataset;
  const evaluator = wrap(backend.evaluator(structure, train, trainingObjective(encoding, setup)), train.rows);
  const held =
    validation.rows === 0
      ? null
      : wrap(backend.evaluator(structure, validation, plainObjective(encoding)), validation.rows);
  const gaussNewton = setup.lamb > 0 ? null : (evaluator.gaussNewton ?? null);

  const point = async (step: number, params: Float64Array, loss: number): Promise<CurvePoint> => ({
    step,
    train: errorOfLoss(loss, encoding),
    validation: held === null ? NaN : errorOfLoss((await held.evaluate(params, null)).loss, encoding),
  });

  return {
    measureStart: async ({ params }) => {
      const { total, loss } = await evaluator.evaluate(params, null);
      return { point: await point(0, params, loss), objective: total };
    },
    measure: async (step, { params }, iteration, problem) => {
      const last = problem.lastValue();
      const known = last !== null && last.total === iteration.value;
      const { loss } = known ? last : await evaluator.evaluate(params, null);
      return point(step, params, loss);
    },
    problem: (model, random) => {
      const free = trainableParameters(model);
      const sampling = random === null ? undefined : { rows: train.rows, random };
      return restrained(problemOf(evaluator, model.params, free, sampling), evaluator, model, free);
    },
    allowance: task.allowance,
    canSecondOrder: gaussNewton !== null,
    secondOrder: (model, evenJumps) => {
      if (gaussNewton === null) throw new Error('This objective has no second-order models.');
      const problem = secondOrderProblem(evaluator, gaussNewton, model, train.rows, evenJumps);
      return restrained(problem, evaluator, model, secondOrderParameters(model));
    },
    close: () => {
      evaluator.dispose();
      held?.dispose();
    },
  };
}
