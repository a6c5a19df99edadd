/** The error of a network on some rows. Pure. */
import type { RevisionView, Scores } from '../../shared/contract/views.ts';

/** RMSE in the target's units, or cross-entropy; NaN where there are no rows. */
export function errorOf(scores: Scores): number {
  return scores.rows > 0 ? (scores.rmse ?? scores.crossEntropy ?? NaN) : NaN;
}

/** What {@link judgedError} is of. @param revisions of one history */
export function judgedErrorName(revisions: readonly RevisionView[]): 'Validation error' | 'Training error' {
  return revisions.some(({ scores }) => (scores?.validation.rows ?? 0) > 0)
    ? 'Validation error'
    : 'Training error';
}

/** The error that a revision is judged by: of the validation rows, or of the training rows where there are none. */
export function judgedError({ scores }: RevisionView): number {
  if (scores === null) return NaN;
  const validation = errorOf(scores.validation);
  return Number.isNaN(validation) ? errorOf(scores.train) : validation;
}
