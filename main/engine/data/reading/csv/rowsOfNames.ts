/** Names in several rows: a word for several columns above a word for each, as spreadsheets write merged cells. */
import type { IssueInput } from '../../issues/issues.ts';
import type { HeadRecord } from './records.ts';
import { unitsRow } from './unitsRow.ts';

/** The most names that a message quotes. */
const mostQuoted = 4;

/** The most rows that hold parts of the names. */
export const MOST_ROWS_OF_NAMES = 3;

/**
 * The names of all rows together, such as `Reactor A in T` and `Reactor A out T`; null where those of the upper rows already differ,
 * or where those of all rows together do not. In an upper row, a column without a word has that of the column before it, as long
 * as both have the same words above. A column with a word above needs none in the last row; columns without any name stay so.
 * @param rows the cells of each row, from the uppermost on
 */
export function joinedNames(rows: readonly (readonly string[])[]): readonly string[] | null {
  const last = rows.at(-1);
  if (last === undefined || rows.length < 2 || rows.some(({ length }) => length !== last.length)) return null;
  const above = groupsOf(rows.slice(0, -1));
  const joined = last.map((cell, c) => `${above[c]} ${cell.trim()}`.trim());
  const isNamed = joined.some(Boolean) && differ(joined.filter(Boolean));
  return isNamed && !differ(above) ? joined : null;
}

/** The words above each column, with those of merged cells. */
function groupsOf(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.reduce<readonly string[]>((groups, row) => {
    const words: string[] = [];
    for (const [c, cell] of row.entries())
      words.push(cell.trim() || (c > 0 && groups[c] === groups[c - 1] ? words[c - 1] : ''));
    return words.map((word, c) => `${groups[c] ?? ''} ${word}`.trim());
  }, []);
}

const differ = (names: readonly string[]): boolean => new Set(names).size === names.length;

export interface RowsOfNames {
  readonly names: readonly string[];
  /** The rows below the first that hold parts of the names. */
  readonly rows: readonly HeadRecord[];
  /** What stands between them and the values: a row of units, or a remark; none or one. */
  readonly rest: readonly HeadRecord[];
}

/**
 * The names of the columns where rows of words below the first names belong to them; null where none do. Below all of them may be
 * a row of units. Of several such numbers of rows: one whose last row has no merged cells; in which that row is none of units,
 * although T and p may be names as well; that leaves the fewest columns without a name; the smallest.
 * @param upper the names of the first row, one for each column
 */
export function rowsOfNames(upper: readonly string[], below: readonly HeadRecord[]): RowsOfNames | null {
  const found: (RowsOfNames & { readonly cost: number })[] = [];
  for (let count = 1; count < MOST_ROWS_OF_NAMES && count <= below.length; count++) {
    const [rows, rest] = [below.slice(0, count), below.slice(count)];
    const all = [upper, ...rows.map(({ cells }) => cells)];
    const names = rest.length > 1 ? null : joinedNames(all);
    if (names === null) continue;
    const mayBeUnits = unitsRow(rows) !== null && unitsRow(rest) === null;
    const unnamed = names.filter((name) => name === '').length / names.length;
    const cost = (hasMergedCells(all) ? 4 : 0) + (mayBeUnits ? 2 : 0) + unnamed;
    found.push({ names, rows, rest, cost });
  }
  return found.sort((one, other) => one.cost - other.cost).at(0) ?? null;
}

/** Whether in the last row a column without a word is beside one with a word, and both have the same words above. */
function hasMergedCells(rows: readonly (readonly string[])[]): boolean {
  const cells = rows.at(-1) ?? [];
  const groups = groupsOf(rows.slice(0, -1));
  return cells.some(
    (cell, c) => c > 0 && cell.trim() === '' && cells[c - 1].trim() !== '' && groups[c] === groups[c - 1],
  );
}

/** Tells that names stand in several rows. @param names as they were joined. @param rows below the first that have names. */
export function joinedNamesIssue({ names, rows }: Pick<RowsOfNames, 'names' | 'rows'>): IssueInput {
  const quoted = names
    .filter(Boolean)
    .slice(0, mostQuoted)
    .map((name) => `“${name}”`);
  const isOne = rows.length === 1;
  const numbers = rows.map(({ line }) => line).join(' and ');
  return {
    severity: 'note',
    code: 'csv.two-headers',
    message: (words) =>
      `${isOne ? `${words.Line} ${numbers} is a second row of names` : `${words.Lines} ${numbers} are further rows of names`}: the columns are called ${quoted.join(', ')}${names.length > mostQuoted ? ' …' : ''}.`,
    hint: (words) =>
      `If these are not names, remove ${isOne ? `this ${words.line}` : `these ${words.lines}`} from the file.`,
    line: rows[0].line,
  };
}
