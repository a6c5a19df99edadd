/** Two tables beside each other, which are read as one. */
import type { ColumnResult } from '../columns/builders.ts';
import type { IssueInput } from '../issues/issues.ts';

const SHOWN = 3;

/** @param gaps columns that are empty between others, as the file calls them: C, or 3. @param of the sheet, if it is one */
export function sideBySideIssue(gaps: readonly string[], of: '' | ' of the sheet'): IssueInput | null {
  if (gaps.length === 0) return null;
  const columns =
    gaps.length === 1
      ? `Column ${gaps[0]}${of} is`
      : `Columns ${gaps.slice(0, SHOWN).join(', ')}${gaps.length > SHOWN ? ', …' : ''}${of} are`;
  return {
    severity: 'warning',
    code: 'table.side-by-side',
    message: `${columns} empty between others: two tables may stand beside each other. They are read as one.`,
    hint: `If they are two, move one of them to a ${of === '' ? 'file' : 'sheet'} of its own.`,
  };
}

/** The columns of a text without a name and without any value, between others; counted from 1. */
export function gapsOf(
  names: readonly string[],
  columns: readonly ColumnResult[],
  rows: number,
): readonly string[] {
  const isEmpty = columns.map(
    ({ missing, rejects }, c) =>
      (names[c] ?? '').trim() === '' && missing === rows && rejects.count + rejects.infinite === 0,
  );
  const [first, last] = [isEmpty.indexOf(false), isEmpty.lastIndexOf(false)];
  return isEmpty.flatMap((empty, c) => (empty && c > first && c < last ? [String(c + 1)] : []));
}
