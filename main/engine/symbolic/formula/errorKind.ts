/**
 * Whether the errors of a target are shares of its values, as those of most instruments and of rates are, or have one size: the kind by
 * which smooth surfaces describe the rows better.
 */
import { rangeOf } from '../../../../shared/range.ts';
import { scatterOf, type ScatterWithValue } from '../../train/statistics/scatter.ts';
import { predictedAt } from '../laws/localPlane.ts';
import { nearestTo, ranksOf } from '../laws/neighbours.ts';
import { fitSurface, spread } from '../laws/surface.ts';

/** Errors as shares of the target's values, or in its own unit. */
export type ErrorKind = 'shares' | 'values';

/** Where the middle 90 % of the values grow by less, the two kinds of errors hardly differ. */
const leastGrowth = 5;
/** Fewer rows show no surface. */
const leastRows = 12;
const mostRows = 300;
const mostTerms = 60;
/** Two more than determine a parabola. */
const neighbours = 5;
/** Errors below this share of the values may be those of the surface. */
const leastError = 1e-3;
/** A surface that leaves a larger share of the spread does not follow the target. */
const mostError = 0.15;
/** … where the errors may be no shares: of small values they are large ones. */
const mostWithLarge = 0.3;
/** χ² with one degree of freedom is larger in 5 % of all cases: shares that fall are soon suspected. */
const critical = 3.841;
/** A description that is shorter by this means odds of about 150 to 1. */
const told = 10;

/**
 * What the rows tell of their errors; null where they tell nothing. Rows with weights say themselves how large their errors are: this is
 * not for them.
 */
export function errorKindOf(columns: readonly Float64Array[], target: Float64Array): ErrorKind | null {
  if (target.length < leastRows) return null;
  const rows = Math.min(mostRows, target.length);
  const sign = Math.sign(target[0]);
  if (sign === 0 || !target.every((value) => value * sign > 0)) return null;
  const sizes = inUsualUnit(target.subarray(0, rows).map(Math.abs));
  if (!grows(sizes)) return null;
  const inputs = columns.map((column) => column.subarray(0, rows)).filter(varies);
  const logs = sizes.map(Math.log);
  const [shares, values] = (['shares', 'values'] as const).map((kind) => nearest(kind, inputs, sizes));
  const left = shares.error / spread(logs, null);
  if (!(left < mostWithLarge) || shares.error < leastError) return null;
  // A share e of the value y is an error of e·y, and the mean logarithm of y is 0.
  const gain = 2 * rows * Math.log(values.error / shares.error);
  // Shares that are larger for smaller values are those of errors that are no shares, where no surface follows the target.
  if (gain > told && left < mostError) return scatterOfShares(shares, sizes) === 'falls' ? null : 'shares';
  return gain < -told && scatterAbout(values.values, sizes) !== 'grows' ? 'values' : null;
}

/** The values in the unit in which the mean of their logarithms is 0. */
function inUsualUnit(sizes: Float64Array): Float64Array {
  const mean = sizes.reduce((total, size) => total + Math.log(size), 0) / sizes.length;
  return sizes.map((size) => size / Math.exp(mean));
}

function scatterOfShares({ values }: Prediction, sizes: Float64Array): ScatterWithValue | null {
  const [least] = rangeOf(sizes);
  return scatterAbout(
    values.map((value) => Math.log(Math.max(value, least))),
    sizes.map(Math.log),
  );
}

/** How the scatter of the target about the predicted values depends on the value. */
function scatterAbout(predicted: Float64Array, target: Float64Array): ScatterWithValue | null {
  const errors = target.map((value, row) => value - predicted[row]);
  const leverage = new Float64Array(target.length);
  return scatterOf({ errors, predicted, weights: null, leverage, constants: 1 }, critical)?.withValue ?? null;
}

function grows(sizes: Float64Array): boolean {
  const sorted = sizes.toSorted();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  return at(0.95) >= leastGrowth * at(0.05);
}

const varies = (column: Float64Array): boolean => column.some((value) => value !== column[0]);

interface Prediction {
  readonly values: Float64Array;
  /** Leave-one-out RMS of the errors, in the target's unit or as shares of its values. */
  readonly error: number;
}

/**
 * What describes the rows best whose errors are of one kind: a surface through the target or through its logarithm. Both are weighted for
 * this kind, so that a law that only one of them follows does not decide between the kinds.
 */
function nearest(kind: ErrorKind, columns: readonly Float64Array[], sizes: Float64Array): Prediction {
  const isShares = kind === 'shares';
  const plain = predictions(columns, sizes, isShares ? sizes.map((size) => size ** -2) : null);
  // An error e of the value y is about e/y of its logarithm.
  const logarithmic = predictions(
    columns,
    sizes.map(Math.log),
    isShares ? null : sizes.map((size) => size ** 2),
  );
  return [
    ...plain,
    ...logarithmic.map(({ values, error }) => ({ values: values.map(Math.exp), error })),
  ].reduce((best, other) => (other.error < best.error ? other : best));
}

/**
 * The surfaces in the columns and in their logarithms, and of one column the parabolas through the nearest rows: no polynomial follows a
 * narrow peak.
 */
function predictions(
  columns: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array | null,
): readonly Prediction[] {
  const isPositive = columns.map((column) => column.every((value) => value > 0));
  const choices = isPositive.some(Boolean) ? [columns.map(() => false), isPositive] : [isPositive];
  const meanWeight =
    weights === null ? 1 : weights.reduce((total, weight) => total + weight, 0) / weights.length;
  return choices
    .map((logarithmic): Prediction => {
      const { values, error } = fitSurface(columns, target, { weights, logarithmic, terms: mostTerms });
      return { values, error: error * Math.sqrt(meanWeight) };
    })
    .concat(columns.length === 1 ? [parabolas(columns[0], target, weights)] : []);
}

/** Each row as the parabola through the nearest others predicts it. */
function parabolas(column: Float64Array, target: Float64Array, weights: Float64Array | null): Prediction {
  const [low, high] = rangeOf(column);
  const place = column.map((value) => (value - low) / (high - low));
  const terms = [place, place.map((value) => value ** 2)];
  const ranks = [ranksOf(column)];
  const values = target.map((_, row) => predictedAt(row, nearestTo(row, ranks, neighbours), terms, target));
  const squares = values.map((value, row) => (weights?.[row] ?? 1) * (target[row] - value) ** 2);
  return { values, error: Math.sqrt(squares.reduce((total, square) => total + square, 0) / target.length) };
}
