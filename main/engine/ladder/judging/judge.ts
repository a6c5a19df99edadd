/** Errors on rows that a fit did not use. */
import { sumsByGroup } from '../../data/dataset/groups.ts';
import { everyRow } from '../../data/rows.ts';
import { logProbability, type Question } from '../fits/fitDesign.ts';
import { cutAt } from '../fits/huber.ts';
import { groupsAt } from '../../data/dataset/groups.ts';
import { asNormal } from '../../measure/studentsT.ts';
import type { Folds } from './folds.ts';

/** Standard errors of a difference that is significant at the 5 % level, one-sided. */
export const significant = 1.645;
/** Where rungs explain this share of the constant's error, the target follows a law with nearly no noise. */
export const lawful = 0.98;

/** Loss of each held-out row: the mean squared error over the outputs, or −ln p of its class. */
export interface HeldOut {
  /** Rows that were held out, ascending. */
  readonly rows: Uint32Array;
  /** Mean over the repeats, for each of these rows. */
  readonly losses: Float64Array;
  /** By how much each of these rows counts, in all that is computed from their losses; null where all count alike. */
  readonly weights: Float64Array | null;
  readonly mean: number;
  /** Standard error of the mean, including the variation between training rows: see {@link Share}. */
  readonly standardError: number;
  readonly share: Share;
  /** The group of each of these rows, where whole groups are held out; see {@link meanOf}. */
  readonly groups: Uint32Array | null;
}

/**
 * The ratio of held-out rows to training rows, over all parts. Errors of different parts are not independent, since the
 * parts are trained on the same rows: a variance over n rows counts (1 + share)/n instead of 1/n (Nadeau and Bengio,
 * "Inference for the generalization error", 2003).
 */
type Share = number;

/** See {@link Share}. */
export function shareOf({ held, repeats }: Folds, rows: number): Share {
  return held.reduce((sum, part) => sum + part.length / (rows - part.length), 0) / repeats;
}

/** The loss of a row, see {@link HeldOut}; Huber’s where the question has a cut. @param outputs [output][row] */
export function lossOf(question: Question, outputs: readonly Float64Array[], row: number): number {
  const { targets, rows, classifies, weights, cut } = question;
  if (classifies) return -logProbability(outputs, targets[row], row);
  const square =
    outputs.reduce((sum, values, o) => sum + (values[row] - targets[o * rows + row]) ** 2, 0) /
    outputs.length;
  return cut === undefined ? square : huber(square, cutAt(row, cut, weights));
}

/** Huber's loss of a squared error: equal to it up to the cut, then linear in the error. */
function huber(square: number, cut: number): number {
  return square <= cut ** 2 ? square : 2 * cut * Math.sqrt(square) - cut ** 2;
}

/** The same rows judged by Huber's loss. @param heldOut by squared error. */
export function byHuber({ rows, losses, weights, share, groups }: HeldOut, cut: number): HeldOut {
  const limited = losses.map((square, i) => huber(square, cutAt(i, cut, weights)));
  return { rows, losses: limited, weights, share, groups, ...meanOf(limited, weights, share, groups) };
}

/** @param learn outputs for all rows, learned from some. */
export async function heldOutError(
  question: Question,
  folds: Folds,
  learn: (among: Uint32Array) => readonly Float64Array[] | Promise<readonly Float64Array[]>,
): Promise<HeldOut> {
  const sums = new Float64Array(question.rows);
  const counts = new Uint32Array(question.rows);
  for (const [index, part] of folds.held.entries()) {
    await question.breathe();
    const outputs = await learn(folds.others[index]);
    for (const row of part) {
      sums[row] += lossOf(question, outputs, row);
      counts[row]++;
    }
  }
  const rows = everyRow(question.rows).filter((row) => counts[row] > 0);
  return heldOutLosses(question, rows, shareOf(folds, question.rows), (row) => sums[row] / counts[row]);
}

/** @param rows that were held out. @param loss of each of them. */
export function heldOutLosses(
  question: Question,
  rows: Uint32Array,
  share: Share,
  loss: (row: number) => number,
): HeldOut {
  const losses = Float64Array.from(rows, loss);
  const all = question.weights;
  const weights = all && Float64Array.from(rows, (row) => all[row]);
  const groups = question.groups ? groupsAt(question.groups, rows).of : null;
  return { rows, losses, weights, share, groups, ...meanOf(losses, weights, share, groups) };
}

/** The same on the other rows. @param some rows that have no say in a choice. */
export function withoutRows(heldOut: HeldOut, some: ReadonlySet<number>, question: Question): HeldOut {
  if (some.size === 0) return heldOut;
  const { rows, losses, share } = heldOut;
  const lossOfRow = new Map(Array.from(rows, (row, i) => [row, losses[i]]));
  const others = rows.filter((row) => !some.has(row));
  return heldOutLosses(question, others, share, (row) => lossOfRow.get(row)!);
}

