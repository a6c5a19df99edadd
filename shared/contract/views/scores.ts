/** How well a network does on the rows of a split. */
import type { ClassMetrics } from '../classMetrics.ts';
import type { Weighing } from '../weighing.ts';

/**
 * Errors of one split, in the target's own units for regression. Where rows have weights, all means and counts but
 * `rows` are weighted.
 */
export interface Scores extends ClassMetrics {
  readonly rows: number;
  /** The sum of the weights of these rows; null where they count the same, or it is not known. */
  readonly weight: number | null;
  /**
   * Root mean squared error (regression), of scaled values where targets have different scalings; null for
   * classification.
   */
  readonly rmse: number | null;
  readonly r2: number | null;
  /** Errors of each target by itself, in order; empty for classification. */
  readonly targets: readonly TargetScores[];
  /** Mean cross-entropy in nats (classification), else null. */
  readonly crossEntropy: number | null;
  readonly confusion: Confusion | null;
}

/** What an error is. Scaled, where several targets count the same. */
export type ErrorKind = 'RMSE' | 'scaled RMSE' | 'cross-entropy';

/** What the errors of a network are, and of which targets. */
export interface ErrorMeasure {
  readonly kind: ErrorKind;
  /** The targets with their units, such as `F [N]`. */
  readonly targets: readonly string[];
  /** By which all means over rows are weighted; null where rows count the same. */
  readonly weighing: Weighing | null;
}

export interface TargetScores {
  readonly name: string;
  readonly rmse: number;
  /** Null where the target is constant over the rows. */
  readonly r2: number | null;
}

/** How many rows of each class were predicted as each class. */
export interface Confusion {
  readonly labels: readonly string[];
  /** [true class][predicted class]: rows, or the sum of their weights. */
  readonly counts: readonly (readonly number[])[];
}
