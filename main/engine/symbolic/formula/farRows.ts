/**
 * Rows that no law holds for, because a value in them is wrong: a misread scale, a sample mixed up, a comma in the wrong
 * place. Least squares bends any formula towards such a row, up to a pole at it.
 *
 * A set of rows is left out where the description of the others, together with the cost of writing down the rows of the set as they
 * are, is shorter than the description of all rows. The values of these rows are then taken to be anywhere in the target's
 * range (a mixture of the law and gross errors: Hampel et al., "Robust Statistics", 1986, §1.2).
 */
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { rangeOf } from '../../../../shared/range.ts';
import { otherRows } from '../../data/rows.ts';
import { pickRows } from '../../data/dataset/pickRows.ts';
import type { Dataset, Split } from '../../data/dataset/dataset.ts';
import type { Breath } from '../../breath.ts';
import { beyondGap, farErrors, mostFarOf } from '../../measure/farErrors.ts';
import { asShares } from './asShares.ts';
import { descriptionLength } from './descriptionLength.ts';
import { exactShare, type Formula } from './finish.ts';
import { fitConstants } from './fitConstants.ts';
import {
  errorsOf,
  firstRows,
  formulaData,
  formulaError,
  joinedRows,
  rowsAt,
  type FormulaData,
} from './formulaData.ts';
import { errorVariances } from './leverage.ts';
import { nearestTo, ranksOf } from '../laws/neighbours.ts';
import { spread } from '../laws/surface.ts';

/** A description that is shorter by this means odds of about 150 to 1. */
const told = 10;
/** With fewer rows, no row can be told from the others. */
const fewestRows = 8;
/** The nearest rows of a far one: where one of them is far on the same side, the law has a peak or a step there. */
const neighbours = 2;
/** A formula is fitted to the rows that are not far from it at most so often. */
const rounds = 8;
/** … and to at most so many of them. */
const mostFitted = 500;
/** Rows for training and for validation that formulas are compared on. */
const mostJudged = 2000;

/** A formula whose constants need not be fitted. */
export type Proposed = Pick<Formula, 'expression' | 'named'>;

/** The table's rows, ascending, from 0. */
export type FarRows = readonly number[];

/**
 * The rows of a data set with one target that the formulas were better found without; none where all rows belong together.
 * @param formulas of a search. @param breath lets the event loop turn.
 */
export async function farRowsOf(
  formulas: readonly Proposed[],
  { encoding, train, validation }: Dataset,
  breath: Breath,
): Promise<FarRows> {
  const [first, second] = [formulaData(encoding, train, 0), formulaData(encoding, validation, 0)];
  const sample = joinedRows(firstRows(first, mostJudged), firstRows(second, mostJudged));
  const apart = await bestApart(formulas, sample, breath);
  if (apart === null) return [];
  const tableRows = [...train.tableRows, ...validation.tableRows];
  return farAmong(joinedRows(first, second), apart, sample.rows)
    .map((place) => tableRows[place])
    .sort((a, b) => a - b);
}

/**
 * These rows, if all of them are for training or validation; else none: after another split, or with other rows, they may be
 * test rows, or gone.
 */
export function presentFarRows({ train, validation }: Dataset, far: FarRows): FarRows {
  return far.every((row) => train.tableRows.includes(row) || validation.tableRows.includes(row)) ? far : [];
}

/** The data set without some rows for training and validation. */
export function withoutFarRows(dataset: Dataset, far: FarRows): Dataset {
  const rest = (split: Split): Split => {
    const places = far.map((row) => split.tableRows.indexOf(row)).filter((place) => place >= 0);
    return places.length === 0 ? split : pickRows(split, otherRows(split.rows, places));
  };
  return { ...dataset, train: rest(dataset.train), validation: rest(dataset.validation) };
}

/** Those of all rows, of which so many were judged. */
function farAmong(all: FormulaData, { far, expression }: Apart, judged: number): readonly number[] {
  if (judged === all.rows) return far;
  const rows = inShares(all);
  const sizes = errorsOf(expression, rows).map(Math.abs);
  return beyondGap(farFrom(sizes, expression, rows), sizes);
}

const inShares = (data: FormulaData): FormulaData => asShares(data) ?? data;

/** The fit of a formula that is best without the rows far from it; null where all rows together have a shorter description. */
async function bestApart(
  formulas: readonly Proposed[],
  data: FormulaData,
  breath: Breath,
): Promise<Apart | null> {
  if (data.rows < fewestRows) return null;
  const rows = inShares(data);
  const lengthOf = lengthFor(rows);
  const all = otherRows(rows.rows, []);
  let least = Math.min(...formulas.map((formula) => lengthOf(formula.expression, formula, all))) - told;
  let best: Apart | null = null;
  for (const formula of formulas) {
    await breath.take();
    const apart = fittedApart(formula.expression, rows);
    if (apart === null) continue;
    const { far, kept, expression } = apart;
    const length = lengthOf(expression, formula, kept) + costOf(far, rows);
    if (length < least) [least, best] = [length, apart];
  }
  return best;
}

