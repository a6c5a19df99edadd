/** Chooses a rung. */
import type { RungKind } from '../../../shared/contract/views/ladder.ts';
import { byHuber, excess, isLaw, signedRanks, significant, type HeldOut } from './judging/judge.ts';
import { rungRecords } from './kinds.ts';
import type { Reached } from './reached.ts';

/**
 * Standard errors of the difference by which a rung must lower the error. A rung with curves must be better than
 * straight lines at the 5 % level. With one standard error, one table in six would get curves although straight lines
 * suit it better. Beyond the mean less is enough: in noise the held-out error of curves is above that of the mean, so
 * that curves, pairs or boosted curves are rarely below it by so much (in about one table of a hundred). Half a standard
 * error is enough beyond smooth curves, and for a blend of curves and straight lines, which contains no more of the curves
 * than is significant (blend.ts), and where ranks are significant ({@link isBehind}).
 */
const tolerance = {
  beyondMean: 1.28,
  beyondLines: significant,
  beyondCurves: 0.5,
  blended: 0.5,
  ranked: 0.5,
} as const;
/** Rungs that bend, for which {@link tolerance} says what noise does. */
const bent: ReadonlySet<RungKind> = new Set(['additive', 'pairs', 'boosted']);
/**
 * Standard errors by which Huber's loss of held-out rows must fall for a robust rung, and by which the squared error may
 * rise: outliers alone make the squared error of one of the two a little lower.
 */
const robustPays = { falls: 1, rises: 0.5 } as const;
/** Where straight lines are worse than the mean by this many standard errors, the test alone is not enough. */
const behind = 1;
/** The largest p-value of the permutation test with which straight lines replace the mean. */
const level = 0.05;
/** The largest p-value of the score test with which curves of classes replace straight lines or the shares of the classes. */
const levelOfCurves = 0.02;

/**
 * Starts from the simplest rung. A further rung is chosen where it lowers the held-out error by more than the noise of
 * the comparison (the rule of one standard error: Breiman et al., "Classification and Regression Trees", 1984; Hastie,
 * Tibshirani and Friedman, "The Elements of Statistical Learning", §7.10). The standard error is that of the difference
 * on the same rows.
 * - Straight lines replace the mean at the 5 % level, or where a permutation test finds a law and their error is not
 * clearly higher. The test detects weak laws that the noise of the errors hides; a law of a few labels only may escape it.
 * - A law with a name, and a rung with curves, pairs, the target's logarithm or hidden nodes, must also be better than
 * straight lines at the 5 % level; a blend of curves with these lines by half a standard error. Where these lines are worse
 * than the mean, it is enough that the rung is better than the mean at the 5 % level, or curves, pairs and boosted curves by
 * 1.28 standard errors. See {@link isBehind} for the logarithm and for rungs that leave hardly any error.
 * - Curves of classes also replace straight lines where a test of all rows finds them and their error is lower.
 * - Levels of values must be better at the 5 % level than any rung before: a smooth curve says more than many values.
 * - Pairs must also be better than the curves that they are blended with, and have a significant weight beside them.
 * - A rung with a lower error replaces the chosen one where {@link isBetterStill} says so.
 * Rungs fitted by Huber's loss are compared among themselves by this loss, in the same way, beginning with the constant
 * that it gives: outliers move the mean, and whatever moves it back would seem to be a law. See {@link paysRobust}.
 * @param rungs from the simplest on. @returns the index of the chosen rung.
 */
export function chosenRung(rungs: readonly Reached[]): number {
  const plain = taken(rungs.filter(({ outliers }) => outliers === undefined));
  const robust = rungs.filter(({ outliers }) => outliers !== undefined);
  if (robust.length === 0) return rungs.indexOf(plain);
  const [{ outliers, location }] = robust;
  const { cut } = outliers!;
  const judged = [{ ...rungs[0], heldOut: location! }, ...robust].map((rung) => ({
    ...rung,
    heldOut: byHuber(rung.heldOut, cut),
    ...(rung.without && { without: byHuber(rung.without, cut) }),
    itself: rung,
  }));
  const { itself } = taken(judged);
  return rungs.indexOf(paysRobust(plain, itself) ? itself : plain);
}

/**
 * Whether a rung of Huber's loss replaces another: this loss falls on held-out rows by more than its standard error, and
 * the squared error does not clearly rise. Without the second, a target with errors to one side would be predicted too
 * low.
 */
export function paysRobust(before: Judged, robust: Pick<Reached, 'heldOut' | 'outliers'>): boolean {
  if (robust.outliers === undefined) return false;
  const { cut } = robust.outliers;
  const limited = ({ heldOut }: Judged): Judged => ({ heldOut: byHuber(heldOut, cut) });
  return (
    exceeds(limited(before), limited(robust), robustPays.falls) && !exceeds(robust, before, robustPays.rises)
  );
}

/**
 * The rung that {@link climbed} chooses, or a better one of those that are {@link isBetterStill}.
 */
