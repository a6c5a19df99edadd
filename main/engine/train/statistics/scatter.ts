/**
 * Rows whose scatter depends on the predicted value, as that of measurements with an error of 5 % of the value does. Standard errors
 * that assume the same scatter on all rows are then too small for what the rows of large scatter determine, and too large for the rest.
 */

/** Rows that something was fitted to by least squares. */
export interface FittedRows {
  /** Observed less predicted. */
  readonly errors: Float64Array;
  readonly predicted: Float64Array;
  /** Null where all rows count alike. */
  readonly weights: Float64Array | null;
  /** The share of each row in its own prediction, from 0 to 1. */
  readonly leverage: Float64Array;
  /** The number of fitted constants: the sum of the leverages. */
  readonly constants: number;
}

/** The larger the predicted value, the larger or the smaller the scatter. */
export type ScatterWithValue = 'grows' | 'falls';

/** Scatter that depends on the predicted value. */
export interface Scatter {
  readonly withValue: ScatterWithValue;
  /** For each row: the weighted square of its own error, corrected for the row's share in its own prediction. */
  readonly squares: Float64Array;
}

/** With fewer rows, or fewer for each constant, nothing can be tested. */
const leastRows = 10;
const leastPerConstant = 4;
/** χ² with one degree of freedom is larger in 0.5 % of all cases; with the two scales that are tried, in at most 1 %. */
const usual = 7.879;
/** Errors below this share of the spread of the predictions are those of rounding. */
const rounding = 1e-11;
/** The error of a row that decides its own prediction by more than this share hardly tells its scatter. */
const tellsLittle = 1 / 3;
const negligible = 1e-9;

/**
 * Koenker's test (Journal of Econometrics 17, 1981; the studentised form of Breusch and Pagan's): the number of rows times the squared
 * correlation of the squared errors with the predicted value is χ² with one degree of freedom where the scatter is the same on all rows,
 * whatever the distribution of the errors. It is applied to the value and, where all values have one sign, to its logarithm too, with
 * errors that are divided by the root of 1 − leverage, as few rows need it.
 *
 * The squares are those of HC3, error²/(1 − leverage)² (MacKinnon and White, Journal of Econometrics 29, 1985), and at least the mean
 * square where the leverage is above a third.
 * @param critical value of χ² above which it is told
 * @returns null where no such dependence is told.
 */
export function scatterOf(
  { errors, predicted, weights, leverage, constants }: FittedRows,
  critical = usual,
): Scatter | null {
  const rows = errors.length;
  if (rows < Math.max(leastRows, leastPerConstant * constants)) return null;
  const squares = errors.map((error, row) => (weights?.[row] ?? 1) * error ** 2);
  const total = sum(squares);
  if (!(total > rounding ** 2 * weightedSquares(predicted, weights))) return null;
  const free = leverage.map((share) => Math.max(1 - share, negligible));
  const studentized = squares.map((square, row) => square / free[row]);
  const told = scalesOf(predicted)
    .map((scale) => correlation(studentized, scale))
    .reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most), 0);
  if (!(rows * told ** 2 > critical)) return null;
  const mean = total / (rows - constants);
  return {
    withValue: told > 0 ? 'grows' : 'falls',
    squares: studentized.map((square, row) => {
      const own = square / free[row];
      return leverage[row] > tellsLittle ? Math.max(own, mean) : own;
    }),
  };
}

/** The values, and their logarithms in the same order; only the values where they have both signs. */
function scalesOf(values: Float64Array): Float64Array[] {
  const sign = Math.sign(values[0]);
  const haveOneSign = values.every((value) => value * sign > 0);
  return haveOneSign ? [values, values.map((value) => sign * Math.log(value * sign))] : [values];
}

function correlation(one: Float64Array, other: Float64Array): number {
  const [a, b] = [centred(one), centred(other)];
  const product = sum(a.map((value, i) => value * b[i]));
  const size = Math.sqrt(sum(a.map((value) => value ** 2)) * sum(b.map((value) => value ** 2)));
  return size > 0 ? product / size : 0;
}

function centred(values: Float64Array): Float64Array {
  const mean = sum(values) / values.length;
  return values.map((value) => value - mean);
}

function weightedSquares(values: Float64Array, weights: Float64Array | null): number {
  return sum(centred(values).map((value, row) => (weights?.[row] ?? 1) * value ** 2));
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
