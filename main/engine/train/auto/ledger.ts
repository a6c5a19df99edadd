/** The running account of an automatic run: steps made so far, and the best model by one yardstick over all its grids. */
import type { Dataset } from '../../data/dataset.ts';
import type { KanModel } from '../../kan/model.ts';
import type { Reached } from '../phase.ts';
import { secondOrderParameters } from '../problem.ts';
import type { FitStep } from '../task.ts';

export interface Ledger {
  readonly step: number;
  readonly best: FitStep['best'];
  /** Yardstick of the best model. */
  readonly merit: number;
  /** Enters a step; without `point` it does not compete. The note waits for the next step entered. */
  enter(reached: Pick<Reached, 'step' | 'model' | 'point'>): FitStep;
  note(text: string): void;
  /** A last step that carries the notes nobody has heard; null where there are none. */
  close(): FitStep | null;
  /**
   * How good a measured model is, the lower the better: its error on the validation rows; without such rows its training
   * error over 1 − parameters/values, by generalised cross-validation (Golub, Heath and Wahba 1979).
   */
  judge(model: KanModel, point: NonNullable<FitStep['point']>): number;
}

export function openLedger(start: KanModel, { train, validation, encoding }: Dataset): Ledger {
  const values = train.rows * encoding.outputs.length;
  let step = 0;
  let best: FitStep['best'] = { model: start, step: 0 };
  let merit = Infinity;
  let notes: string[] = [];
  const judge: Ledger['judge'] = (model, point) => {
    if (validation.rows > 0) return point.validation;
    const spare = 1 - secondOrderParameters(model).length / values;
    return spare > 0 ? point.train / spare : Infinity;
  };
  const enter: Ledger['enter'] = ({ step: at, model, point }) => {
    step = at;
    const found = point === null ? Infinity : judge(model, point);
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
    judge,
    note: (text) => void notes.push(text),
    enter,
    close: () => (notes.length > 0 ? enter({ step, model: best.model, point: null }) : null),
  };
}
