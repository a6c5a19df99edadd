/** Columns with a value in the first row of each block only, as a spreadsheet writes merged cells. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { Column } from '../table/table.ts';
import { placeOf, type DataCheck } from './check.ts';
import { namesOf } from './words.ts';

export const mergedCellsCheck: DataCheck = {
  name: 'merged-cells',
  help: 'Columns with a value in every so many rows, as a spreadsheet writes merged cells.',
  find: ({ table }) => {
    const { columns } = table;
    const blocks = columns.flatMap((column) => {
      const length = blockLength(column);
      return length === null ? [] : [{ column, length }];
    });
    // A value of one block may be that of another one as well, as the name of a person is.
    return [...new Set(blocks.map(({ length }) => length))].map((length) => {
      const [first] = blocks.filter((block) => block.length === length).map(({ column }) => column);
      const same = columns.filter((column) => haveSameGaps(column, first));
      const names = same.map(({ name }) => name);
      return {
        severity: 'warning',
        message: `${namesOf(names)} ${names.length === 1 ? 'has' : 'have'} a value in every ${length}${ordinal(length)} row only, as merged cells of a spreadsheet have. If it is the value of the rows below as well, fill it down.`,
        columns: names,
        count: first.missing,
        mends: [
          {
            label: 'Fill down',
            reading: {
              fillDown: Object.fromEntries(same.map((column) => [placeOf(table, column), true] as const)),
            },
          },
        ],
      };
    });
  },
};

function haveSameGaps({ values, missing }: Column, other: Column): boolean {
  return (
    missing === other.missing &&
    values.every((value, row) => Number.isNaN(value) === Number.isNaN(other.values[row]))
  );
}

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
