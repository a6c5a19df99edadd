/**
 * Gradient boosting with trees (Friedman, "Greedy function approximation", 2001, and "Stochastic gradient
 * boosting", 2002; leaves by Newton's step: Chen and Guestrin, "XGBoost", 2016). The splits of a path are of at most two
 * inputs, so the sum of all trees is a sum of functions of one input and of functions of two: an additive model with
 * pairs (Lou et al., "Accurate intelligible models with pairwise interactions", 2013).
 */
import { seededRandom } from '../../../../shared/random.ts';
import { classDerivatives, type Question } from '../fits/fitDesign.ts';
import type { Bins } from './bins.ts';
import { addTree, eachLeaf, growTree, type Derivatives, type Fork, type Shape } from './tree.ts';

/** A function of two inputs. */
export interface PairTable {
  readonly one: number;
  /** Larger than `one`. */
  readonly other: number;
  /** [bin of one][bin of other] */
  readonly values: Float64Array;
}

/** Trees for each output. */
export interface Boosted {
  /** Trees of each output, with those that no split was found for. */
  readonly rounds: number;
  /** By output. */
  readonly intercepts: readonly number[];
  /** [output][tree] */
  readonly trees: readonly (readonly Fork[])[];
  /** By output, for all rows, [row]; of classes the logits. */
  readonly fitted: readonly Float64Array[];
}

/** What one output depends on. */
export interface Functions {
  readonly intercept: number;
  /** [input][bin] */
  readonly curves: readonly Float64Array[];
  readonly pairs: readonly PairTable[];
}

/** The share of each tree that is added. */
const rate = 0.08;
/** The share of the rows that a tree learns from. */
const sampled = 0.7;
/** Trees between two pauses. */
const together = 10;

/** No tree. @param among the rows to learn from. */
export function unboosted(question: Question, among: Uint32Array): Boosted {
  const intercepts = constants(question, among);
  const fitted = intercepts.map((first) => new Float64Array(question.rows).fill(first));
  return { rounds: 0, intercepts, trees: intercepts.map(() => []), fitted };
}

/**
 * @param among the rows to learn from. @param from what is there already. @param rounds trees for each output, with those that
 * are there already.
 */
export async function boost(
  question: Question,
  bins: readonly Bins[],
  among: Uint32Array,
  from: Boosted,
  rounds: number,
  shape: Shape,
): Promise<Boosted> {
  const { rows } = question;
  const fitted = from.fitted.map((values) => values.slice());
  const trees = from.trees.map((list) => list.slice());
  const derivatives: Derivatives = { slope: new Float64Array(rows), curvature: new Float64Array(rows) };
  const drawn = new Uint32Array(among.length);
  for (let round = from.rounds; round < rounds; round++) {
    if (round % together === 0) await question.breathe();
    const random = seededRandom(round + 1);
    let count = 0;
    for (let i = 0; i < among.length; i++) if (random.next() < sampled) drawn[count++] = among[i];
    const some = drawn.subarray(0, count);
    fitted.forEach((values, o) => {
      derive(question, fitted, o, some, derivatives);
      const tree = growTree(bins, some, derivatives, shape);
      if (tree === null) return;
      trees[o].push(tree);
      addTree(tree, bins, rate, values);
    });
  }
  return { ...from, rounds, trees, fitted };
}

/** Trees as functions of one input and of two, by output. */
export function functionsOf({ intercepts, trees }: Boosted, bins: readonly Bins[]): Functions[] {
  return intercepts.map((intercept, o) => ({ intercept, ...sumOf(trees[o], bins) }));
}

function sumOf(trees: readonly Fork[], bins: readonly Bins[]): Pick<Functions, 'curves' | 'pairs'> {
  const curves = bins.map(({ knots }) => new Float64Array(knots.length));
  const pairs = new Map<string, PairTable>();
  const pairOf = (one: number, other: number): PairTable => {
    const key = `${one} ${other}`;
    const size = bins[one].knots.length * bins[other].knots.length;
    const found = pairs.get(key) ?? { one, other, values: new Float64Array(size) };
    pairs.set(key, found);
    return found;
  };
  for (const tree of trees) {
    eachLeaf(tree, bins, (value, ranges) => {
      const [[one, [from, to]], second] = [...ranges].sort(([a], [b]) => a - b);
      if (second === undefined) {
        for (let a = from; a <= to; a++) curves[one][a] += rate * value;
        return;
      }
      const [other, [low, high]] = second;
      const { values } = pairOf(one, other);
      const count = bins[other].knots.length;
      for (let a = from; a <= to; a++)
        for (let b = low; b <= high; b++) values[a * count + b] += rate * value;
    });
  }
  return { curves, pairs: [...pairs.values()] };
}

/** The constants of least loss: means, or logits of the shares of classes. */
function constants({ targets, rows, outputs, classifies, weights }: Question, among: Uint32Array): number[] {
  const weightOf = (row: number): number => (weights === null ? 1 : weights[row]);
  const sum = (of: (row: number) => number): number =>
    among.reduce((total, row) => total + weightOf(row) * of(row), 0);
  const total = sum(() => 1);
  // Half a row more for each class, so that a class without rows has a logit too.
  const logOf = (kind: number): number => Math.log(sum((row) => (targets[row] === kind ? 1 : 0)) + 0.5);
  return Array.from({ length: outputs }, (_, o) => {
    if (!classifies) return sum((row) => targets[o * rows + row]) / total;
    return outputs === 1 ? logOf(1) - logOf(0) : logOf(o);
  });
}

/** Writes the derivatives of the loss at some rows. */
function derive(
  { targets, rows, classifies, weights }: Question,
  fitted: readonly Float64Array[],
  o: number,
  some: Uint32Array,
  { slope, curvature }: Derivatives,
): void {
  for (const row of some) {
    const weight = weights === null ? 1 : weights[row];
    if (classifies) {
      const at = classDerivatives(fitted, targets, o, row);
      slope[row] = weight * at.slope;
      curvature[row] = weight * at.curvature;
    } else {
      slope[row] = weight * (targets[o * rows + row] - fitted[o][row]);
      curvature[row] = weight;
    }
  }
}
