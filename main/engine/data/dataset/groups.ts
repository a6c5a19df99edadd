/** Which rows of a table belong together where rows are held out. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { weighingOf } from '../../../../shared/contract/weighing.ts';
import { userError } from '../../../../shared/errors.ts';
import { columnType } from '../columns/types.ts';
import { findColumn } from '../table/findColumn.ts';
import type { Table } from '../table/table.ts';
import type { Groups } from './dataset.ts';

/**
 * The groups by row of the table, null where no column is named. Each row without a value is a group of its own.
 * @throws KanError `data.unknown-column`, `data.group-has-role`, `data.text-groups`
 */
export function groupsOf(table: Table, setup: DataSetup): Groups | null {
  const { groups, inputs, targets } = setup;
  const weighing = weighingOf(setup);
  if (groups === undefined) return null;
  const { type, values } = findColumn(table, groups);
  const role = inputs.includes(groups)
    ? 'an input'
    : targets.includes(groups)
      ? 'a target'
      : weighing?.column === groups
        ? `the ${weighing.holds}`
        : null;
  if (role !== null)
    throw userError(
      'data.group-has-role',
      `“${groups}” keeps rows together and is also ${role}: no value of it would be in both training and held-out rows.`,
      'Give the column one role.',
    );
  if (columnTypeFacts[type].holds === 'nothing')
    throw userError(
      'data.text-groups',
      `“${groups}” is ${columnType(type).words.many} and cannot keep rows together.`,
      'Choose a column of labels or numbers. If it holds labels, set its type in the preview of the file.',
    );
  const numbers = new Map<number, number>();
  let count = 0;
  const of = Uint32Array.from(values, (value) => {
    const known = Number.isNaN(value) ? undefined : numbers.get(value);
    const number = known ?? count++;
    numbers.set(value, number);
    return number;
  });
  return { column: groups, of };
}

/** The groups of some rows. @param rows of those that the groups are of */
export function groupsAt({ column, of }: Groups, rows: Uint32Array): Groups {
  return { column, of: rows.map((row) => of[row]) };
}
