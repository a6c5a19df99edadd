/** The running account of an automatic run: steps made so far, and the best model by one yardstick over all its grids. */
import type { Dataset } from '../../data/dataset.ts';
import type { KanModel } from '../../kan/model.ts';
import type { Reached } from '../phase.ts';
import { secondOrderParameters } from '../problem.ts';
import type { FitStep } from '../task.ts';
import { withLocksOf } from './rest.ts';

export interface Ledger {
  readonly step: number;
  readonly best: FitStep['best'];
  /** Yardstick of the best model. */
  readonly merit: number;
  /** No yardstick goes below it: a model that reaches it is as good as the rows can tell. */
  readonly enough: number;
  /** Enters a step, edges that rest unlocked again; without `point` it does not compete. The note waits for the next step entered. */
  enter(reached: Pick<Reached, 'step' | 'model' | 'point'>): FitStep;
  note(text: string): void;
  /** A last step that carries the notes nobody has heard; null where there are none. */
  close(): FitStep | null;
  /**
   * How good a measured model is, the lower the better: its error on the validation rows. Without such rows, for p
   * parameters and n rows: of numbers the training error over 1 − p/values, by generalised cross-validation (Golub, Heath
   * and Wahba 1979); of classes the cross-entropy plus p/n, by Akaike's criterion (1974).
   *
   * A cross-entropy counts as 1/(n + 2) at least. Where classes can be told apart it falls for ever as the outputs grow,
   * and a model that is ever surer pays for its first mistake. Of n rows all right the next is still wrong with a chance
   * of 1/(n + 2) (Laplace's rule of succession), which is about the cross-entropy of an honest forecast.
   */
  judge(model: KanModel, point: NonNullable<FitStep['point']>): number;
  /** The training error by generalised cross-validation, whatever the validation rows; Infinity for classes. */
  generalised(reached: { readonly model: KanModel; readonly train: number }): number;
}

export function openLedger(start: KanModel, { train, validation, encoding }: Dataset): Ledger {
  const classifies = encoding.task === 'classification';
  const values = train.rows * encoding.outputs.length;
  const enough = classifies ? 1 / ((validation.rows || train.rows) + 2) : 0;
  let step = 0;
  let best: FitStep['best'] = { model: start, step: 0 };
  let merit = Infinity;
  let notes: string[] = [];
  // The models of a phase share their layers.
  const counts = new WeakMap<KanModel['layers'], number>();
  const parametersOf = (model: KanModel): number => {
    const count = counts.get(model.layers) ?? secondOrderParameters(model).length;
    counts.set(model.layers, count);
    return count;
  };
  const generalised: Ledger['generalised'] = (reached) => {
    const spare = 1 - parametersOf(reached.model) / values;
    return spare > 0 && !classifies ? reached.train / spare : Infinity;
  };
  const judge: Ledger['judge'] = (model, point) => {
    if (validation.rows > 0) return Math.max(point.validation, enough);
    if (!classifies) return generalised({ model, train: point.train });
    return Math.max(point.train, enough) + parametersOf(model) / train.rows;
  };
  const enter: Ledger['enter'] = ({ step: at, model: reached, point }) => {
    step = at;
    const found = point === null ? Infinity : judge(reached, point);
    const model = withLocksOf(reached, start);
    if (found < merit) {
      merit = found;
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
    get merit() {
      return merit;
    },
    enough,
    judge,
    generalised,
    note: (text) => void notes.push(text),
    enter,
    close: () => (notes.length > 0 ? enter({ step, model: best.model, point: null }) : null),
  };
}
