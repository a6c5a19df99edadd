/** Whether a network does clearly worse on rows that it was not trained on. Pure. */
import type { HeldOutView } from '../contract/views/ladder.ts';
import type { RevisionView } from '../contract/views/history.ts';
import type { Scores } from '../contract/views/scores.ts';
import { percentText } from '../figures.ts';

/** An excess below this is not worth a warning, even if it is certain. */
const LEAST_EXCESS = 0.1;
/** The excess must be larger than this many standard errors. */
const STANDARD_ERRORS = 2;
/** Where less of the variance than this is unexplained on the other rows, the network is good enough for all uses. */
const NEGLIGIBLE = 1e-3;
/** A difference of cross-entropies below this (nats) is not worth a warning. */
const LEAST_NATS = 0.05;

/** An error on rows that the network was not trained on. */
interface OtherError {
  readonly error: number;
  readonly standardError: number;
  readonly r2: number | null;
}

/**
 * By how much the error on held-out rows is larger than the training error, as a share of that; null where it is not
 * clearly larger. The held-out error is the ladder's, where the network is a model of one; else that of the validation
 * and test rows together. The standard error of an RMSE over n rows is about RMSE/√(2n), that of a mean cross-entropy
 * at most about 1/√n nats.
 */
export function overfittingOf(
  { train, validation, test }: NonNullable<RevisionView['scores']>,
  heldOut: HeldOutView | null,
): number | null {
  const error = train.rmse ?? train.crossEntropy;
  const other = heldOut ?? pooled(train, validation, test);
  if (error === null || train.rows === 0 || other === null) return null;
  const larger = other.error - error;
  if (!(larger > Math.max(LEAST_EXCESS * error, STANDARD_ERRORS * other.standardError))) return null;
  if (train.rmse === null && larger < LEAST_NATS) return null;
  if (other.r2 !== null && 1 - other.r2 < NEGLIGIBLE) return null;
  return larger / error;
}

/** `Overfits: held-out error 24 % above the training error.` */
export function overfittingText(excess: number): string {
  const size = excess < 1 ? `${percentText(excess, 2)} above` : `${(1 + excess).toFixed(1)} times`;
  return `Overfits: held-out error ${size} the training error.`;
}

function pooled(train: Scores, ...parts: readonly Scores[]): OtherError | null {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  if (rows === 0) return null;
  const mean = (of: (part: Scores) => number | null): number =>
    parts.reduce((sum, part) => sum + (part.rows > 0 ? part.rows * (of(part) ?? NaN) : 0), 0) / rows;
  if (train.rmse === null) {
    return { error: mean(({ crossEntropy }) => crossEntropy), standardError: 1 / Math.sqrt(rows), r2: null };
  }
  const error = Math.sqrt(mean(({ rmse }) => (rmse === null ? null : rmse ** 2)));
  const standardError = error * Math.sqrt(1 / (2 * rows) + 1 / (2 * train.rows));
  const r2 = mean((part) => part.r2);
  return { error, standardError, r2: Number.isNaN(r2) ? null : r2 };
}
