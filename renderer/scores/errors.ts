/** The error of a network on some rows. Pure. */
import type { ErrorMeasure } from '../../shared/contract/views/scores.ts';
import type { RevisionView } from '../../shared/contract/views/history.ts';
import { heldOutName } from '../../shared/results/heldOut.ts';
import { measureHeading, targetError } from '../../shared/results/measures.ts';
import { errorOf } from '../../shared/results/shownErrors.ts';

/** What is measured, and of what: `Cross-entropy`, `RMSE of F [N]`, or `Scaled RMSE` where there are several targets. */
export function measureOf(measure: ErrorMeasure | null): string {
  return measure?.kind === 'RMSE' ? targetMeasure(measure, 0) : measureHeading(measure);
}

/** What is measured of one of the targets: `RMSE of F [N]`. */
export function targetMeasure(measure: ErrorMeasure | null, target: number): string {
  return `${targetError(measure)} of ${measure?.targets[target] ?? ''}`;
}

/** The same, with the target of classes too: `Cross-entropy of species`. */
export function wholeMeasure(measure: ErrorMeasure): string {
  const { kind, targets } = measure;
  return kind === 'cross-entropy'
    ? `${measureHeading(measure)} of ${targets.join(', ')}`
    : measureOf(measure);
}

/** What the figures of a list of revisions have in common, for its heading; '' for what differs. */
export interface JudgedBy {
  /** `RMSE of F [N]` */
  readonly measure: string;
  /** `Validation` */
  readonly rows: string;
}

export function judgedBy(revisions: readonly RevisionView[]): JudgedBy {
  const judged = revisions.filter((revision) => !Number.isNaN(judgedError(revision).error));
  const only = (texts: readonly string[]): string => (new Set(texts).size === 1 ? texts[0] : '');
  return {
    measure: only(judged.map(({ measure }) => wholeMeasure(measure))),
    rows: only(judged.map((revision) => judgedError(revision).of)),
  };
}

/** The heading of such a list: `RMSE of F [N], validation`. */
export function judgedHeading({ measure, rows }: JudgedBy): string {
  return [measure || 'Error', ...(rows === '' ? [] : [rows.toLowerCase()])].join(', ');
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
