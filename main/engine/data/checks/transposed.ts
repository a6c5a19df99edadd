/** Tables whose variables are in rows and whose samples are in columns. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { countText } from '../../../../shared/figures.ts';
import { variance } from '../table/statistics.ts';
import type { Column, Table } from '../table/table.ts';
import type { DataCheck } from './check.ts';

/** There are at least so many times as many columns of numbers as rows. */
const wider = 2;
const leastColumns = 6;
/** At least so large a share of the numbers of a row are neither zero nor missing. */
const leastSized = 0.75;
/** Share of the spread of logarithms that is between rows. */
const betweenRows = 0.8;

export const transposedCheck: DataCheck = {
  name: 'transposed',
  help: 'Tables whose variables seem to be in rows.',
  find({ table, partial }) {
    if (partial || table.rows < 2) return [];
    const [first] = table.columns;
    // Beside the names may be the units of the variables.
    const numbers = table.columns.slice(table.columns.findIndex(({ type }) => type === 'number'));
    const isWide = numbers.length >= Math.max(leastColumns, wider * table.rows);
    const areNumbers = numbers.every(({ type }) => type === 'number');
    if (!isWide || !areNumbers || !namesRows(first, table) || !variesByRow(numbers, table)) return [];
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

/** Whether the size of a number depends on its row much more than on its column; zeros, of which each row has a few, have none. */
function variesByRow(columns: readonly Column[], { rows }: Table): boolean {
  const sizes = Array.from({ length: rows }, (_, row) =>
    Float64Array.from(columns, ({ values }) => Math.log(Math.abs(values[row]))).filter(Number.isFinite),
  );
  if (sizes.some(({ length }) => length < leastSized * columns.length)) return false;
  const all = Float64Array.from(sizes.flatMap((row) => [...row]));
  const means = Float64Array.from(sizes, (row) => row.reduce((sum, size) => sum + size, 0) / row.length);
  return variance(means) > betweenRows * variance(all);
}
