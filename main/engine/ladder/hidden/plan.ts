/** Which hidden layers are worth training, and for how long. */
import type { KanModel } from '../../kan/model.ts';
import { coarseGrid, goodStart, searchRows, secondOrderCost } from '../../train/auto/policy.ts';
import type { Question } from '../fits/fitDesign.ts';
import { excess, lawful } from '../judging/judge.ts';
import { rungRecords } from '../kinds.ts';
import { lowest, type Reached } from '../reached.ts';

/** Least number of rows for each parameter on a coarse grid: where a law is expected, and for other tables. */
const leastRows = { law: 0.5, gain: 2 } as const;
/**
 * Floating-point operations that a run of a network may take: about one second where a gain is expected, some seconds
 * for a law.
 */
const budgets = { law: 4e10, gain: 4e9 } as const;
/** Fewer iterations than this find nothing: in one hidden layer, and in two, which need several groups of starts. */
const leastSteps = { one: 60, two: 600 } as const;
/** Nodes of the layer that is tried, one size after the other. */
const sizes = [2, 3, 5] as const;
/** Nodes of two hidden layers, which are tried where one is not enough. */
const deeper: readonly number[] = [4, 2];
/** Another kind of model has found a law where it lowers the squared error to this share. */
export const lawGain = 0.25;
/** A larger network is tried, or goes on, where the last error is at most this many times that of the best rung. */
const near = 1.25;

/** Layers that are worth training, and what they are expected to find. */
export interface HiddenPlan {
  readonly expects: 'law' | 'gain';
  /** Nodes of the layers, one network after the other. */
  readonly networks: readonly (readonly number[])[];
  /** Layers of the largest network for a law; empty where there are not enough rows or time. */
  readonly largest: readonly number[];
  /** Pairs lowered the error to {@link lawGain}. Two layers are then tried even where one is no better. */
  readonly strong: boolean;
}

/**
 * Chooses the hidden layers to train. None where pairs of inputs do not lower the error: inputs that act together nearly
 * always act in pairs too. None where the logarithm of the target has found a law. The largest layer comes at once where
 * the earlier rungs explain nearly everything, since there may be an exact law, and where pairs lower the error to
 * {@link lawGain}, since small layers would only take time. Otherwise small layers come first. Only layers for which there
 * are enough rows and time.
 * @param sized a network of these layers, untrained.
 */
export function hiddenPlan(
  rungs: readonly Reached[],
  { rows, classifies }: Question,
  sized: (layers: readonly number[]) => KanModel,
): HiddenPlan {
  const pairs = rungs.find(({ kind }) => kind === 'pairs');
  const plain = rungs.filter(({ kind }) => rungRecords[kind].fit === 'squares');
  const best = lowest(rungs);
  const explained = 1 - best.heldOut.mean / rungs[0].heldOut.mean;
  const expects = !classifies && explained > lawful ? 'law' : 'gain';
  const none: HiddenPlan = { expects, networks: [], largest: [], strong: false };
  if (pairs === undefined) return none;
  // A blend contains no more than is sure, so it is better even where pairs themselves are not.
  const simpler = plain[plain.indexOf(pairs) - 1].heldOut;
  const { curves: before, pairs: after } = pairs.unblended ?? { curves: simpler, pairs: pairs.heldOut };
  if (plain.some((rung) => rung !== pairs && rung.heldOut.mean <= after.mean)) return none;
  if (best !== pairs && best.heldOut.mean <= lawGain * after.mean) return none;
  const { mean, standardError } = excess(before, after);
  if (!(mean > standardError)) return none;
  const possible = (of: HiddenPlan['expects']): (readonly number[])[] =>
    sizes
      .map((nodes) => [nodes])
      .filter((layers) => {
        const network = sized(layers);
        return hasRows(network, rows, of) && stepsFor(network, rows, of) >= leastSteps.one;
      });
  const largest = possible('law').at(-1) ?? [];
  const strong = after.mean <= lawGain * before.mean;
  const gains = possible('gain');
  const networks =
    expects === 'gain' ? (strong ? gains.slice(-1) : gains) : largest.length > 0 ? [largest] : [];
  return { expects, networks, largest, strong };
}

/** Two hidden layers that are worth a try. */
interface DeeperPlan {
  readonly layers: readonly number[];
  /** The first starts are enough to give the layers up where none of them has a mean loss of at most this. */
  readonly mostLoss: number;
}

/**
 * Two hidden layers, where one hidden layer is chosen, or pairs act strongly, and the error is larger than that of a good
 * start on a coarse grid: the layer may then lack the structure of the law. Only where there are enough rows, and time
 * for a whole search.
 * @param rungs all that were reached. @param chosen the index of the chosen one. @param strong see {@link HiddenPlan}.
 * @returns null where they are not worth a try.
 */
export function deeperPlan(
  rungs: readonly Reached[],
  chosen: number,
  { rows }: Question,
  strong: boolean,
  sized: (layers: readonly number[]) => KanModel,
): DeeperPlan | null {
  const { kind, heldOut } = rungs[chosen];
  if (!(kind === 'hidden' || strong) || heldOut.mean <= goodStart ** 2 * rungs[0].heldOut.mean) return null;
  const before = lowest(rungs.filter((rung) => rung.kind !== 'hidden'));
  const expects = heldOut.mean <= lawGain * before.heldOut.mean ? 'law' : 'gain';
  const network = sized(deeper);
  const possible = hasRows(network, rows, expects) && stepsFor(network, rows, 'law') >= leastSteps.two;
  return possible ? { layers: deeper, mostLoss: near * heldOut.mean } : null;
}

/** Whether a table has enough rows for a network. */
function hasRows(network: KanModel, rows: number, expects: HiddenPlan['expects']): boolean {
  return rows >= leastRows[expects] * coarseParameters(network);
}

/** The most operations for a run of a network. */
export function operationsFor(expects: HiddenPlan['expects']): number {
  return budgets[expects];
}

/** The most steps for a run of a network. */
export function stepsFor(network: KanModel, rows: number, expects: HiddenPlan['expects']): number {
  return Math.floor(budgets[expects] / secondOrderCost(network, Math.min(rows, searchRows)));
}

/**
 * Whether to try the next larger layer. @param trials the errors so far. @param best the error of the best earlier
 * rung.
 */
export function goesOn(trials: readonly number[], best: number): boolean {
  const last = trials.at(-1);
  if (last === undefined) return true;
  return last < near * best && (trials.length < 2 || last < trials[trials.length - 2]);
}

function coarseParameters({ layers }: KanModel): number {
  return layers.reduce(
    (sum, { inputs, order, mask }) => sum + (mask.length / inputs) * inputs * (coarseGrid + order + 1),
    0,
  );
}
