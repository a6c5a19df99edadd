/**
 * Whether the errors of a target are shares of its values, as those of most instruments and of rates are: then a surface through
 * its logarithm describes the rows better than one through the target itself. Where the latter describes them better, they are not.
 */
import { rangeOf } from '../../../../shared/range.ts';
import { scatterOf, type ScatterWithValue } from '../../train/statistics/scatter.ts';
import { predictedAt } from '../laws/localPlane.ts';
import { nearestTo, ranksOf } from '../laws/neighbours.ts';
import { fitSurface, spread, type Surface } from '../laws/surface.ts';

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
  const sizes = target.subarray(0, rows).map(Math.abs);
  const sign = Math.sign(target[0]);
  if (sign === 0 || !target.every((value) => value * sign > 0) || !grows(sizes)) return null;
  const inputs = columns.map((column) => column.subarray(0, rows)).filter(varies);
  const logs = sizes.map(Math.log);
  const [plain, logarithmic] = [sizes, logs].map((values) => bestSurface(inputs, values));
  const left = logarithmic.error / spread(logs, null);
  if (!(left < mostWithLarge) || logarithmic.error < leastError) return null;
  // A share e of the value y is an error of e·y: the mean logarithm of y brings both to one unit.
  const mean = logs.reduce((total, log) => total + log, 0) / rows;
  const gain = 2 * rows * (Math.log(plain.error) - Math.log(logarithmic.error) - mean);
  // Shares that are larger for smaller values are those of errors that are no shares, where no surface follows the target.
  if (gain > told && left < mostError) return scatterAbout(logarithmic, logs) === 'falls' ? null : 'shares';
  return gain < -told && scatterAbout(plain, sizes) !== 'grows' ? 'values' : null;
}

/** How the scatter of the target about a surface depends on the value. */
function scatterAbout({ values }: Prediction, target: Float64Array): ScatterWithValue | null {
  const errors = target.map((value, row) => value - values[row]);
  const leverage = new Float64Array(target.length);
  const fitted = { errors, predicted: values, weights: null, leverage, constants: 1 };
  return scatterOf(fitted, critical)?.withValue ?? null;
}

function grows(sizes: Float64Array): boolean {
  const sorted = sizes.toSorted();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  return at(0.95) >= leastGrowth * at(0.05);
}

const varies = (column: Float64Array): boolean => column.some((value) => value !== column[0]);

type Prediction = Pick<Surface, 'values' | 'error'>;

/**
 * The surface in the columns or in their logarithms, or of one column the parabolas through the nearest rows, whichever has the smallest
 * leave-one-out error: no polynomial follows a narrow peak.
 */
function bestSurface(columns: readonly Float64Array[], target: Float64Array): Prediction {
  const isPositive = columns.map((column) => column.every((value) => value > 0));
  const choices = isPositive.some(Boolean) ? [columns.map(() => false), isPositive] : [isPositive];
  const surfaces: Prediction[] = choices.map((logarithmic) =>
    fitSurface(columns, target, { logarithmic, terms: mostTerms }),
  );
  return surfaces
    .concat(columns.length === 1 ? [parabolas(columns[0], target)] : [])
    .reduce((best, other) => (other.error < best.error ? other : best));
}

/** Each row as the parabola through the nearest others predicts it. */
function parabolas(column: Float64Array, target: Float64Array): Prediction {
  const [low, high] = rangeOf(column);
  const place = column.map((value) => (value - low) / (high - low));
  const terms = [place, place.map((value) => value ** 2)];
  const ranks = [ranksOf(column)];
  const values = target.map((_, row) => predictedAt(row, nearestTo(row, ranks, neighbours), terms, target));
  const squares = values.reduce((total, value, row) => total + (target[row] - value) ** 2, 0);
  return { values, error: Math.sqrt(squares / target.length) };
}
