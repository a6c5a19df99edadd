/** Second thoughts: what a whole file says about the guesses that were made from its head. */
import type { IssueInput } from './issues.ts';
import { missingMarks, numberParser } from './cells.ts';
import { classify, TOLERATED_SHARE } from './classify.ts';
import type { ColumnResult, Reading } from './load.ts';
import type { ColumnPlan, ReadPlan } from './plan.ts';

export interface Revision {
  readonly plan: ReadPlan;
  /** Columns to read again. */
  readonly reread: readonly boolean[];
  readonly encodingChanged: boolean;
}

/**
 * A better plan where the whole file speaks against the present one; null where it can stay.
 * @param final the last chance: what still doesn't fit becomes a category.
 */
export function revise(plan: ReadPlan, reading: Reading, final: boolean): Revision | null {
  if (reading.undecodable && !plan.encodingProven && !final) {
    return {
      plan: { ...plan, format: { ...plan.format, encoding: 'latin1' }, encodingProven: true },
      reread: plan.columns.map(() => true),
      encodingChanged: true,
    };
  }
  if (!plan.decimalProven && !final) {
    const other = plan.format.decimal === '.' ? ',' : '.';
    if (speaksFor(other, plan, reading)) {
      return {
        plan: {
          ...plan,
          format: { ...plan.format, decimal: other, thousands: '' },
          decimalProven: true,
        },
        reread: plan.columns.map(() => true),
        encodingChanged: false,
      };
    }
  }
  const columns = plan.columns.map((column, c) =>
    reviseColumn(column, plan, reading.columns[c], reading.rows, final),
  );
  const reread = columns.map((column, c) => column !== plan.columns[c]);
  return reread.includes(true) ? { plan: { ...plan, columns }, reread, encodingChanged: false } : null;
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
  result: ColumnResult | undefined,
  rows: number,
  final: boolean,
): ColumnPlan {
  if (column.fixed || result === undefined || result.rejects.count === 0) return column;
  const { rejects, missing } = result;
  const read = rows - missing;
  if (column.type === 'date' && !column.dayOrderProven) {
    const dayOrder = column.dayOrder === 'dmy' ? 'mdy' : 'dmy';
    const parse = numberParser(plan.format.decimal, plan.format.thousands);
    const guess = classify(rejects.cells, parse, missingMarks(plan.format), dayOrder);
    if (guess.type === 'date' && guess.dayOrder === dayOrder)
      return { ...column, dayOrder, dayOrderProven: true };
  }
  if (rejects.count <= TOLERATED_SHARE * (read + rejects.count)) return column;
  if (read > 0 || final) return { ...column, type: 'category' };
  // Nothing but missing values in the head: judge by what came later.
  const parse = numberParser(plan.format.decimal, plan.format.thousands);
  const guess = classify(rejects.cells, parse, missingMarks(plan.format), column.dayOrder);
  return {
    ...column,
    ...guess,
    type: guess.type === 'number' || guess.type === 'text' ? 'category' : guess.type,
  };
}

/** What is worth saying about the columns after the last reading. */
export function verdicts(plan: ReadPlan, reading: Reading): IssueInput[] {
  const issues: IssueInput[] = [];
  if (reading.undecodable)
    issues.push({
      severity: 'warning',
      code: 'csv.encoding',
      message: 'Some characters could not be read as UTF-8.',
      hint: 'Set the encoding to Latin-1 if names or labels look wrong.',
    });
  plan.columns.forEach((column, c) => {
    const result = reading.columns[c];
    if (result === undefined) return;
    const first = plan.columns[c]?.name ?? '';
    const { rejects } = result;
    const kinds = { number: 'a number', boolean: 'true or false', date: 'a date', category: '', text: '' };
    if (rejects.count > 0)
      issues.push({
        severity: 'warning',
        code: 'csv.unreadable-cells',
        message: `${cells(rejects.count)} in “${first}” cannot be read as ${kinds[column.type]}, the first on line ${rejects.firstLine}: “${shortened(rejects.cells[0] ?? '')}”. They are taken as missing.`,
        hint: 'Correct them in the file, add the text to the marks of a missing value, or set the type of the column.',
        line: rejects.firstLine,
        column: first,
      });
    if (rejects.infinite > 0)
      issues.push({
        severity: 'warning',
        code: 'csv.infinite',
        message: `${cells(rejects.infinite)} in “${first}” are infinite or too large for a number, the first on line ${rejects.infiniteLine}. They are taken as missing.`,
        hint: 'A network can only learn from finite numbers.',
        line: rejects.infiniteLine,
        column: first,
      });
    if (column.type === 'date' && !column.dayOrderProven)
      issues.push({
        severity: 'warning',
        code: 'csv.ambiguous-dates',
        message: `The dates in “${first}” could have the day or the month first; they are read with the ${column.dayOrder === 'dmy' ? 'day' : 'month'} first.`,
        hint: 'Write dates as 2020-12-31 to leave no doubt.',
        column: first,
      });
    if (result.missing === reading.rows)
      issues.push({
        severity: 'warning',
        code: 'csv.empty-column',
        message: `“${first}” has no values.`,
        hint: 'Leave it out of the inputs.',
        column: first,
      });
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
