/** What is told of the lines that come before a table. */
import type { IssueInput } from '../../issues/issues.ts';
import { isQuantity, type CellContext } from './kinds.ts';
import type { HeadRecord } from './records.ts';

/** So many lines of numbers one below the other are rows of another table. */
const LEAST_ROWS = 3;

/** `1.0e+03 *`, as MATLAB and Octave write it above numbers that they show as shares of it. */
const SCALE = /^(1(?:\.0*)?e[+-]?\d+) \*$/i;

/**
 * A note on the lines above a table, if there are any; a warning where they are rows of numbers themselves.
 * @param skipped how many of the records are above it
 */
export function issuesAbove(
  records: readonly HeadRecord[],
  skipped: number,
  context: CellContext,
): readonly IssueInput[] {
  if (skipped === 0) return [];
  const above = records.slice(0, skipped);
  const [from, to] = [above[0]?.line ?? 1, above.at(-1)?.line ?? 1];
  const rows = rowsIssue(above, context);
  return [
    {
      severity: 'note',
      code: 'csv.preamble',
      message: (words) =>
        from === to
          ? `${words.Line} ${from} comes before the table and is left out.`
          : `${words.Lines} ${from} to ${to} come before the table and are left out.`,
      line: from,
    },
    ...(rows === null ? [] : [rows]),
  ];
}

/** The records without a line that scales the numbers below it, which is told. */
export function withoutScale(records: readonly HeadRecord[], issues: IssueInput[]): readonly HeadRecord[] {
  const at = records.findIndex(({ cells }) => SCALE.test(cells.join(' ').trim()));
  if (at === -1) return records;
  const { cells, line } = records[at];
  const text = cells.join(' ').trim();
  const factor = Number(SCALE.exec(text)?.[1]);
  if (factor !== 1)
    issues.push({
      severity: 'warning',
      code: 'csv.scale-factor',
      message: (words) =>
        `${words.Line} ${line} (“${text}”) says that the numbers below it are to be multiplied by ${String(factor)}. They are read as they stand.`,
      hint: 'Write the table with writematrix, save -ascii or csvwrite, or after “format long g”.',
      line,
    });
  return records.toSpliced(at, 1);
}

function rowsIssue(above: readonly HeadRecord[], context: CellContext): IssueInput | null {
  const isRow = ({ cells }: HeadRecord): boolean =>
    cells.length > 1 && cells.every((cell) => cell.trim() === '' || isQuantity(cell, context));
  let start = 0;
  for (const [i, record] of above.entries()) {
    if (!isRow(record) || record.cells.length !== above[start].cells.length || !isRow(above[start]))
      start = i;
    if (i - start + 1 < LEAST_ROWS || !isRow(above[start])) continue;
    const [first, ...rest] = above.slice(start);
    const end = rest.findIndex((row) => !isRow(row) || row.cells.length !== first.cells.length);
    const last = end === -1 ? above[above.length - 1] : above[start + end];
    return {
      severity: 'warning',
      code: 'csv.rows-above',
      message: (words) =>
        `${words.Lines} ${first.line} to ${last.line} hold numbers too, but have ${first.cells.length} cells, unlike the rows below: another table, or a part of this one, is left out with them.`,
      hint: 'Write each table into a file of its own, and all columns of a table beside each other.',
      line: first.line,
    };
  }
  return null;
}
