/**
 * Whether the errors of a target are shares of its values, as those of most instruments and of rates are: then a surface through
 * its logarithm describes the rows better than one through the target itself.
 */
import { scatterOf } from '../../train/statistics/scatter.ts';
import { fitSurface, spread, type Surface } from '../laws/surface.ts';

/** Where the middle 90 % of the values grow by less, the two kinds of errors hardly differ. */
const leastGrowth = 5;
/** Fewer rows show no surface. */
const leastRows = 12;
const mostRows = 300;
const mostTerms = 60;
/** Errors below this share of the values may be those of the surface. */
const leastError = 1e-3;
/** A surface that leaves a larger share of the spread does not follow the target. */
const mostError = 0.15;
/** χ² with one degree of freedom is larger in 5 % of all cases: shares that fall are soon suspected. */
const critical = 3.841;
/** A description that is shorter by this means odds of about 150 to 1. */
const told = 10;

/** Whether the rows tell so. Rows with weights say themselves how large their errors are: this is not for them. */
export function hasProportionalErrors(columns: readonly Float64Array[], target: Float64Array): boolean {
  if (target.length < leastRows) return false;
  const rows = Math.min(mostRows, target.length);
  const sizes = target.subarray(0, rows).map(Math.abs);
  const sign = Math.sign(target[0]);
  if (sign === 0 || !target.every((value) => value * sign > 0) || !grows(sizes)) return false;
  const inputs = columns.map((column) => column.subarray(0, rows)).filter(varies);
  const logs = sizes.map(Math.log);
  const [plain, logarithmic] = [sizes, logs].map((values) => bestSurface(inputs, values));
  const isFollowed = logarithmic.error < mostError * spread(logs, null);
  if (!isFollowed || logarithmic.error < leastError) return false;
  // A share e of the value y is an error of e·y: the mean logarithm of y brings both to one unit.
  const mean = logs.reduce((total, log) => total + log, 0) / rows;
  const gain = 2 * rows * (Math.log(plain.error) - Math.log(logarithmic.error) - mean);
  return gain > told && !isLargestForSmall(logarithmic, logs);
}

/** Whether the shares are larger for smaller values, as where the errors are no shares and no surface follows the target. */
function isLargestForSmall({ values }: Surface, logs: Float64Array): boolean {
  const rows = logs.length;
  const errors = logs.map((log, row) => log - values[row]);
  const fitted = { errors, predicted: values, weights: null, leverage: new Float64Array(rows), constants: 1 };
  return scatterOf(fitted, critical)?.withValue === 'falls';
}

function grows(sizes: Float64Array): boolean {
  const sorted = sizes.toSorted();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  return at(0.95) >= leastGrowth * at(0.05);
}

const varies = (column: Float64Array): boolean => column.some((value) => value !== column[0]);

/** The surface in the columns or in their logarithms, whichever has the smaller leave-one-out error. */
function bestSurface(columns: readonly Float64Array[], target: Float64Array): Surface {
  const isPositive = columns.map((column) => column.every((value) => value > 0));
  const choices = isPositive.some(Boolean) ? [columns.map(() => false), isPositive] : [isPositive];
  return choices
    .map((logarithmic) => fitSurface(columns, target, { logarithmic, terms: mostTerms }))
    .reduce((best, other) => (other.error < best.error ? other : best));
}
