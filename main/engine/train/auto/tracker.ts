/** The state of an automatic run: the number of steps, and the best model so far over all its grids. */
import type { Dataset } from '../../data/dataset/dataset.ts';
import type { KanModel } from '../../kan/model.ts';
import { secondOrderParameters } from '../objective/problem.ts';
import type { StepResult } from '../steps/runOptimizer.ts';
import type { FitStep } from '../steps/task.ts';
import { withLocksOf } from './inactiveEdges.ts';

/** The model of the last step, and its error on the training rows. */
export interface LastModel {
  readonly model: KanModel;
  readonly trainError: number;
}

/** Why training classes ends early, where it does. */
export const separatedNote = 'The classes are separated: these rows cannot show a further improvement.';

export interface Tracker {
  readonly step: number;
  readonly best: FitStep['best'];
  /** {@link criterionOf} the best model. */
  readonly bestCriterion: number;
  /** The lowest possible criterion: these rows cannot show a better model than one that reaches it. */
  readonly leastCriterion: number;
  /**
   * Records a step, with inactive edges unlocked again; a step without `point` cannot be the best. The notes written
   * since the last step are added to it.
   */
  record(reached: Pick<StepResult, 'step' | 'model' | 'point'>): FitStep;
  /** A sentence for the log; it is added to the next recorded step. */
  note(text: string): void;
  /** A last step with the notes that were not added to a step; null where there are none. */
  close(): FitStep | null;
  /**
   * The criterion by which models are chosen, the lower the better: the error on the validation rows. Without such
   * rows, for p parameters and n rows: for numbers the training error over 1 − p/values, by generalised
   * cross-validation (Golub, Heath and Wahba 1979); for classes the cross-entropy plus p/n, by Akaike's criterion
   * (1974).
   *
   * A cross-entropy counts as 1/(n + 2) at least. Where classes can be separated it falls without end as the outputs
   * grow, and a single wrong prediction of a very certain model has a very large cross-entropy. After n rows that are
   * all right, the next one is wrong with a probability of 1/(n + 2) (Laplace's rule of succession), which is about the
   * cross-entropy of an honest forecast.
   */
  criterionOf(model: KanModel, point: NonNullable<FitStep['point']>): number;
  /** The training error by generalised cross-validation, also where there are validation rows; Infinity for classes. */
  crossValidated(reached: LastModel): number;
}

/** Tracks the best network from the start on, by {@link Tracker.criterionOf}. */
export function startTracking(start: KanModel, { train, validation, encoding }: Dataset): Tracker {
  const classifies = encoding.task === 'classification';
  const values = train.rows * encoding.outputs.length;
  const leastCriterion = classifies ? 1 / ((validation.rows || train.rows) + 2) : 0;
  let step = 0;
  let best: FitStep['best'] = { model: start, step: 0 };
  let bestCriterion = Infinity;
  let notes: string[] = [];
  // The models of one training on one grid share their layers.
  const counts = new WeakMap<KanModel['layers'], number>();
  const parametersOf = (model: KanModel): number => {
    const count = counts.get(model.layers) ?? secondOrderParameters(model).length;
    counts.set(model.layers, count);
    return count;
  };
  const crossValidated: Tracker['crossValidated'] = ({ model, trainError }) => {
    const spare = 1 - parametersOf(model) / values;
    return spare > 0 && !classifies ? trainError / spare : Infinity;
  };
  const criterionOf: Tracker['criterionOf'] = (model, point) => {
    if (validation.rows > 0) return Math.max(point.validation, leastCriterion);
    if (!classifies) return crossValidated({ model, trainError: point.train });
    return Math.max(point.train, leastCriterion) + parametersOf(model) / train.rows;
  };
  const record: Tracker['record'] = ({ step: at, model: reached, point }) => {
    step = at;
    const criterion = point === null ? Infinity : criterionOf(reached, point);
    const model = withLocksOf(reached, start);
    if (criterion < bestCriterion) {
      bestCriterion = criterion;
      best = { model, step };
    }
    const note = notes.length > 0 ? notes.join('\n') : null;
    notes = [];
    return { step, model, point, best, note };
  };
  return {
    get step() {
      return step;
    },
    get best() {
      return best;
    },
    get bestCriterion() {
      return bestCriterion;
    },
    leastCriterion,
    criterionOf,
    crossValidated,
    note: (text) => void notes.push(text),
    record,
    close: () => (notes.length > 0 ? record({ step, model: best.model, point: null }) : null),
  };
}
