/**
 * Straight lines beside the formulas of a search: as few columns as predict other rows as well as more do, and how well they predict
 * them. A formula that is worse than that says nothing that a straight line does not say better.
 */
import { total } from '../../../optim/vector.ts';
import { isLoose } from '../../../../../shared/expression/constants.ts';
import { number, product, sum, variable, type Expression } from '../../../../../shared/expression/tree.ts';
import { asGood } from '../../../../../shared/results/formulaChoice.ts';
import { sumsByGroup } from '../../../data/dataset/groups.ts';
import { asShares } from '../asShares.ts';
import { rounded } from '../finish.ts';
import { firstRows, formulaError, joinedRows, type FormulaData } from '../formulaData.ts';
import { withStandardErrors } from '../standardErrors.ts';
import { heldOutSquares, productsOf, scaledRows } from './heldOut.ts';
import { fitsOfFewer } from './sweep.ts';

export interface StraightLines {
  /** c₀ + c₁·x₁ + c₂·x₂ …, by least squares on the training rows; the mean where no column predicts other rows. */
  readonly expression: Expression;
  /**
   * RMS error on training and validation rows, each predicted by lines of other rows, of columns chosen in these; in the target's unit, or
   * as errors count ({@link asShares}).
   */
  readonly heldOut: number;
}

/** More rows hardly move a straight line. */
const mostRows = 2000;
/** Columns with which the sums take a second. */
const mostColumns = 100;
/** Rows that are held out must leave as many others. */
const leastRows = 8;
/** A column must lower the held-out error by this many standard errors of the difference, as a rung of the ladder that adds to a law must. */
const clear = 0.5;

/**
 * The straight lines of some rows; null where there are too few rows or too many columns.
 * @param most columns that they may have
 */
export function straightLinesOf(
  train: FormulaData,
  validation: FormulaData,
  most = Infinity,
): StraightLines | null {
  const { columns, names } = train;
  if (columns.length > mostColumns || train.rows < leastRows) return null;
  const all = firstRows(judgedIn(joinedRows(train, validation)), mostRows);
  const squares = heldOutSquares(all).slice(0, most + 1);
  const count = fewest(squares, all.groups);
  const heldOut = Math.sqrt(total(squares[count]) / (all.weights ? total(all.weights) : all.rows));
  const rows = judgedIn(train);
  const scaled = scaledRows(rows);
  const fits = fitsOfFewer(productsOf(scaled));
  const fit = fits[Math.min(count, fits.length - 1)];
  const { means, sizes } = scaled;
  const target = means.length - 1;
  const slopes = columns.map((_, i) => (fit[i + 1] * sizes[target]) / sizes[i + 1]);
  const constant =
    means[target] + fit[0] * sizes[target] - slopes.reduce((sums, c, i) => sums + c * means[i + 1], 0);
  const terms = slopes.flatMap((c, i) => (c === 0 ? [] : [product([number(c), variable(names[i])])]));
  const expression = withStandardErrors(sum([...terms, number(constant)]), rows, { free: isLoose });
  return { expression: rounded(expression, rows), heldOut };
}

/**
 * Whether a formula is worse than the lines on other rows. Its own error there is not known, since it was chosen and fitted by most of
 * these rows; Akaike's criterion expects the error times e^(size/rows).
 * @param size what stands for the number of its parameters
 */
export function isBehind(
  { expression, size }: { readonly expression: Expression; readonly size: number },
  lines: StraightLines,
  train: FormulaData,
  validation: FormulaData,
): boolean {
  const all = judgedIn(joinedRows(train, validation));
  const expected = formulaError(expression, all) * Math.exp(size / all.rows);
  return expected > lines.heldOut * (1 + asGood);
}

const judgedIn = (data: FormulaData): FormulaData => asShares(data) ?? data;

/** The least number of columns whose held-out error is within 2 % of the lowest one, or not clearly above it. */
function fewest(squares: readonly Float64Array[], groups: Uint32Array | undefined): number {
  const totals = squares.map(total);
  const lowest = Math.min(...totals);
  const best = squares[totals.indexOf(lowest)];
  return squares.findIndex(
    (own, count) =>
      totals[count] <= lowest * (1 + asGood) ** 2 ||
      totals[count] - lowest <= clear * errorOfSum(differences(own, best, groups)),
  );
}

/** One for each row, or for each group of rows. */
function differences(one: Float64Array, other: Float64Array, groups: Uint32Array | undefined): Float64Array {
  const byRow = one.map((value, row) => value - other[row]);
  return groups === undefined ? byRow : sumsByGroup(byRow, groups);
}

/** The standard error of the sum of independent values; 0 for a single one. */
function errorOfSum(values: Float64Array): number {
  const count = values.length;
  const mean = total(values) / count;
  const squares = values.reduce((sums, value) => sums + (value - mean) ** 2, 0);
  return Math.sqrt((squares * count) / Math.max(1, count - 1));
}
