/** The errors of a network as people are shown them: one after the other, each with the rows that it is of. Pure. */
import type { RevisionView } from '../contract/views/history.ts';
import type { Scores } from '../contract/views/scores.ts';
import { heldOutName } from './heldOut.ts';

export interface ShownError {
  /** Of which rows: `Training`, `Validation`, `Cross-validated`, `Test`. */
  readonly of: string;
  readonly error: number;
  readonly r2: number | null;
  /** Accuracy; null for numbers. */
  readonly accuracy: number | null;
  /** Null where an old file does not say. */
  readonly rows: number | null;
}

/** RMSE in the target's units, or cross-entropy; NaN where there are no rows. */
export function errorOf(scores: Scores): number {
  return scores.rows > 0 ? (scores.rmse ?? scores.crossEntropy ?? NaN) : NaN;
}

/** A model of a ladder has its error on held-out rows in place of a validation error: it was chosen by these rows. */
export function shownErrors({ scores, heldOut }: Pick<RevisionView, 'scores' | 'heldOut'>): {
  readonly training: readonly ShownError[];
  readonly validation: readonly ShownError[];
  readonly test: readonly ShownError[];
} {
  if (scores === null) return { training: [], validation: [], test: [] };
  const split = (of: string, one: Scores): readonly ShownError[] =>
    one.rows === 0 ? [] : [{ of, error: errorOf(one), r2: one.r2, accuracy: one.accuracy, rows: one.rows }];
  return {
    training: split('Training', scores.train),
    validation:
      heldOut === null
        ? split('Validation', scores.validation)
        : [
            {
              of: heldOutName(heldOut),
              error: heldOut.error,
              r2: heldOut.r2,
              accuracy: null,
              rows: heldOut.rows,
            },
          ],
    test: split('Test', scores.test),
  };
}
