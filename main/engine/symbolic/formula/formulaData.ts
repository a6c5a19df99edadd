/** Rows of a data set in the data's own units, for the errors of formulas. */
import type { Ranges } from '../../../../shared/expression/bounds.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Groups, Split } from '../../data/dataset/dataset.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import { groupsAt } from '../../data/dataset/groups.ts';
import { columnsAt } from '../../data/rows.ts';
import { variance } from '../../data/table/statistics.ts';
import { rangeOf } from '../../../../shared/range.ts';
import { formulaUnits, type FormulaUnits } from '../dimensions/formulaUnits.ts';
import { intervalsOf, type Intervals } from './intervals.ts';
import type { ErrorKind } from './errorKind.ts';
import { kindOfErrors } from './kindOfErrors.ts';
import { dayUnits, formulaScaling } from '../../data/units/dayUnit.ts';
import { toUnits, type Scaling } from '../../data/table/scaling.ts';

export interface FormulaData {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly rows: number;
  readonly target: Float64Array;
  /** Per row; null where all count alike. */
  readonly weights: Float64Array | null;
  /** Set where these are 1/s² of the uncertainties s of the target. */
  readonly uncertain?: true;
  /** Set where the weights are those by which errors count as shares: those of the target's logarithm count alike. */
  readonly inShares?: true;
  /** What the rows tell of their errors ({@link kindOfErrors}); parts of the rows, and more rows, keep the answer. */
  readonly errors?: ErrorKind | null;
  /** The group of each row, where rows of a group are not independent. */
  readonly groups?: Uint32Array;
  /** Units of the columns and the target; null where none is known. */
  readonly units?: FormulaUnits | null;
  /** The variables whose zero is a convention; none where absent. */
  readonly intervals?: Intervals;
  /** The variables that are dates, and the days that they count; none where absent. */
  readonly dates?: ReadonlyMap<string, string>;
}

/**
 * A split in the units that formulas are written in, for one of the outputs.
 * @param groups of rows of the split's table, where rows are kept together
 */
export function formulaData(encoding: Encoding, split: Split, output: number, groups?: Groups): FormulaData {
  const { rows } = split;
  const column = (values: Float64Array, at: number, scaling: Scaling): Float64Array =>
    values.slice(at * rows, (at + 1) * rows).map((value) => toUnits(scaling, value));
  const units = formulaUnits(encoding, output);
  const columns = encoding.features.map((feature, i) => column(split.inputs, i, formulaScaling(feature)));
  const target = column(split.targets, output, encoding.outputs[output].scaling);
  return {
    names: encoding.features.map(({ name }) => name),
    columns,
    rows,
    target,
    weights: split.weights?.slice() ?? null,
    ...(split.uncertain && { uncertain: split.uncertain }),
    errors: split.weights === null ? kindOfErrors(columns, target) : null,
    ...(groups && { groups: groupsAt(groups, split.tableRows).of }),
    units,
    intervals: intervalsOf(encoding, units),
    dates: dayUnits(encoding.features),
  };
}

/** The same with at most `most` rows. */
export function firstRows(data: FormulaData, most: number): FormulaData {
  if (data.rows <= most) return data;
  return {
    ...data,
    columns: data.columns.map((column) => column.subarray(0, most)),
    rows: most,
    target: data.target.subarray(0, most),
    weights: data.weights?.subarray(0, most) ?? null,
    ...(data.groups && { groups: data.groups.subarray(0, most) }),
  };
}

/** The rows of both, those of the first before those of the second. */
export function joinedRows(one: FormulaData, other: FormulaData): FormulaData {
  if (other.rows === 0) return one;
  const both = (first: Float64Array, second: Float64Array): Float64Array =>
    Float64Array.from([...first, ...second]);
  const ones = ({ rows, weights }: FormulaData): Float64Array => weights ?? new Float64Array(rows).fill(1);
  return {
    ...one,
    columns: one.columns.map((column, i) => both(column, other.columns[i])),
    rows: one.rows + other.rows,
    target: both(one.target, other.target),
    weights: one.weights || other.weights ? both(ones(one), ones(other)) : null,
    ...(one.groups && other.groups && { groups: Uint32Array.from([...one.groups, ...other.groups]) }),
  };
}

/** The same with some of the rows only. @param at their places. */
export function rowsAt(data: FormulaData, at: Uint32Array): FormulaData {
  const pick = (values: Float64Array): Float64Array => columnsAt(values, data.rows, at);
  return {
    ...data,
    columns: data.columns.map(pick),
    rows: at.length,
    target: pick(data.target),
    weights: data.weights && pick(data.weights),
    ...(data.groups && { groups: at.map((row) => data.groups![row]) }),
  };
}

/** RMSE of a formula; Infinity where it is not finite at some row, NaN without rows. */
export function formulaError(expression: Expression, data: FormulaData): number {
  if (data.rows === 0) return NaN;
  const values = compile(expression, data.names)(data.columns, data.rows);
  let total = 0;
  let weight = 0;
  for (let row = 0; row < data.rows; row++) {
    const w = data.weights?.[row] ?? 1;
    total += w * (values[row] - data.target[row]) ** 2;
    weight += w;
  }
  const error = Math.sqrt(total / weight);
  return Number.isFinite(error) ? error : Infinity;
}

/** The error of each row, with its sign, times the root of the row's weight. */
export function errorsOf(
  expression: Expression,
  { names, columns, rows, target, weights }: FormulaData,
): Float64Array {
  const values = compile(expression, names)(columns, rows);
  return values.map((value, row) => (target[row] - value) * Math.sqrt(weights?.[row] ?? 1));
}

/** Standard deviation of the target: the unit of errors. */
export function spreadOf({ target }: FormulaData): number {
  return Math.sqrt(variance(target));
}

/** Least and greatest value of each variable. */
export function rangesOf({ names, columns }: FormulaData): Ranges {
  return Object.fromEntries(names.map((name, i) => [name, rangeOf(columns[i])]));
}
