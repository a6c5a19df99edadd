/** Trains with one optimiser on one set of grids until the error no longer falls. */
import type { KanModel } from '../../kan/model.ts';
import type { Method } from '../steps/optimizers.ts';
import { runOptimizer } from '../steps/runOptimizer.ts';
import { openStage } from '../steps/stage.ts';
import type { FitStep, FitTask } from '../steps/task.ts';
import { improvedShare } from './policy.ts';
import type { LastModel, Tracker } from './tracker.ts';

export interface GridOptions {
  readonly method: Method;
  readonly iterations: number;
  /** The training ends after so many steps without a better model, unless the training error falls to half in them. */
  readonly patience: number;
  /** Only steps that lead to the best model of the whole run are on the curve. */
  readonly quiet: boolean;
  /** Ends the training early where the error has not fallen enough. */
  readonly trial?: Trial;
}

/** After `iterations` steps the training error, by generalised cross-validation, must be at most `most`. */
export interface Trial {
  readonly iterations: number;
  readonly most: number;
}

export interface GridResult {
  /** The best model of this training; the start is one of them. */
  readonly model: KanModel;
  /** {@link Tracker.criterionOf} of it. */
  readonly criterion: number;
  readonly last: LastModel;
}

/** Yields each step; at most as many as the task still allows. */
export async function* trainOnGrid(
  task: FitTask,
  tracker: Tracker,
  start: KanModel,
  { method, iterations, patience, quiet, trial }: GridOptions,
): AsyncGenerator<FitStep, GridResult> {
  const stage = openStage(task, start);
  try {
    const { point } = await stage.measureStart(start);
    let last: LastModel = { model: start, trainError: point.train };
    let best = { model: start, criterion: finite(tracker.criterionOf(start, point)) };
    if (best.criterion <= tracker.leastCriterion) return { ...best, last };
    let stepsWithoutGain = 0;
    let goal = improvedShare.trainError * tracker.crossValidated(last);
    const from = { step: tracker.step, model: start };
    const lastStep = Math.min(tracker.step + iterations, task.setup.steps);
    for await (const reached of runOptimizer(method, stage, from, lastStep, 1)) {
      const criterion =
        reached.point === null ? Infinity : finite(tracker.criterionOf(reached.model, reached.point));
      const hidden = quiet && criterion >= tracker.bestCriterion;
      yield tracker.record(hidden ? { ...reached, point: null } : reached);
      if (reached.point !== null) last = { model: reached.model, trainError: reached.point.train };
      const error = tracker.crossValidated(last);
      stepsWithoutGain = criterion < best.criterion || error < goal ? 0 : stepsWithoutGain + 1;
      if (stepsWithoutGain === 0) goal = improvedShare.trainError * error;
      if (criterion < best.criterion) best = { model: reached.model, criterion };
      if (stepsWithoutGain >= patience || best.criterion <= tracker.leastCriterion) break;
      if (trial !== undefined && reached.step - from.step === trial.iterations && error > trial.most) break;
    }
    return { ...best, last };
  } finally {
    stage.close();
  }
}

function finite(criterion: number): number {
  return Number.isFinite(criterion) ? criterion : Infinity;
}
