/** Rows of a data set in the data's own units, for the errors of formulas. */
import type { Ranges } from '../../../../shared/expression/bounds.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Encoding, Split } from '../../data/dataset/dataset.ts';
import { variance } from '../../data/table/statistics.ts';
import { rangeOf } from '../../../../shared/range.ts';
import { formulaUnits, type FormulaUnits } from '../dimensions/formulaUnits.ts';
import { intervalsOf, type Intervals } from './intervals.ts';
import { dayUnits, formulaScaling } from '../../data/units/dayUnit.ts';
import { toUnits, type Scaling } from '../../data/table/scaling.ts';

export interface FormulaData {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly rows: number;
  readonly target: Float64Array;
  /** Per row; null where all count alike. */
  readonly weights: Float64Array | null;
  /** The weights of errors of the target's logarithm, where these are not the same. */
  readonly logWeights?: Float64Array | null;
  /** Units of the columns and the target; null where none is known. */
  readonly units?: FormulaUnits | null;
  /** The variables whose zero is a convention; none where absent. */
  readonly intervals?: Intervals;
  /** The variables that are dates, and the days that they count; none where absent. */
  readonly dates?: ReadonlyMap<string, string>;
}

export function formulaData(encoding: Encoding, split: Split, output: number): FormulaData {
  const { rows } = split;
  const column = (values: Float64Array, at: number, scaling: Scaling): Float64Array =>
    values.slice(at * rows, (at + 1) * rows).map((value) => toUnits(scaling, value));
  const units = formulaUnits(encoding, output);
  return {
    names: encoding.features.map(({ name }) => name),
    columns: encoding.features.map((feature, i) => column(split.inputs, i, formulaScaling(feature))),
    rows,
    target: column(split.targets, output, encoding.outputs[output].scaling),
    weights: split.weights?.slice() ?? null,
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

/** Standard deviation of the target: the unit of errors. */
export function spreadOf({ target }: FormulaData): number {
  return Math.sqrt(variance(target));
}

/** Least and greatest value of each variable. */
export function rangesOf({ names, columns }: FormulaData): Ranges {
  return Object.fromEntries(names.map((name, i) => [name, rangeOf(columns[i])]));
}
