/** The scale on which a target is fitted: as it is, or its logarithm. Errors are always those of the target itself. */
import { everyRow } from '../../data/rows.ts';
import { throughExponential } from './toModel.ts';
import type { KanModel } from '../../kan/model.ts';
import type { Question } from '../fits/fitDesign.ts';

export interface TargetScale {
  /** What is fitted. */
  readonly question: Question;
  readonly isLogarithm: boolean;
  /** Outputs of a fit on the target's own scale, by output, [row]. @param among rows that it learned from; null for all. */
  outputs(fitted: readonly Float64Array[], among: Uint32Array | null): readonly Float64Array[];
  /** The network of the target. @param network of what is fitted. @param fitted outputs of the network, by output, [row]. */
  model(network: KanModel, fitted: readonly Float64Array[]): KanModel;
}

/** The target itself. */
export function asItIs(question: Question): TargetScale {
  return { question, isLogarithm: false, outputs: (fitted) => fitted, model: (network) => network };
}

/** The logarithm is tried where the largest target is more than this many times the smallest. */
const leastSpread = 3;

/**
 * The logarithm of a positive target t, of mean m and spread s. A fit z of (log t − m)/s gives
 *
 *     t = exp(s·z + b),   b = m + log(Σ t / Σ exp(s·z + m)),
 *
 * so that the predictions have the mean of the targets (Duan, "Smearing estimate: a nonparametric retransformation
 * method", 1983, as a ratio of sums). Where the targets have uncertainties s, those of their logarithms are s/t, to first order,
 * and exp(b − m) is the factor of least squares, with the weights 1/s².
 * @param zero the value of a target of 0 in the network's units.
 * @returns null where the target is not positive, does not vary enough, or is not a single number.
 */
export function logarithm(question: Question, zero: number): TargetScale | null {
  const { rows, targets, outputs, classifies, weights, uncertain = false } = question;
  if (classifies || outputs !== 1) return null;
  const positive = targets.map((target) => target - zero);
  const least = positive.reduce((a, b) => Math.min(a, b));
  const most = positive.reduce((a, b) => Math.max(a, b));
  // A difference as small as a rounding error does not count as positive.
  if (!(least > 1e-12 * most && most > leastSpread * least)) return null;
  const logs = positive.map(Math.log);
  const mean = logs.reduce((sum, log) => sum + log, 0) / rows;
  const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / rows);
  const every = everyRow(rows);
  /** b */
  const shiftOf = ([z]: readonly Float64Array[], among: Uint32Array): number => {
    let [sum, fitted] = [0, 0];
    for (const row of among) {
      const value = Math.exp(spread * z[row] + mean);
      const weight = (weights?.[row] ?? 1) * (uncertain ? value : 1);
      sum += weight * positive[row];
      fitted += weight * value;
    }
    return mean + Math.log(sum / fitted);
  };
  const own =
    uncertain && weights ? ofMeanOne(weights.map((weight, row) => weight * positive[row] ** 2)) : weights;
  return {
    question: { ...question, targets: logs.map((log) => (log - mean) / spread), weights: own },
    isLogarithm: true,
    outputs: (fitted, among) => {
      const shift = shiftOf(fitted, among ?? every);
      return [fitted[0].map((z) => Math.exp(spread * z + shift) + zero)];
    },
    model: (network, fitted) =>
      throughExponential(network, { scale: spread, shift: shiftOf(fitted, every), zero }),
  };
}

function ofMeanOne(weights: Float64Array): Float64Array {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}
