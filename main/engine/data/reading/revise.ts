/** Second thoughts: what a whole file says about the guesses that were made from its head. */
import type { ColumnType, ReadingIssue } from '../../../../shared/contract/views.ts';
import { missingMarks, numberParser } from '../columns/cells.ts';
import { classify, isTolerable, TOLERATED_SHARE } from '../columns/classify.ts';
import type { ColumnResult } from '../columns/builders.ts';
import { IssueList, type IssueInput } from './issues.ts';
import type { ColumnPlan, ReadPlan } from './plan.ts';
import { TableReader, type Reading } from './reading.ts';

/** The most readings of one text: encoding, decimal mark, types of columns, and what is left taken for labels. */
const READINGS = 4;

/**
 * Reads under a plan and again under better ones, until the plan agrees with what was read.
 * @param readAll feeds a reader with the whole text
 */
export async function settle(
  first: ReadPlan,
  readAll: (reader: TableReader, plan: ReadPlan, again: boolean) => Promise<void>,
): Promise<{ readonly plan: ReadPlan; readonly reading: Reading }> {
  let plan = first;
  let reader = new TableReader(plan);
  for (let n = 1; ; n++) {
    await readAll(reader, plan, n > 1);
    const reading = reader.finish();
    const revision = n === READINGS ? null : revise(plan, reading, n === READINGS - 1);
    if (revision === null) return { plan, reading };
    plan = revision.plan;
    reader = new TableReader(plan, revision.reread, reading);
  }
}

interface Revision {
  readonly plan: ReadPlan;
  /** Columns to read again. */
  readonly reread: readonly boolean[];
}

/**
 * A better plan where the whole file speaks against the present one; null where it can stay.
 * @param final the last chance: what still doesn't fit becomes a category.
 */
function revise(plan: ReadPlan, reading: Reading, final: boolean): Revision | null {
  const all = plan.columns.map(() => true);
  if (reading.undecodable && !plan.encodingProven && !final) {
    const format = { ...plan.format, encoding: 'latin1' as const };
    return { plan: { ...plan, format, encodingProven: true }, reread: all };
  }
  const other = plan.format.decimal === '.' ? ',' : '.';
  if (!plan.decimalProven && !final && speaksFor(other, plan, reading)) {
    const format = { ...plan.format, decimal: other, thousands: '' } as const;
    return { plan: { ...plan, format, decimalProven: true }, reread: all };
  }
  const issues: IssueInput[] = [];
  const columns = plan.columns.map((column, c) => {
    const result = reading.columns[c];
    return result === undefined || column.fixed
      ? column
      : reviseColumn(column, plan, result, reading.rows, final, issues);
  });
  const reread = columns.map((column, c) => column !== plan.columns[c]);
  if (!reread.includes(true)) return null;
  return { plan: { ...plan, columns, issues: [...plan.issues, ...issues] }, reread };
}

/** The cells that could not be read as numbers are numbers under the other decimal mark, most of them. */
function speaksFor(other: '.' | ',', plan: ReadPlan, reading: Reading): boolean {
  const parse = numberParser(other, '');
  const rejected = reading.columns.flatMap((result, c) =>
    plan.columns[c]?.type === 'number' ? result.rejects.cells : [],
  );
  const readable = rejected.filter((cell) => cell.includes(other) && !Number.isNaN(parse(cell)));
  return rejected.length > 0 && readable.length >= rejected.length / 2;
}

function reviseColumn(
  column: ColumnPlan,
  plan: ReadPlan,
  result: ColumnResult,
  rows: number,
  final: boolean,
  issues: IssueInput[],
): ColumnPlan {
  const { rejects, missing } = result;
  if (result.overflowed && !final && result.numeric >= 1 - TOLERATED_SHARE)
    return { ...column, type: 'number' };
  if (rejects.count === 0) return column;
  const guessRest = (order: ColumnPlan['dayOrder']): ReturnType<typeof classify> =>
    classify(
      rejects.cells,
      numberParser(plan.format.decimal, plan.format.thousands),
      missingMarks(plan.format),
      order,
    );
  if (column.type === 'date' && !column.dayOrderProven) {
    const dayOrder = column.dayOrder === 'dmy' ? 'mdy' : 'dmy';
    const guess = guessRest(dayOrder);
    if (guess.type === 'date' && guess.dayOrder === dayOrder)
      return { ...column, dayOrder, dayOrderProven: true };
  }
  const read = rows - missing;
  if (isTolerable(rejects.count, read)) return column;
  if (read === 0 && !final) {
    // Nothing but missing values in the head: judge by what came later.
    const guess = guessRest(column.dayOrder);
    return { ...column, ...guess };
  }
  if (read > 0)
    issues.push({
      severity: 'warning',
      code: 'table.mixed-column',
      message: `“${column.name}” holds ${KIND[column.type]}, but ${cells(rejects.count)} not, the first on line ${rejects.firstLine}: “${shortened(rejects.cells[0] ?? '')}”. It is read as labels.`,
      hint: 'Correct the cells in the file, add the text to the marks of a missing value, or set the type of the column.',
      line: rejects.firstLine,
      column: column.name,
    });
  return { ...column, type: 'category' };
}

