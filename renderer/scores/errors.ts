/** The error of a network on some rows. Pure. */
import type { ErrorMeasure, Scores } from '../../shared/contract/views/scores.ts';
import type { RevisionView } from '../../shared/contract/views/history.ts';
import { heldOutName } from '../../shared/results/heldOut.ts';
import { measureHeading, targetError } from '../../shared/results/measures.ts';

/** RMSE in the target's units, or cross-entropy; NaN where there are no rows. */
export function errorOf(scores: Scores): number {
  return scores.rows > 0 ? (scores.rmse ?? scores.crossEntropy ?? NaN) : NaN;
}

/** What is measured, and of what: `Cross-entropy`, `RMSE of F [N]`, or `Scaled RMSE` where there are several targets. */
export function measureOf(measure: ErrorMeasure | null): string {
  return measure?.kind === 'RMSE' ? targetMeasure(measure, 0) : measureHeading(measure);
}

/** What is measured of one of the targets: `RMSE of F [N]`. */
export function targetMeasure(measure: ErrorMeasure | null, target: number): string {
  return `${targetError(measure)} of ${measure?.targets[target] ?? ''}`;
}

/** What {@link judgedError} is called over a list, where it is of the same kind of rows throughout. */
export function judgedErrorName(revisions: readonly RevisionView[]): string {
  const names = new Set(
    revisions.map(judgedError).flatMap(({ error, of }) => (Number.isNaN(error) ? [] : [of])),
  );
  return names.size === 1 ? `${[...names][0]} error` : 'Error';
}

/**
 * The error that a revision is judged by, and what it is called: by cross-validation for a model of a ladder; else of
 * the validation rows, or of the training rows where there are none.
 */
export function judgedError({ scores, heldOut }: RevisionView): {
  readonly error: number;
  readonly of: string;
} {
  if (heldOut !== null) return { error: heldOut.error, of: heldOutName(heldOut) };
  const validation = scores === null ? NaN : errorOf(scores.validation);
  if (!Number.isNaN(validation)) return { error: validation, of: 'Validation' };
  return { error: scores === null ? NaN : errorOf(scores.train), of: 'Training' };
}
