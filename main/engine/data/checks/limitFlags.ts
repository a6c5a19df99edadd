/** Columns of signs such as “<”: the value beside such a sign is only a limit. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { DataFinding } from '../../../../shared/contract/views/checks.ts';
import { plural } from '../../../../shared/figures.ts';
import type { Column, Table } from '../table/table.ts';
import type { DataCheck } from './check.ts';
import { namesOf } from './words.ts';

const limits: ReadonlySet<string> = new Set(['<', '>', '≤', '≥', '<=', '>=']);
/** They stand beside values that are no limits. */
const others: ReadonlySet<string> = new Set(['=', '~', '≈']);

export const limitFlagsCheck: DataCheck = {
  name: 'limit-flags',
  help: 'Columns of signs such as “<”, which say that the value beside them is only a limit.',
  find: ({ table }) =>
    table.columns.flatMap((column): Omit<DataFinding, 'check'>[] => {
      const flags = flagsOf(column);
      if (flags.length === 0) return [];
      const count = column.values.reduce((sum, value) => sum + (flags.includes(value) ? 1 : 0), 0);
      // A mark on every line, as mails quote others.
      if (count === table.rows) return [];
      const value = flagged(table, column);
      const where = value === null ? 'a column beside it' : `“${value.name}”`;
      const signs = namesOf(flags.map((code) => column.labels[code]));
      return [
        {
          severity: 'warning',
          message: `“${column.name}” holds ${signs} in ${plural(count, 'row')}: the value of ${where} there seems to be only a limit, such as one of detection. It is read as if it were the value.`,
          columns: value === null ? [column.name] : [column.name, value.name],
          count,
          mends: [],
        },
      ];
    }),
};

/** The codes of the signs of limits, in a column that holds nothing but such signs. */
function flagsOf({ type, labels }: Column): readonly number[] {
  if (columnTypeFacts[type].holds !== 'labels') return [];
  if (!labels.every((label) => limits.has(label) || others.has(label))) return [];
  return labels.flatMap((label, code) => (limits.has(label) ? [code] : []));
}

/** The quantity that has its name in that of the signs (“m” of “m_flag”), else the one after them, else the one before. */
function flagged({ columns }: Table, flags: Column): Column | null {
  const place = columns.indexOf(flags);
  const [after, before] = [columns[place + 1], columns[place - 1]].map((column) =>
    column !== undefined && columnTypeFacts[column.type].holds === 'quantities' ? column : null,
  );
  const words = flags.name.toLowerCase().split(/[^\p{L}\d]+/u);
  const named = [after, before].find((column) => column && words.includes(column.name.toLowerCase()));
  return named ?? after ?? before;
}