function lengthFor(data: FormulaData) {
  const floor = exactShare * spread(data.target, data.weights);
  return (expression: Expression, { named }: Proposed, at: Uint32Array): number =>
    descriptionLength(expression, formulaError(expression, rowsAt(data, at)), at.length, floor, named);
}

interface Apart {
  readonly far: readonly number[];
  readonly kept: Uint32Array;
  /** The formula fitted to the rows that are kept. */
  readonly expression: Expression;
}

/**
 * The formula without the rows that lie far from it; null where none does, or where they are no single wrong values. The farthest
 * are left out first: they have moved the formula away from others.
 */
function fittedApart(formula: Expression, data: FormulaData): Apart | null {
  const first = mostInfluential(formula, data);
  if (first === null) return null;
  let apart = leftOut([first], formula, data);
  for (let round = 0; round < rounds; round++) {
    const errors = studentized(apart, data);
    if (errors === null) return null;
    const sizes = errors.map(Math.abs);
    const far = farFrom(sizes, apart.expression, data);
    const before = new Set(apart.far);
    const largest = far.reduce((most, row) => (before.has(row) ? most : Math.max(most, sizes[row])), 0);
    const next = far.filter((row) => before.has(row) || sizes[row] > largest / 2);
    if (next.length > mostFarOf(data.rows)) return null;
    if (String(next) !== String(apart.far)) {
      apart = leftOut(next, formula, data);
      continue;
    }
    const clear = beyondGap(next, sizes);
    if (clear.length === 0 || !areSingle(clear, errors, data)) return null;
    return clear.length === next.length ? apart : leftOut(clear, formula, data);
  }
  return null;
}

/** The row without which the squares fall most, to first order; null where an error is not finite. */
function mostInfluential(formula: Expression, data: FormulaData): number | null {
  const sizes = studentized({ expression: formula, far: [] }, data)?.map(Math.abs);
  return sizes === undefined ? null : sizes.reduce((best, size, row) => (size > sizes[best] ? row : best), 0);
}

/** The errors in units in which all have the same variance; null where one is not finite. */
function studentized(
  { expression, far }: Pick<Apart, 'expression' | 'far'>,
  data: FormulaData,
): Float64Array | null {
  const variances = errorVariances(expression, data, far);
  if (variances === null) return null;
  return errorsOf(expression, data).map((error, row) => error / Math.sqrt(variances[row]));
}

/** The formula fitted to all rows but the far ones. */
function leftOut(far: readonly number[], formula: Expression, data: FormulaData): Apart {
  const kept = otherRows(data.rows, far);
  const isWhole = far.length === 0;
  const expression = isWhole ? formula : fitConstants(formula, firstRows(rowsAt(data, kept), mostFitted));
  return { far, kept, expression };
}

/**
 * The rows whose errors are far from those of the others, also as shares of the formula's values, since errors often grow with the
 * values. @param sizes of the errors. @returns ascending
 */
function farFrom(
  sizes: Float64Array,
  expression: Expression,
  { names, columns, rows }: FormulaData,
): readonly number[] {
  const values = compile(expression, names)(columns, rows).map(Math.abs);
  const middle = values.toSorted()[rows >> 1];
  const shares = sizes.map((size, row) => size / values[row]);
  const { limit } = farErrors(shares.filter((_, row) => values[row] >= middle));
  return farErrors(sizes).far.filter((row) => shares[row] > limit);
}

/** Whether no neighbour of a far row is far on the same side. */
function areSingle(far: readonly number[], errors: Float64Array, { columns }: FormulaData): boolean {
  const places = columns.map(ranksOf);
  return far.every((row) =>
    nearestTo(row, places, neighbours).every(
      (other) => !far.includes(other) || Math.sign(errors[other]) !== Math.sign(errors[row]),
    ),
  );
}

/** The cost of writing down which rows these are, and their values, in the unit of {@link descriptionLength}. */
function costOf(far: readonly number[], { rows, target, weights }: FormulaData): number {
  const [low, high] = rangeOf(target);
  const mean = weights === null ? 1 : weights.reduce((total, weight) => total + weight, 0) / rows;
  return far.reduce((cost, row, i) => {
    const range = (high - low) * Math.sqrt((weights?.[row] ?? 1) / mean);
    return cost + 2 * Math.log(range) - Math.log(2 * Math.PI * Math.E) + 2 * Math.log((rows - i) / (i + 1));
  }, 0);
}
