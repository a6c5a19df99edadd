/** Compares what the application read with what the strict reader reads. */
import type { Table } from '../../main/engine/data/table/table.ts';
import type { Dialect } from './dialect.ts';
import { isMissing, isWord, strictDate, strictNumber, strictRecords } from './strict.ts';
import type { WrittenTable } from './table.ts';

/** What the remarks on a table tell; what is told is not misread in silence. */
interface Told {
  readonly everything: boolean;
  /** Which mark is the decimal mark. */
  readonly marks: boolean;
  /** Words beyond ASCII. */
  readonly words: boolean;
  /** Columns of which cells are told to be unreadable. */
  readonly unreadable: ReadonlySet<string>;
  /** Columns of which it is told that they may mean something else. */
  readonly columns: ReadonlySet<string>;
}

/**
 * @param damaged characters of the text were changed: any remark on the whole file then tells that something is odd
 * @returns what was misread without a word; null where nothing was
 */
export function misreading(
  read: Table,
  { names, kinds, text }: WrittenTable,
  dialect: Dialect,
  damaged: boolean,
): string | null {
  const told = toldOf(read, damaged);
  if (told.everything) return null;
  if (read.format.delimiter !== dialect.delimiter)
    return damaged ? null : `“${read.format.delimiter}” is taken for the delimiter “${dialect.delimiter}”`;
  const [first, ...others] = strictRecords(text, dialect);
  const rows = dialect.header ? others : [first, ...others];
  if (read.rows !== rows.length) return `${read.rows} rows instead of ${rows.length}`;
  if (read.columns.length !== names.length && !damaged)
    return `${read.columns.length} columns instead of ${names.length}`;
  const marks = decimalMarks(read.format.decimal, dialect.decimal, rows, kinds, told);
  for (const [c, column] of read.columns.entries()) {
    if (told.columns.has(column.name)) continue;
    if (dialect.header && !told.words && column.name !== names[c])
      return `the name “${names[c]}” is read as “${column.name}”`;
    const cells = rows.map((row) => (row[c] ?? '').trim());
    if (!damaged && isOther(column.type, kinds[c], cells)) return `${kinds[c]}s are read as ${column.type}`;
    const wrong = cells.findIndex((cell, row) => !isSame(cell, column, row, told, marks));
    if (wrong !== -1) return `“${cells[wrong]}” is read as ${valueText(column, wrong)} (${column.type})`;
  }
  return null;
}

/** Remarks after which the strict reader must read the same all the same. */
const BESIDE = new Set([
  ...['csv.encoding', 'csv.ambiguous-thousands', 'csv.marked-rows', 'csv.short-row', 'csv.long-row'],
  ...['table.unreadable-cells', 'table.leading-zeros', 'table.long-numbers', 'table.empty-column'],
  'table.label-words',
]);

function toldOf({ issues }: Table, any: boolean): Told {
  const ofFile = issues.filter(({ column }) => column === null);
  const columnsOf = (wanted: string): ReadonlySet<string> =>
    new Set(issues.flatMap(({ code, column }) => (code === wanted ? (column ?? []) : [])));
  return {
    everything: ofFile.some(({ code }) => (any && !BESIDE.has(code)) || code === 'csv.numeric-names'),
    marks: issues.some(({ code }) => code === 'csv.ambiguous-thousands'),
    words: issues.some(({ code }) => code === 'csv.encoding'),
    unreadable: columnsOf('table.unreadable-cells'),
    columns: new Set(issues.flatMap(({ code, column }) => (BESIDE.has(code) ? [] : (column ?? [])))),
  };
}

type Mark = '.' | ',';

/**
 * The decimal marks that the numbers may be read with: that of the dialect; and the one that was taken, where it is told, or
 * where damage made as many cells that can be read with it only as with the other.
 */
function decimalMarks(
  taken: Mark,
  written: Mark,
  rows: readonly string[][],
  kinds: readonly string[],
  told: Told,
): readonly Mark[] {
  if (told.marks) return ['.', ','];
  const cells = rows.flatMap((row) => row.filter((_, c) => kinds[c] === 'number'));
  const only = (mark: Mark, other: Mark): number =>
    cells.filter((cell) => !Number.isNaN(strictNumber(cell, mark)) && Number.isNaN(strictNumber(cell, other)))
      .length;
  const [those, others] = [only(taken, written), only(written, taken)];
  return taken !== written && those > 0 && those >= others ? [taken] : [written];
}

function isOther(type: string, kind: string, cells: readonly string[]): boolean {
  if (cells.every(isMissing)) return false;
  return (kind === 'number' && type !== 'number') || (kind === 'date' && type !== 'date');
}

type Column = Table['columns'][number];

function isSame(
  cell: string,
  { name, type, values, labels }: Column,
  row: number,
  told: Told,
  marks: readonly Mark[],
): boolean {
  const value = values[row];
  // A number with marks that the others do not have may be told to be none.
  const isUnreadable = Number.isNaN(value) && told.unreadable.has(name);
  const same = (expected: number): boolean =>
    expected === value || (isUnreadable && (Number.isNaN(expected) || /[.,'’\s]/u.test(cell)));
  switch (type) {
    case 'number':
      return isMissing(cell) ? Number.isNaN(value) : marks.some((mark) => same(strictNumber(cell, mark)));
    case 'date':
      // A date with a character changed may be one for either reader.
      if (Number.isNaN(value)) return isMissing(cell) || told.unreadable.has(name);
      return value === strictDate(cell);
    case 'category':
      if (told.words && /[^\0-\x7f]/u.test(cell)) return true;
      return (labels[value] ?? '') === (isMissing(cell) && !isWord(cell) ? '' : cell);
    default:
      return true;
  }
}

function valueText({ type, values, labels }: Column, row: number): string {
  return type === 'category' ? `“${labels[values[row]]}”` : String(values[row]);
}