/**
 * The mean difference of the losses of two models on the same rows, weighted as these are, with its standard error. Where whole groups are held out,
 * there may be few of them: the error is then as large as makes the difference as likely as Student's t says.
 */
export function excess(
  one: HeldOut,
  other: HeldOut,
): { readonly mean: number; readonly standardError: number } {
  const { values, weights, groups } = differencesOf(one, other);
  const found = meanOf(values, weights, Math.max(one.share, other.share), groups);
  const { mean, standardError } = found;
  if (groups === null || mean === 0 || standardError === 0 || standardError === Infinity) return found;
  const size = Math.abs(mean);
  return { mean, standardError: size / asNormal(size / standardError, new Set(groups).size - 1) };
}

/**
 * Wilcoxon's signed ranks (1945) of the same differences times their weights, in standard errors, with the same correction for
 * parts that share rows; of whole groups, ranks of their sums. Where a few rows make up most of the losses, these rows alone decide the standard error of the mean; ranks
 * count all rows.
 * @param share 0 for no such correction
 */
export function signedRanks(one: HeldOut, other: HeldOut, share = Math.max(one.share, other.share)): number {
  const { values, weights, groups } = differencesOf(one, other);
  const weighed = weights === null ? values : values.map((value, i) => weights[i] * value);
  const independent = groups === null ? weighed : sumsByGroup(weighed, groups);
  const differences = independent.filter((difference) => difference !== 0);
  const n = differences.length;
  if (n === 0) return 0;
  const bySize = differences.toSorted((a, b) => Math.abs(a) - Math.abs(b));
  const sum = bySize.reduce((total, difference, i) => total + Math.sign(difference) * (i + 1), 0);
  return sum / Math.sqrt(((1 + share) * n * (n + 1) * (2 * n + 1)) / 6);
}

/** A fit that lowers the squared error to less than this share has found a law. */
export const mostLeft = 0.1;

/** Whether a fit leaves hardly anything of the errors of another: such a fall is no chance if most rows have a part in it. */
export function isLaw(before: HeldOut, after: HeldOut): boolean {
  return after.mean < mostLeft * before.mean && signedRanks(before, after, 0) > significant;
}

/** Differences of the losses of two models on the rows that both were evaluated on. */
function differencesOf(
  one: HeldOut,
  other: HeldOut,
): Pick<HeldOut, 'weights' | 'groups'> & { readonly values: Float64Array } {
  const at = new Map(Array.from(other.rows, (row, i) => [row, other.losses[i]]));
  const common = Array.from(one.rows.keys()).filter((i) => at.has(one.rows[i]));
  const { weights, groups } = one;
  return {
    values: Float64Array.from(common, (i) => one.losses[i] - at.get(one.rows[i])!),
    weights: weights && Float64Array.from(common, (i) => weights[i]),
    groups: groups && Uint32Array.from(common, (i) => groups[i]),
  };
}

/**
 * Makes a model that was evaluated on some rows comparable with a model that was evaluated on more: its mean loss is
 * scaled by the other model's ratio of the loss on all rows to the loss on these rows, because some rows are easier
 * than others.
 */
export function comparable(one: HeldOut, other: HeldOut): HeldOut {
  const rows = new Set(one.rows);
  const isSame = (_: number, i: number): boolean => rows.has(other.rows[i]);
  const there = meanOf(other.losses.filter(isSame), other.weights?.filter(isSame) ?? null, 0, null).mean;
  const ratio = there > 0 ? other.mean / there : 1;
  return { ...one, mean: one.mean * ratio, standardError: one.standardError * ratio };
}

/**
 * The mean with its standard error. That of a weighted mean is the ratio estimator's, Σw²(v − v̄)²/(Σw)² (Cochran, "Sampling
 * techniques", 1977, §6.3): it is right whatever the weights are, also where the losses of rows with small weights scatter most.
 * Where whole groups are held out, their rows are not independent, and the error comes from the sums of the groups (the
 * cluster-robust variance: Liang and Zeger, "Longitudinal data analysis using generalized linear models", 1986).
 */
function meanOf(
  values: Float64Array,
  weights: Float64Array | null,
  share: Share,
  groups: Uint32Array | null,
): { readonly mean: number; readonly standardError: number } {
  let [sum, total] = [0, 0];
  values.forEach((value, i) => {
    const w = weights === null ? 1 : weights[i];
    sum += w * value;
    total += w;
  });
  const mean = sum / total;
  const deviations = values.map((value, i) => (weights === null ? 1 : weights[i]) * (value - mean));
  const independent = groups === null ? deviations : sumsByGroup(deviations, groups);
  const count = independent.length;
  const square = independent.reduce((squares, deviation) => squares + deviation ** 2, 0) / total ** 2;
  const corrected = (square * count) / (count - 1);
  return { mean, standardError: count > 1 ? Math.sqrt((1 + share) * corrected) : Infinity };
}
