/** Rows at the end of a table that sum up the others. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { plural } from '../../../../shared/figures.ts';
import { namesTotal, summedLabel } from '../columns/readers/totals.ts';
import type { Column, Table } from '../table/table.ts';
import type { DataFinding } from '../../../../shared/contract/views/checks.ts';
import type { DataCheck } from './check.ts';
import { namesOf } from './words.ts';

/** The last rows that are looked at. */
const mostRows = 4;
/** A table of fewer rows may have such a last row by chance. */
const leastRows = 5;
/** Rows of a block that is summed up: of fewer, a row may be the sum by chance. */
const leastSummed = 3;

type Found = Omit<DataFinding, 'check'>;

export const totalsCheck: DataCheck = {
  name: 'totals',
  help: 'Rows that hold sums or means of other rows.',
  find({ table, partial }) {
    const inside = table.columns.flatMap(subtotals);
    if (inside.length > 0) return inside;
    // Words in columns that are not labels were found while the table was read.
    if (partial || table.rows < leastRows || table.issues.some(({ code }) => code === 'table.totals'))
      return [];
    const sums = sumsOfBlocks(table);
    if (sums.length > 1) return [blocksFinding(sums)];
    const rows = labelled(table) || (sumsUp(table) ? 1 : 0);
    if (rows === 0) return [];
    return [
      {
        severity: 'warning',
        message: `${rows === 1 ? 'The last row seems' : `The last ${plural(rows, 'row')} seem`} to sum up the others, and ${rows === 1 ? 'is' : 'are'} read as ${rows === 1 ? 'a row' : 'rows'} like any other. Remove ${rows === 1 ? 'it' : 'them'} from the file.`,
        columns: [],
        count: rows,
        mends: [],
      },
    ];
  },
};

/**
 * Rows that sum up others, by a label such as “North total” beside “North”, which more rows have, or “Mean” among numbers.
 */
function subtotals({ name, type, labels, values }: Column): Found[] {
  if (columnTypeFacts[type].holds !== 'labels') return [];
  const codeOf = new Map(labels.map((label, code) => [label, code]));
  const times = new Uint32Array(labels.length);
  for (const code of values) if (Number.isFinite(code)) times[code]++;
  const areOthersNumbers = labels.every((label) => namesTotal(label) || Number.isFinite(Number(label)));
  const found = labels.filter(
    (label, code) =>
      (areOthersNumbers && namesTotal(label) && times[code] > 1) ||
      times[code] < (times[codeOf.get(summedLabel(label) ?? '') ?? -1] ?? 0),
  );
  if (found.length === 0) return [];
  const rows = found.reduce((sum, label) => sum + times[codeOf.get(label)!], 0);
  return [
    {
      severity: 'warning',
      message: `${plural(rows, 'row')} with ${namesOf(found)} in “${name}” ${rows === 1 ? 'seems' : 'seem'} to sum up others, and ${rows === 1 ? 'is' : 'are'} read as ${rows === 1 ? 'a row' : 'rows'} like any other. Remove ${rows === 1 ? 'it' : 'them'} from the file.`,
      columns: [name],
      count: rows,
      mends: [],
    },
  ];
}

/** How many of the last rows have a word such as “Total” among their labels; a row without one ends the count. */
function labelled({ columns, rows }: Table): number {
  const labels = columns.filter(({ type }) => columnTypeFacts[type].holds === 'labels');
  const hasWord = (row: number): boolean =>
    labels.some((column) => namesTotal(column.labels[column.values[row]] ?? ''));
  let count = 0;
  while (count < mostRows && hasWord(rows - 1 - count)) count++;
  if (count === 0 || count === mostRows) return 0;
  // A label that other rows have too is an ordinary one.
  for (let row = 0; row < rows - count; row++) if (hasWord(row)) return 0;
  return count;
}

/**
 * The rows that hold, in two columns of numbers at least and in every one that varies, the sum of the rows above them, down from
 * the one before that does.
 */
function sumsOfBlocks(table: Table): number[] {
  const columns = varyingQuantities(table);
  if (columns.length < 2) return [];
  const found: number[] = [];
  let sums = columns.map(() => 0);
  for (let row = 0, first = 0; row < table.rows; row++) {
    const isSum =
      row - first >= leastSummed &&
      columns.every(
        ({ values }, c) => sums[c] !== 0 && Math.abs(values[row] - sums[c]) <= 1e-9 * Math.abs(sums[c]),
      );
    if (isSum) found.push(row);
    if (isSum) [sums, first] = [columns.map(() => 0), row + 1];
    else sums = sums.map((sum, c) => sum + (columns[c].values[row] || 0));
  }
  return found;
}

function blocksFinding(rows: readonly number[]): Found {
  return {
    severity: 'warning',
    message: `${plural(rows.length, 'row')}, the first of them row ${rows[0] + 1}, hold the sums of the rows above, and are read as rows like any other. Remove them from the file.`,
    columns: [],
    count: rows.length,
    mends: [],
  };
}

function varyingQuantities({ columns }: Table): Column[] {
  return columns.filter(
    ({ type, values }) => columnTypeFacts[type].holds === 'quantities' && values.some((v) => v !== values[0]),
  );
}

/** Whether the last value of two columns of numbers at least, and of no other, is the sum of all others or their mean. */
function sumsUp(table: Table): boolean {
  const varying = varyingQuantities(table);
  return (
    varying.length >= 2 &&
    (['sum', 'mean'] as const).some((of) => varying.every((column) => ends(column, of)))
  );
}

function ends({ values }: Column, of: 'sum' | 'mean'): boolean {
  let [sum, size, count] = [0, 0, 0];
  for (const value of values.subarray(0, -1)) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    size += Math.abs(value);
    count++;
  }
  const expected = of === 'sum' ? sum : sum / count;
  return Math.abs(values.at(-1) - expected) <= 1e-9 * (of === 'sum' ? size : size / count);
}