const KIND: Record<ColumnType, string> = {
  number: 'numbers',
  boolean: 'yes and no',
  date: 'dates',
  category: 'labels',
  text: 'text',
};
const ONE: Record<ColumnType, string> = { ...KIND, number: 'a number', boolean: 'yes or no', date: 'a date' };

/** The type that the column has in the table. */
export function finalType(plan: ColumnPlan, result: ColumnResult): ColumnType {
  if (result.overflowed) return 'text';
  return plan.type === 'text' && !plan.fixed ? 'category' : plan.type;
}

/** All that is worth saying after the last reading. */
export function collectIssues(plan: ReadPlan, reading: Reading): readonly ReadingIssue[] {
  const issues = new IssueList();
  plan.issues.forEach((issue) => issues.add(issue));
  if (reading.undecodable)
    issues.add({
      severity: 'warning',
      code: 'csv.encoding',
      message: 'Some characters could not be read as UTF-8.',
      hint: 'Set the encoding to Latin-1 if names or labels look wrong.',
    });
  plan.columns.forEach((column, c) => {
    const result = reading.columns[c];
    if (result !== undefined)
      columnIssues(column, result, reading.rows).forEach((issue) => issues.add(issue));
  });
  return [...issues.list(), ...reading.issues.list()];
}

function columnIssues(column: ColumnPlan, result: ColumnResult, rows: number): IssueInput[] {
  const { name } = column;
  const { rejects } = result;
  const issues: IssueInput[] = [];
  if (result.missing === rows && rejects.count === 0)
    return [
      {
        severity: 'warning',
        code: 'table.empty-column',
        message: `“${name}” has no values.`,
        hint: 'Leave it out of the inputs.',
        column: name,
      },
    ];
  if (rejects.count > 0)
    issues.push({
      severity: 'warning',
      code: 'table.unreadable-cells',
      message: `${cells(rejects.count)} in “${name}” cannot be read as ${ONE[column.type]}, the first on line ${rejects.firstLine}: “${shortened(rejects.cells[0] ?? '')}”. ${rejects.count === 1 ? 'It is' : 'They are'} taken as missing.`,
      hint: 'Correct the cells in the file, add the text to the marks of a missing value, or set the type of the column.',
      line: rejects.firstLine,
      column: name,
    });
  if (rejects.infinite > 0)
    issues.push({
      severity: 'warning',
      code: 'table.infinite',
      message: `${cells(rejects.infinite)} in “${name}” ${rejects.infinite === 1 ? 'is' : 'are'} infinite or too large, the first on line ${rejects.infiniteLine}. ${rejects.infinite === 1 ? 'It is' : 'They are'} taken as missing.`,
      hint: 'A network can only learn from finite numbers.',
      line: rejects.infiniteLine,
      column: name,
    });
  if (column.type === 'date' && !column.dayOrderProven)
    issues.push({
      severity: 'warning',
      code: 'table.ambiguous-dates',
      message: `The dates in “${name}” could have the day or the month first; they are read with the ${column.dayOrder === 'dmy' ? 'day' : 'month'} first.`,
      hint: 'Write dates as 2020-12-31 to leave no doubt.',
      column: name,
    });
  if (result.overflowed)
    issues.push({
      severity: 'note',
      code: 'table.text-column',
      message: `“${name}” holds too many different texts to be labels (“${result.labels.map(shortened).join('”, “')}”, …) and is left aside.`,
      hint: 'If it holds numbers, set its type or the decimal mark.',
      column: name,
    });
  return issues;
}

function cells(count: number): string {
  return count === 1 ? '1 cell' : `${count.toLocaleString('en')} cells`;
}

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 30 ? `${trimmed.slice(0, 29)}…` : trimmed;
}
