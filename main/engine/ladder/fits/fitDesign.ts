/** The penalised fit of a design to numbers or to classes. */
import { everyRow } from '../../data/rows.ts';
import type { Breathe } from '../../breath.ts';
import type { Groups } from '../../data/dataset/dataset.ts';
import { dot } from '../../optim/cholesky.ts';
import { predicted, type Design } from './design.ts';
import { normalEquations, type NormalEquations } from './gram.ts';
import {
  activeColumns,
  smooth,
  solve,
  updates,
  type Group,
  type Smoothed,
  type Strengths,
} from './smoothing.ts';

/** The data of a fit, in the network's units. */
export interface Question {
  readonly rows: number;
  /** Numbers: [output][row]. Classes: the index of the class, [row]. */
  readonly targets: Float64Array;
  readonly outputs: number;
  readonly classifies: boolean;
  /** By row, of mean 1; null where all count alike. */
  readonly weights: Float64Array | null;
  /** Set where the weights are 1/s² of the uncertainties s of the targets, times a constant. */
  readonly uncertain?: true;
  /** Rows that stay together where rows are held out; absent where each stands alone. */
  readonly groups?: Groups;
  /** Where Huber's loss becomes linear (robust.ts), for a single number; the loss is the squared error without it. */
  readonly cut?: number | undefined;
  readonly breathe: Breathe;
}

export type Fitted = readonly Smoothed[];

const mostUpdates = 40;
const mostSweeps = 30;
const mostInnerUpdates = 6;
/**
 * The sweeps end when the deviance and the effective degrees of freedom together change by less than this, for up to
 * 1000 rows; the limit is larger for more rows.
 */
const settled = 0.1;
const mostHalves = 10;
/** Least curvature of a row's likelihood: where a class is certain the curvature is 0. */
const leastCurvature = 1e-4;
/** Initial strengths: for lines an effective variance of 1, for curves a moderate curvature. */
const firstStrength = 1;

/** The strengths that a fit begins with. */
export function firstStrengths(design: Design): Strengths {
  return design.groups.map(() => firstStrength);
}

/** One output of numbers. */
export function fitNumbers(
  design: Design,
  equations: NormalEquations,
  breathe: Breathe,
  start: Strengths = firstStrengths(design),
  iterations = mostUpdates,
): Promise<Smoothed> {
  return smooth(equations, design.groups, start, { variance: null, iterations, breathe });
}

/** The start of a fit of classes: the result of another fit. */
export interface ClassStart {
  /** By output. */
  readonly strengths: readonly Strengths[];
  /** By output, by column; zeros where absent. */
  readonly thetas: readonly Float64Array[];
}

/**
 * Classes by penalised iteratively reweighted least squares, one output after the other (Wood 2017, §6.1; softmax over
 * the outputs, or over (0, z) for a single one), with one update of the penalties in each sweep.
 * @param among rows to learn from; all where null. @param penalties fixed strengths: those of the start are kept.
 */
