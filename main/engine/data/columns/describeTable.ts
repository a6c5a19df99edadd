/** The description of a table: ranges, histograms, labels and a first choice of roles. */
import { rowColumns } from '../../../../shared/contract/columnRoles.ts';
import { columnTypeFacts, MOST_CLASSES, MOST_INPUT_LABELS } from '../../../../shared/contract/columnTypes.ts';
import type { CheckedRoles } from '../../../../shared/contract/views/checks.ts';
import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import type { ColumnView, TableView } from '../../../../shared/contract/views/data.ts';
import { dataSettings } from '../../../../shared/settings/data.ts';
import { columnType } from './types.ts';
import { groupName } from '../table/groupNames.ts';
import type { Table } from '../table/table.ts';
import { isPlusMinus, uncertaintiesIn } from '../table/uncertainties.ts';

/** @param overrides how the table was read, where a person set it */
export function describeTable(table: Table, overrides: ReadingOptions = {}): TableView {
  const columns = table.columns.map((column) => columnType(column.type).describe(column, table.rows));
  const uncertain = uncertaintiesIn(columns);
  const certain = columns.filter(({ name }) => !uncertain.has(name));
  const likely = suggestTarget(
    certain.filter((column) => !namesGroups(column, table.rows)),
    table.rows,
  );
  const targets = likely.length > 0 ? likely : suggestTarget(certain, table.rows);
  const isOfTarget = ({ name }: ColumnView): boolean => targets.includes(uncertain.get(name) ?? '');
  return {
    fileName: table.fileName,
    rows: table.rows,
    format: table.format,
    overrides,
    columns,
    issues: table.issues,
    suggestedTargets: targets,
    suggestedInputs: columns
      .filter(
        (c) =>
          isUsableInput(c, table.rows) &&
          !isSparse(c, table.rows) &&
          !targets.includes(c.name) &&
          !isOfTarget(c) &&
          !isPlusMinus(c),
      )
      .map((c) => c.name),
  };
}

/** Words for groups that are classes, as a target may be. */
const classes = /^(?:group|grp|gruppe|cluster|treatment|trt)$/i;

/** Up to so many labels may be classes whatever their name is, such as regions or manufacturers. */
const fewClasses = 5;

/** Whether a column only names groups of rows by its name, such as batches or subjects: nobody predicts these. */
function namesGroups({ name, type, distinct }: ColumnView, rows: number): boolean {
  const { holds } = columnTypeFacts[type];
  if ((holds !== 'quantities' && holds !== 'labels') || classes.test(name)) return false;
  if (holds === 'labels' && distinct <= fewClasses) return false;
  const kind = groupName(name);
  return kind === 'id' || kind === 'marked' || (kind === 'thing' && 2 * distinct <= rows);
}

/** The roles of a table for which nobody has chosen any. */
export function suggestedRoles(table: Table): CheckedRoles {
  const { suggestedInputs, suggestedTargets } = describeTable(table);
  return {
    inputs: [...suggestedInputs],
    targets: [...suggestedTargets],
    ...rowColumns(() => null),
    missing: dataSettings.missing.default,
  };
}

/**
 * A first choice of target: the last column, where it can be one: numbers, yes and no, or a few labels, that vary, in
 * at least half of the rows. Else the last such column of numbers; without one, the last that varies or has any values.
 */
function suggestTarget(columns: readonly ColumnView[], rows: number): string[] {
  const last = columns.at(-1);
  if (
    last !== undefined &&
    columnType(last.type).likelyTarget &&
    isUsableTarget(last) &&
    !isSparse(last, rows)
  )
    return [last.name];
  const numeric = columns.filter(
    (column) => columnTypeFacts[column.type].holds === 'quantities' && column.range !== null,
  );
  const varying = numeric.filter((c) => c.distinct > 1);
  const target = varying.findLast((c) => !isSparse(c, rows)) ?? varying.at(-1) ?? numeric.at(-1);
  return target === undefined ? [] : [target.name];
}

function isUsableTarget({ type, distinct }: ColumnView): boolean {
  const { inputs, numbers } = columnType(type);
  return inputs !== null && distinct >= 2 && (numbers !== null || distinct <= MOST_CLASSES);
}

function isUsableInput(column: ColumnView, rows: number): boolean {
  const { inputs, numbers } = columnType(column.type);
  if (inputs === null || column.distinct < 2) return false;
  return numbers !== null || hasFewLabels(column, rows);
}

/** Labels of an input that is suggested whatever their rows are. */
const fewLabels = 20;
/** Rows for each label, if there are more. */
export const rowsPerLabel = 4;

function hasFewLabels({ distinct, missing }: ColumnView, rows: number): boolean {
  return areFewLabels(distinct, rows - missing);
}

/** Whether these are few enough labels, in rows with a value, for an input that is suggested: names of rows are none. */
export function areFewLabels(labels: number, rows: number): boolean {
  return labels <= fewLabels || (labels <= MOST_INPUT_LABELS && rowsPerLabel * labels <= rows);
}

/**
 * Whether more than half of the values are missing, as in a column of remarks. Rows with missing values may be left
 * out, so that such an input would cost most of the table.
 */
function isSparse({ missing }: ColumnView, rows: number): boolean {
  return 2 * missing > rows;
}
