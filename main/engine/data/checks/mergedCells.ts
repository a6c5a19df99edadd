/** Columns with a value in the first row of each block only, as a spreadsheet writes merged cells. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { Column } from '../table/table.ts';
import type { DataCheck } from './check.ts';

export const mergedCellsCheck: DataCheck = {
  name: 'merged-cells',
  help: 'Columns with a value in every so many rows, as a spreadsheet writes merged cells.',
  find: ({ table }) =>
    table.columns.flatMap((column) => {
      const length = blockLength(column);
      if (length === null) return [];
      return [
        {
          severity: 'warning',
          message: `“${column.name}” has a value in every ${length}${ordinal(length)} row only, as merged cells of a spreadsheet have. If it is the value of the rows below as well, write it into each of them.`,
          columns: [column.name],
          count: column.missing,
          mends: [],
        },
      ];
    }),
};

/** Rows of each block, of which only the first has a value, another one in each; null where it is not so. */
function blockLength({ type, values, missing }: Column): number | null {
  const count = values.length - missing;
  if (columnTypeFacts[type].holds === 'nothing' || count < 2 || !Number.isFinite(values[0])) return null;
  const length = 1 + values.subarray(1).findIndex(Number.isFinite);
  if (length < 2 || count !== Math.ceil(values.length / length)) return null;
  const firsts = Array.from({ length: count }, (_, block) => values[block * length]);
  return firsts.every(Number.isFinite) && new Set(firsts).size === count ? length : null;
}

function ordinal(length: number): string {
  const last = length % 100 > 10 && length % 100 < 14 ? 0 : length % 10;
  return ['th', 'st', 'nd', 'rd'][last] ?? 'th';
}
