/** How much each row of a table counts. */
import type { WeighingRole } from '../../../../shared/contract/columnRoles.ts';
import { userError } from '../../../../shared/errors.ts';
import { countText } from '../../../../shared/figures.ts';
import type { Weighing } from '../../../../shared/contract/weighing.ts';
import { findColumn } from '../table/findColumn.ts';
import { requireSuited } from './rowRoles.ts';
import type { Column, Table } from '../table/table.ts';

/** The sum of weights up to this is finite for any table. */
const mostWeight = 1e150;

/** What a role that says how rows count makes of its column. */
interface WeighingRecord {
  /** By row. */
  readonly weights: (table: Table, column: Column) => Float64Array;
  /** What is said of the column where a row has the weight 0. */
  readonly without: string;
  /** Whether the weights say how large the errors of the rows are (`Split.uncertain`). */
  readonly uncertain: boolean;
}

const records: Readonly<Record<WeighingRole, WeighingRecord>> = {
  weight: { weights: givenWeights, without: 'is 0', uncertain: false },
  uncertainty: { weights: weightsByUncertainty, without: 'is missing', uncertain: true },
};

/** Whether weights say how large the errors of the rows are. */
export const areUncertain = (weighing: Weighing | null): boolean =>
  weighing !== null && records[weighing.holds].uncertain;

/** The sentence on rows that were left out for want of a weight, such as “2 rows left out: “s” is missing there.”. */
export const weightlessNote = (rows: string, { column, holds }: Weighing): string =>
  `${rows} left out: “${column}” ${records[holds].without} there.`;

/** What is said where the uncertainties are those of classes: a label has no error, so they say only how much a row counts. */
export function classUncertaintyNotes(weighing: Weighing | null, target: string): string[] {
  if (weighing === null || !records[weighing.holds].uncertain) return [];
  return [
    `The classes of “${target}” have no uncertainty: “${weighing.column}” only weighs the rows, by 1/s². If it is the uncertainty of another column, ignore it here.`,
  ];
}

/**
 * The weights by row of the table; null where all rows count the same. A row without an uncertainty has the weight 0.
 * @throws KanError `data.unknown-column`; `data.weight-not-numeric`; `data.weight-missing`, `data.weight-negative`,
 *   `data.weight-too-large` and `data.uncertainty` with the first row concerned; `data.no-weight` where all are 0.
 */
export function weightsOf(table: Table, weighing: Weighing | null): Float64Array | null {
  if (weighing === null) return null;
  const column = findColumn(table, weighing.column);
  requireSuited(column, weighing.holds);
  return records[weighing.holds].weights(table, column);
}

/** 1/s² for the uncertainties s of a column; 0 where there is none. */
function weightsByUncertainty({ fileName }: Table, { name, values }: Column): Float64Array {
  const weights = values.map((uncertainty) => (Number.isNaN(uncertainty) ? 0 : uncertainty ** -2));
  const isWrong = (uncertainty: number, row: number): boolean =>
    !Number.isNaN(uncertainty) && !(uncertainty > 0 && weights[row] > 0 && weights[row] <= mostWeight);
  const at = values.findIndex(isWrong);
  if (at === -1) return weights;
  throw userError(
    'data.uncertainty',
    `The uncertainty “${name}” is ${String(values[at])} ${placeOf(at, fileName)}, but rows count by 1/s²: it must be above 0.`,
    'Correct it in the file, or give the column another role.',
  );
}

function givenWeights(table: Table, column: Column): Float64Array {
  const { name, values } = column;
  const at = values.findIndex((weight) => !(weight >= 0 && weight <= mostWeight));
  if (at >= 0) throw faultAt(column, at, table.fileName);
  if (values.every((weight) => weight === 0))
    throw userError(
      'data.no-weight',
      `The weight “${name}” is 0 in every row of ${table.fileName}: no row would count.`,
      'Choose another column of weights, or none.',
    );
  return values;
}

const placeOf = (row: number, fileName: string): string =>
  `in row ${countText(row + 1)} of ${fileName}, counted without the header`;

function faultAt({ name, values }: Column, at: number, fileName: string): Error {
  const where = placeOf(at, fileName);
  const weight = values[at];
  if (Number.isNaN(weight))
    return userError(
      'data.weight-missing',
      `The weight “${name}” is missing ${where}.`,
      'Fill it in; a weight of 0 leaves a row out.',
    );
  return weight < 0
    ? userError(
        'data.weight-negative',
        `The weight “${name}” is ${weight} ${where}, but a weight cannot be negative.`,
        'Correct it; a weight of 0 leaves a row out.',
      )
    : userError(
        'data.weight-too-large',
        `The weight “${name}” is ${weight} ${where}; ${mostWeight} is the limit.`,
        'Only the ratios of weights count: divide all of them by the largest.',
      );
}
