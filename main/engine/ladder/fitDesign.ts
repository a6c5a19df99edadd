/** The penalised fit of a design to numbers or to classes. */
import { predicted, type Design } from './design.ts';
import { normalEquations, type NormalEquations } from './gram.ts';
import {
  activeColumns,
  smooth,
  solve,
  updated,
  type Breathe,
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
  /** Where Huber's loss becomes linear (robust.ts), for a single number; the loss is the squared error without it. */
  readonly cut?: number;
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
const mostHalves = 3;
/** Least curvature of a row's likelihood: where a class is certain the curvature is 0. */
const leastCurvature = 1e-4;
/** Initial strengths: for lines an effective variance of 1, for curves a moderate curvature. */
const firstStrength = 1;

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
  /** By output, [row]. */
  readonly logits: readonly Float64Array[];
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
  const used = among ?? Uint32Array.from({ length: rows }, (_, row) => row);
  const logits = Array.from({ length: outputs }, (_, o) => start?.logits[o] ?? new Float64Array(rows));
  const working = new Float64Array(rows);
  const curvature = new Float64Array(rows);
  const fits: (Smoothed | null)[] = Array.from({ length: outputs }, () => null);
  const rowsToColumns = Math.min(mostInnerUpdates, Math.floor(used.length / design.count / 4));
  const enough = settled * Math.max(1, used.length / 1000);
  let last = { criterion: Infinity, deviance: Infinity, logits: [...logits] };
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    for (let o = 0; o < outputs; o++) {
      await breathe();
      for (const row of used) {
        const p = probability(logits, o, row);
        const is = targets[row] === (outputs === 1 ? 1 : o) ? 1 : 0;
        const w = Math.max(p * (1 - p), leastCurvature);
        curvature[row] = w * (weights === null ? 1 : weights[row]);
        working[row] = logits[o][row] + (is - p) / w;
      }
      const before = fits[o];
      let strengths: Strengths =
        before === null || penalties === 'held'
          ? (start?.strengths[o] ?? firstStrengths(design))
          : updated(before, design.groups);
      const columns = activeColumns(design.count, design.groups, strengths);
      const equations = normalEquations(design, working, curvature, among, columns);
      let found = solve(equations, design.groups, strengths, 1);
      // Products over many rows cost more than updates: make several updates for the same weights, once the weights
      // have nearly converged.
      const updates = penalties === 'held' || sweep === 0 ? 0 : rowsToColumns;
      for (let update = 0; update < updates; update++) {
        strengths = updated(found, design.groups);
        found = solve(equations, design.groups, strengths, 1);
      }
      fits[o] = found;
      logits[o] = predicted(design, found.theta);
    }
    const devianceAt = (): number => {
      let sum = 0;
      for (const row of used)
        sum -= (weights === null ? 1 : weights[row]) * logProbability(logits, targets[row], row);
      return sum;
    };
    let deviance = devianceAt();
    // Newton's step may be too long: try half of it, then a quarter.
    for (let half = 0; half < mostHalves && deviance > last.deviance + settled; half++) {
      logits.forEach(
        (values, o) => (logits[o] = values.map((value, row) => (value + last.logits[o][row]) / 2)),
      );
      deviance = devianceAt();
    }
    const freedom = fits.reduce((sum, fit) => sum + fit!.totalFreedom, 0);
    const criterion = deviance + freedom;
    if (sweep > 1 && Math.abs(criterion - last.criterion) < enough) break;
    last = { criterion, deviance, logits: [...logits] };
  }
  return fits.map((fit) => fit!);
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