export async function fitClasses(
  design: Design,
  { targets, outputs, weights, rows, breathe }: Question,
  among: Uint32Array | null,
  start: ClassStart | null = null,
  penalties: 'found' | 'held' = 'found',
): Promise<Fitted> {
  const used = among ?? everyRow(rows);
  const thetas = Array.from(
    { length: outputs },
    (_, o) => start?.thetas[o] ?? new Float64Array(design.count),
  );
  const logits = thetas.map((theta) => predicted(design, theta));
  const working = new Float64Array(rows);
  const curvature = new Float64Array(rows);
  const fits: (Smoothed | null)[] = Array.from({ length: outputs }, () => null);
  const rowsToColumns = Math.min(mostInnerUpdates, Math.floor(used.length / design.count / 4));
  const enough = settled * Math.max(1, used.length / 1000);
  const update = Array.from({ length: outputs }, () => updates(design.groups));
  const devianceNow = (): number => {
    let sum = 0;
    for (const row of used)
      sum -= (weights === null ? 1 : weights[row]) * logProbability(logits, targets[row], row);
    return sum;
  };
  let deviance = devianceNow();
  let last = Infinity;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    for (let o = 0; o < outputs; o++) {
      await breathe();
      for (const row of used) {
        const at = classDerivatives(logits, targets, o, row);
        curvature[row] = at.curvature * (weights === null ? 1 : weights[row]);
        working[row] = logits[o][row] + at.slope / at.curvature;
      }
      const before = fits[o];
      let strengths: Strengths =
        before === null || penalties === 'held'
          ? (start?.strengths[o] ?? firstStrengths(design))
          : update[o](before);
      const columns = activeColumns(design.count, design.groups, strengths);
      const equations = normalEquations(design, working, curvature, among, columns);
      let found = solve(equations, design.groups, strengths, 1);
      // Products over many rows cost more than updates: make several updates for the same weights, once the weights
      // have nearly converged.
      const more = penalties === 'held' || sweep === 0 ? 0 : rowsToColumns;
      for (let repeat = 0; repeat < more; repeat++) {
        strengths = update[o](found);
        found = solve(equations, design.groups, strengths, 1);
      }
      // Newton's step may be far too long where classes are nearly certain: try half of it, then a quarter … All points
      // are judged by the new penalties, so the step begins without the groups that these leave out.
      const penalty = (of: Float64Array): number => penaltyOf(of, design.groups, found.strengths);
      const fromTheta = withoutLeftOut(thetas[o], design.groups, found.strengths);
      if (fromTheta !== thetas[o]) {
        logits[o] = predicted(design, fromTheta);
        deviance = devianceNow();
      }
      const fromLogits = logits[o];
      const least = deviance + penalty(fromTheta);
      thetas[o] = found.theta;
      logits[o] = predicted(design, found.theta);
      deviance = devianceNow();
      for (let half = 0; half < mostHalves && deviance + penalty(thetas[o]) > least + settled; half++) {
        thetas[o] = middle(thetas[o], fromTheta);
        logits[o] = middle(logits[o], fromLogits);
        deviance = devianceNow();
      }
      fits[o] = { ...found, theta: thetas[o] };
    }
    const criterion = deviance + fits.reduce((sum, fit) => sum + fit!.totalFreedom, 0);
    if (sweep > 1 && Math.abs(criterion - last) < enough) break;
    last = criterion;
  }
  return fits.map((fit) => fit!);
}

/** ½Σ λ_g‖θ_g‖²: the part of the objective that is not the likelihood. @param theta 0 where a group is left out */
function penaltyOf(theta: Float64Array, groups: readonly Group[], strengths: Strengths): number {
  return groups.reduce((sum, { start, count }, g) => {
    const square = dot(theta, start, theta, start, count);
    return square === 0 ? sum : sum + (strengths[g] * square) / 2;
  }, 0);
}

/** The same with 0 for groups that are left out; the same array where it has 0 there. */
function withoutLeftOut(theta: Float64Array, groups: readonly Group[], strengths: Strengths): Float64Array {
  const leftOut = groups.filter(
    ({ start, count }, g) => strengths[g] === Infinity && dot(theta, start, theta, start, count) > 0,
  );
  if (leftOut.length === 0) return theta;
  const kept = theta.slice();
  for (const { start, count } of leftOut) kept.fill(0, start, start + count);
  return kept;
}

function middle(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, i) => (value + other[i]) / 2);
}

/** Minus the slope, and the curvature, of −ln p of a row's class, as functions of the logit of output `o`. */
export function classDerivatives(
  logits: readonly Float64Array[],
  targets: Float64Array,
  o: number,
  row: number,
): { readonly slope: number; readonly curvature: number } {
  const p = probability(logits, o, row);
  const is = targets[row] === (logits.length === 1 ? 1 : o) ? 1 : 0;
  return { slope: is - p, curvature: Math.max(p * (1 - p), leastCurvature) };
}

/** The probability of output `o` at a row. */
export function probability(logits: readonly Float64Array[], o: number, row: number): number {
  if (logits.length === 1) return 1 / (1 + Math.exp(-logits[0][row]));
  const largest = logits.reduce((most, z) => Math.max(most, z[row]), -Infinity);
  const sum = logits.reduce((total, z) => total + Math.exp(z[row] - largest), 0);
  return Math.exp(logits[o][row] - largest) / sum;
}

/** ln p of a class at a row. */
export function logProbability(logits: readonly Float64Array[], kind: number, row: number): number {
  const values = logits.length === 1 ? [0, logits[0][row]] : logits.map((z) => z[row]);
  const largest = Math.max(...values);
  return values[kind] - largest - Math.log(values.reduce((sum, z) => sum + Math.exp(z - largest), 0));
}
