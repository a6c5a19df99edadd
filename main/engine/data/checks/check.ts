/** One check of a table as a record. */
import { LABELS_TYPE } from '../../../../shared/contract/columnTypes.ts';
import type { CheckedRoles, DataFinding, DataMend } from '../../../../shared/contract/views/checks.ts';
import type { Column, Table } from '../table/table.ts';
import type { ColumnFacts } from './columnFacts.ts';

/** What a check looks at. */
export interface Checked {
  readonly table: Table;
  readonly roles: CheckedRoles;
  /** Statistics of a column; each is computed once. */
  readonly facts: (column: Column) => ColumnFacts;
  /** The table is only the beginning of its file. */
  readonly partial: boolean;
}

export interface DataCheck {
  /** A word, as `DataFinding.check` and the command line have it. */
  readonly name: string;
  /** What it looks for, as one sentence. */
  readonly help: string;
  readonly find: (checked: Checked) => readonly Omit<DataFinding, 'check'>[];
}

/** Place of a column in the file, as types and limits of columns are kept by. */
export function placeOf({ columns }: Table, column: Column): string {
  return String(columns.indexOf(column));
}

/** The mend that makes a column one of labels. */
export function labelsMend(table: Table, column: Column): DataMend {
  return { label: 'Read as labels', reading: { types: { [placeOf(table, column)]: LABELS_TYPE } } };
}

/**
 * The mend that keeps the rows of each group together where rows are held out; the column is then no input. None where another
 * column keeps rows together.
 */
export function togetherMends(name: string, { groups }: CheckedRoles): readonly DataMend[] {
  return groups === undefined ? [{ label: `Hold out each “${name}” whole`, groups: name }] : [];
}

/** Whether each row has the next whole number. */
export function isRunning({ values }: Column): boolean {
  return values[1] - values[0] === 1 && values.every((value, row) => value === values[0] + row);
}
