/** Whether a network is larger than its rows support. Pure. */
import type { HeldOutView, PresentLadder, RungView } from '../contract/views/ladder.ts';
import type { GroupCounts } from '../contract/views/data.ts';
import type { RevisionView } from '../contract/views/history.ts';
import type { Scores } from '../contract/views/scores.ts';
import { numberText } from '../figures.ts';
import { errorOf, shownErrors, type ShownError } from './shownErrors.ts';

/** An excess below this is not worth a warning, even if it is certain. */
const LEAST_EXCESS = 0.1;
/** The excess must be larger than this many standard errors. */
const STANDARD_ERRORS = 2;
/** The same for the test rows alone, beside an error by cross-validation: these are few, and a second look. */
const STANDARD_ERRORS_OF_TEST = 3;
/** Of fewer test rows (or groups that are held out whole) one or two make most of the error, which then says little of the rest. */
const LEAST_TESTS = 12;
/**
 * With more rows for each parameter, p parameters in n rows explain no excess above {@link LEAST_EXCESS}: √((1 + p/n)/(1 − p/n))
 * is 1.1. A larger test error then comes from other rows than those of the training.
 */
const MANY_ROWS = 10;
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

export interface Overfitting {
  /** The errors that show it, as they are shown beside the training error. */
  readonly errors: readonly {
    /** Of which rows: `Validation`, `Cross-validated`, `Test`. */
    readonly of: string;
    /** How many times as large as the training error it is. */
    readonly times: number;
  }[];
}

/**
 * Null where the error on held-out rows is not clearly larger than the training error, and where that is no fault: p free parameters
 * that the rows do support lower the training error as well. The held-out error is the ladder's, where the network is a model of
 * one, and the ladder also knows whether a simpler model does as well. Else it is that of the validation and test rows together.
 * Beside the ladder's error the test rows are judged too, if the network has few rows for each parameter: cross-validation can
 * be too kind, as where rows belong together; then their error is larger than that, too. Few test rows are not judged. A network that
 * was changed after a ladder is judged as one of it, by the error of the ladder's choice: the rows supported that model. The standard
 * error of an RMSE over n rows is about RMSE/√(2n), that of a mean cross-entropy at most about 1/√n nats; rows of a group that are held out together
 * may all be far from the others, and count as one.
 * @param rowsPerParameter null where it is not known. @param ladder null where the network is of none.
 * @param groups in each split; null where rows are held out one by one. @param far test rows that lie far from the rest and make
 * most of their error: it then says nothing about the size of the network.
 */
export function overfittingOf(
  scores: NonNullable<RevisionView['scores']>,
  heldOut: HeldOutView | null,
  rowsPerParameter: number | null,
  ladder: PresentLadder | null,
  groups: GroupCounts | null = null,
  far = 0,
): Overfitting | null {
  const { train, validation, test } = scores;
  const trained = { scores: train, count: groups?.train ?? train.rows };
  const tests = { scores: test, count: groups?.test ?? test.rows };
  const hasManyRows = rowsPerParameter !== null && rowsPerParameter > MANY_ROWS;
  if (heldOut === null && hasManyRows) return null;
  const validated = { scores: validation, count: groups?.validation ?? validation.rows };
  const supported = heldOut ?? ladder?.ladder.rungs[ladder.ladder.chosen] ?? null;
  const shown = shownErrors({ scores, heldOut });
  const shownBy = (...errors: readonly ShownError[]): Overfitting => ({
    errors: errors.map(({ of, error }) => ({ of, times: error / errorOf(train) })),
  });
  if (supported === null) {
    const isClear = hasClearExcess(train, pooled(trained, validated, tests), STANDARD_ERRORS);
    return isClear ? shownBy(...shown.validation, ...shown.test) : null;
  }
  if (heldOut !== null && hasClearExcess(train, heldOut, STANDARD_ERRORS) && simplerDoesAsWell(ladder))
    return shownBy(...shown.validation);
  if (rowsPerParameter === null || hasManyRows || far > 0) return null;
  // The model of a ladder has no validation rows that it was not chosen by.
  const others = [tests, ...(heldOut === null ? [validated] : [])];
  if (others.reduce((sum, { count }) => sum + count, 0) < LEAST_TESTS) return null;
  const tested = pooled(trained, ...others);
  const isTooKind = isClearlyAbove(supported.error, tested, STANDARD_ERRORS_OF_TEST);
  if (!isTooKind || !hasClearExcess(train, tested, STANDARD_ERRORS_OF_TEST)) return null;
  return shownBy(...(heldOut === null ? shown.validation : []), ...shown.test);
}

/**
 * Whether a model with fewer free parameters has an error at most one standard error above the network's (Breiman et al., 1984).
 * The ladder's own choice is the simplest model that does as well as any.
 */
function simplerDoesAsWell(present: PresentLadder | null): boolean {
  if (present === null || present.rung === null || present.rung === present.ladder.chosen) return false;
  const { rungs } = present.ladder;
  const own = rungs[present.rung];
  return rungs.some((rung) => isSimpler(rung, own) && rung.error <= own.error + own.standardError);
}

function isSimpler(one: RungView, other: RungView): boolean {
  return one.freedom !== null && other.freedom !== null
    ? one.freedom < other.freedom
    : one.parameters < other.parameters;
}

/** `Overfits: validation error 1.63 times, test error 2.65 times the training error.` */
export function overfittingText({ errors }: Overfitting): string {
  const texts = errors.map(
    ({ of, times }) => `${of.toLowerCase().replace(' ', '-')} error ${numberText(times, 3)} times`,
  );
  return `Overfits: ${texts.join(', ')} the training error.`;
}

/** Whether an error on other rows is clearly larger than the training error. */
function hasClearExcess(train: Scores, other: OtherError | null, standardErrors: number): boolean {
  const error = errorOf(train);
  if (Number.isNaN(error) || other === null || !isClearlyAbove(error, other, standardErrors)) return false;
  if (train.rmse === null && other.error - error < LEAST_NATS) return false;
  return other.r2 === null || 1 - other.r2 >= NEGLIGIBLE;
}

function isClearlyAbove(error: number, other: OtherError | null, standardErrors: number): boolean {
  if (other === null) return false;
  return other.error - error > Math.max(LEAST_EXCESS * error, standardErrors * other.standardError);
}

/** The scores of a split, and how many of its rows or groups are far or near by themselves. */
interface Counted {
  readonly scores: Scores;
  readonly count: number;
}

function pooled({ scores: train, count }: Counted, ...parts: readonly Counted[]): OtherError | null {
  const known = parts.filter(({ scores }) => scores.rows > 0);
  if (known.length === 0) return null;
  const rows = known.reduce((sum, { scores }) => sum + scores.rows, 0);
  const others = known.reduce((sum, part) => sum + part.count, 0);
  const mean = (of: (part: Scores) => number | null): number =>
    known.reduce((sum, { scores }) => sum + scores.rows * (of(scores) ?? NaN), 0) / rows;
  if (train.rmse === null) {
    return {
      error: mean(({ crossEntropy }) => crossEntropy),
      standardError: 1 / Math.sqrt(others),
      r2: null,
    };
  }
  const error = Math.sqrt(mean(({ rmse }) => (rmse === null ? null : rmse ** 2)));
  const standardError = error * Math.sqrt(1 / (2 * others) + 1 / (2 * count));
  const r2 = mean((part) => part.r2);
  return { error, standardError, r2: Number.isNaN(r2) ? null : r2 };
}
