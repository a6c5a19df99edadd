/** Tables whose variables are in rows and whose samples are in columns. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { countText } from '../../../../shared/figures.ts';
import { variance } from '../table/statistics.ts';
import type { Column, Table } from '../table/table.ts';
import type { DataCheck } from './check.ts';

/** There are at least so many times as many columns of numbers as rows. */
const wider = 2;
const leastColumns = 6;
/** Share of the spread of logarithms that is between rows. */
const betweenRows = 0.8;

export const transposedCheck: DataCheck = {
  name: 'transposed',
  help: 'Tables whose variables seem to be in rows.',
  find({ table, partial }) {
    if (partial || table.rows < 2) return [];
    const [first, ...others] = table.columns;
    const numbers = others.filter(({ type }) => type === 'number');
    const isWide = numbers.length >= Math.max(leastColumns, wider * table.rows);
    if (!isWide || numbers.length < others.length || !namesRows(first, table) || !variesByRow(numbers, table))
      return [];
    return [
      {
        severity: 'warning',
        message: `“${first.name}” names each of the ${countText(table.rows)} rows, and the numbers of a row are alike in all ${countText(numbers.length)} columns: the variables seem to be in rows and the samples in columns. Here each row is a sample. If so, exchange rows and columns in the file.`,
        columns: [first.name],
        count: null,
        mends: [],
      },
    ];
  },
};

/** Whether a column holds words, another one in each row. */
function namesRows({ type, labels, missing }: Column, { rows }: Table): boolean {
  return (
    type === 'text' || (columnTypeFacts[type].holds === 'labels' && missing === 0 && labels.length === rows)
  );
}

/** Whether the size of a number depends on its row much more than on its column. */
function variesByRow(columns: readonly Column[], { rows }: Table): boolean {
  const sizes = columns.map(({ values }) => values.map((value) => Math.log(Math.abs(value))));
  if (sizes.some((column) => !column.every(Number.isFinite))) return false;
  const all = Float64Array.from(sizes.flatMap((column) => [...column]));
  const means = Float64Array.from({ length: rows }, (_, row) =>
    sizes.reduce((sum, column) => sum + column[row] / sizes.length, 0),
  );
  return variance(means) > betweenRows * variance(all);
}