function taken<Rung extends Reached>(rungs: readonly Rung[]): Rung {
  const chosen = climbed(rungs);
  return rungs
    .filter((rung) => isBetterStill(rung, chosen))
    .reduce((least, rung) => (rung.heldOut.mean < least.heldOut.mean ? rung : least), chosen);
}

/**
 * Whether a rung needs no more than a lower error than the chosen one:
 * - curves of the target itself where its logarithm was chosen, since ranks may show it for the logarithm alone;
 * - a law with a name of one input where straight lines are not enough, since it has fewer constants than curves. (Sums and
 * products of laws are chosen among so many that a lower error may be chance.)
 */
function isBetterStill({ kind, weight, law }: Reached, chosen: Reached): boolean {
  if (kind === 'law') return law?.isOfSeveral !== true && chosen.kind !== 'constant' && !isPlainLines(chosen);
  return isLogarithmic(chosen) && (kind === 'additive' || kind === 'pairs') && weight !== 0;
}

/** See {@link chosenRung}. */
function climbed<Rung extends Reached>(rungs: readonly Rung[]): Rung {
  const lines = rungs.find(isPlainLines);
  const [mean] = rungs;
  // Lines that are worse than the mean are no yardstick: a few large losses make them so, and as uncertain.
  const isMisled = (before: Rung): boolean =>
    lines !== undefined && (before === mean || before === lines) && exceeds(lines, mean, 0);
  return rungs.reduce((before, rung) => {
    const beyondLines = isBlend(rung, lines) ? tolerance.blended : tolerance.beyondLines;
    const ahead = isPlainLines(before)
      ? beyondLines
      : isStraight(before) || rung.kind === 'levels'
        ? tolerance.beyondLines
        : tolerance.beyondCurves;
    const beyondMean = bent.has(rung.kind) ? tolerance.beyondMean : tolerance.beyondLines;
    const better = isPlainLines(rung)
      ? findsLaw(before, rung)
      : rung.weight !== 0 &&
        (rung.without === undefined || exceeds({ heldOut: rung.without }, rung, tolerance.beyondCurves)) &&
        ((isBehind(before, rung, ahead) && (lines === undefined || isBehind(lines, rung, beyondLines))) ||
          (isMisled(before) && exceeds(mean, rung, beyondMean)) ||
          (isStraight(before) && showsCurves(rung, before, lines)));
    return better ? rung : before;
  });
}

/**
 * Whether a test finds curves of classes, and held-out rows do not speak against them. A label says little, so that few rows
 * hardly ever show by their losses which of two models is nearer to the truth.
 */
export function showsCurves(rung: Reached, before: Reached, lines: Reached = before): boolean {
  const { chanceOfCurves: chance } = rung;
  const isLower = exceeds(before, rung, 0) && exceeds(lines, rung, 0);
  return chance !== undefined && isLower && chance() <= levelOfCurves;
}

/** Whether it is a blend with the straight lines that it is compared with: blends have those of what the network sees. */
function isBlend({ kind, weight }: Reached, lines: Reached | undefined): boolean {
  const { form, fit } = rungRecords[kind];
  const isCurves = form === 'curves' && fit !== 'logarithm';
  return weight !== undefined && isCurves && lines?.rescaled === undefined;
}

/**
 * Whether the error before a rung is higher by so many standard errors. Where a few rows make up most of the squares, these
 * alone decide the standard error. So at the 5 % level {@link signedRanks} may show it too,
 * - for the logarithm of the target, if its error is lower by half a standard error: errors often grow with the target;
 * - for a rung that leaves hardly anything of the squared error ({@link isLaw}).
 */
function isBehind(before: Reached, rung: Reached, errors: number): boolean {
  if (exceeds(before, rung, errors)) return true;
  if (errors !== significant) return false;
  const [one, other] = [before.heldOut, rung.heldOut];
  const ranked = isLogarithmic(rung) && exceeds(before, rung, tolerance.ranked);
  return isLaw(one, other) || (ranked && signedRanks(one, other) > errors);
}

type Kinded = Pick<Reached, 'kind'>;

/** Whether a rung has no curves. */
function isStraight({ kind }: Kinded): boolean {
  return kind === 'constant' || rungRecords[kind].form === 'lines';
}

/** Whether it is of the target's logarithm. */
function isLogarithmic({ kind }: Kinded): boolean {
  return rungRecords[kind].fit === 'logarithm';
}

/** Whether it is straight lines of the target itself. */
function isPlainLines({ kind }: Kinded): boolean {
  const { form, fit } = rungRecords[kind];
  return form === 'lines' && fit !== 'logarithm';
}

interface Judged {
  readonly heldOut: HeldOut;
}

/** Whether the error of the one is higher than that of the other by so many standard errors. */
function exceeds(one: Judged, other: Judged, errors: number): boolean {
  const { mean, standardError } = excess(one.heldOut, other.heldOut);
  return mean > errors * standardError;
}

function findsLaw(constant: Reached, lines: Reached): boolean {
  if (exceeds(constant, lines, significant)) return true;
  return !exceeds(lines, constant, behind) && (lines.chance?.() ?? 1) <= level;
}
