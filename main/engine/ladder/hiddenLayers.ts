/** Hidden layers as a rung of the ladder: when they are tried, and how they are compared with the others. */
import type { Dataset, Groups, Split } from '../data/dataset/dataset.ts';
import { groupsAt } from '../data/dataset/groups.ts';
import { pickRows } from '../data/dataset/pickRows.ts';
import type { KanModel } from '../kan/model.ts';
import { coarseGrid, goodStart, searchRows, secondOrderCost } from '../train/auto/policy.ts';
import type { Question } from './fitDesign.ts';
import type { Folds } from './folds.ts';
import { excess } from './judge.ts';
import type { Reached } from './reached.ts';

/**
 * Where the earlier rungs explain this share of the constant's error, the target follows a law with nearly no noise.
 */
export const lawful = 0.98;
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
/** Share of the training rows that a trial uses as validation rows, so that its error is not optimistic. */
const innerShare = 0.15;
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
  const plain = rungs.filter(({ kind, outliers }) => !kind.startsWith('log') && outliers === undefined);
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

/** The rung of the lowest held-out error. */
export function lowest(rungs: readonly Reached[]): Reached {
  return rungs.reduce((a, b) => (b.heldOut.mean < a.heldOut.mean ? b : a));
}

/**
 * The data set with rows to choose by: its own validation rows, or the first part that cross-validation holds out.
 * @returns with it, where each validation row lies among all rows.
 */
export function withValidation(
  dataset: Dataset,
  all: Split,
  { held }: Folds,
): { readonly dataset: Dataset; readonly rows: Uint32Array } {
  const { train, validation } = dataset;
  if (validation.rows > 0) {
    const first = all.rows - Math.min(validation.rows, all.rows);
    return { dataset, rows: Uint32Array.from({ length: all.rows - first }, (_, i) => first + i) };
  }
  const [part] = held;
  const out = new Uint8Array(train.rows);
  for (const row of part) out[row] = 1;
  const kept = Uint32Array.from({ length: train.rows }, (_, row) => row).filter((row) => out[row] === 0);
  return {
    dataset: { ...dataset, train: pickRows(train, kept), validation: pickRows(train, part) },
    rows: part,
  };
}

/** The data set with some of the training rows as validation rows, so that its own validation rows can be held out. */
export function withInnerValidation(dataset: Dataset): Dataset {
  const { train, groups } = dataset;
  const count = Math.max(1, Math.round(innerShare * train.rows));
  const rows = Uint32Array.from({ length: train.rows }, (_, row) => row);
  const whole = groups ? lastGroups(groupsAt(groups, train.tableRows), count) : new Set();
  const held = whole.size > 0 ? whole : new Set(rows.subarray(train.rows - count));
  return {
    ...dataset,
    train: pickRows(
      train,
      rows.filter((row) => !held.has(row)),
    ),
    validation: pickRows(
      train,
      rows.filter((row) => held.has(row)),
    ),
  };
}

/** The rows of the groups that the last rows belong to, so many or a few more, but not of that of the first row. */
function lastGroups({ of }: Groups, count: number): ReadonlySet<number> {
  const held = new Set<number>();
  for (let last = of.length - 1; last > 0 && held.size < count; last--) {
    if (held.has(last) || of[last] === of[0]) continue;
    of.forEach((group, row) => group === of[last] && held.add(row));
  }
  return held;
}

/** All rows that are not for testing: those to train on, then those to choose by; at most so many. */
export function togetherOf({ train, validation, encoding }: Dataset, most: number): Split {
  const share = Math.min(1, most / (train.rows + validation.rows));
  const [fromTrain, fromValidation] = [train, validation].map((split) => Math.ceil(share * split.rows));
  const targets = encoding.task === 'classification' ? 1 : encoding.outputs.length;
  const inputs = encoding.features.length;
  const join = (of: (split: Split) => Float64Array, count: number): Float64Array => {
    const total = fromTrain + fromValidation;
    const joined = new Float64Array(count * total);
    for (let c = 0; c < count; c++) {
      joined.set(of(train).subarray(c * train.rows, c * train.rows + fromTrain), c * total);
      joined.set(
        of(validation).subarray(c * validation.rows, c * validation.rows + fromValidation),
        c * total + fromTrain,
      );
    }
    return joined;
  };
  const weighed = train.weights !== null || validation.weights !== null;
  const weightsOf = ({ weights, rows }: Split): Float64Array => weights ?? new Float64Array(rows).fill(1);
  return {
    rows: fromTrain + fromValidation,
    inputs: join((split) => split.inputs, inputs),
    targets: join((split) => split.targets, targets),
    weights: weighed ? join(weightsOf, 1) : null,
    tableRows: Uint32Array.from([
      ...train.tableRows.subarray(0, fromTrain),
      ...validation.tableRows.subarray(0, fromValidation),
    ]),
  };
}
