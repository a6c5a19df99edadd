/** Names in two rows: a word for several columns above a word for each, as spreadsheets write merged cells. */
import type { IssueInput } from '../../issues/issues.ts';
import type { HeadRecord } from './records.ts';

/** The most names that a message quotes. */
const mostQuoted = 4;

/**
 * The names of both rows together, such as `Temp in` and `Temp out`; null where the upper names already differ, or where both
 * together do not. A column without an upper name has that of the column before it; one with an upper name needs no lower one.
 */
export function joinedNames(names: readonly string[], second: HeadRecord): readonly string[] | null {
  const lower = second.cells.map((cell) => cell.trim());
  if (lower.length !== names.length || lower.some((name, c) => name === '' && !names[c].trim())) return null;
  const upper: string[] = [];
  for (const name of names) upper.push(name.trim() || (upper.at(-1) ?? ''));
  const joined = upper.map((name, c) => `${name} ${lower[c]}`.trim());
  const differ = (all: readonly string[]): boolean => new Set(all).size === all.length;
  return !differ(upper) && differ(joined) ? joined : null;
}

/** Tells that names stand in two rows. @param names as they were joined. @param line of the second row, from 1. */
export function joinedNamesIssue(names: readonly string[], { line }: HeadRecord): IssueInput {
  const quoted = names.slice(0, mostQuoted).map((name) => `“${name}”`);
  return {
    severity: 'note',
    code: 'csv.two-headers',
    message: (words) =>
      `${words.Line} ${line} is a second row of names: the columns are called ${quoted.join(', ')}${names.length > mostQuoted ? ' …' : ''}.`,
    hint: (words) => `If these are not names, remove this ${words.line} from the file.`,
    line,
  };
}
