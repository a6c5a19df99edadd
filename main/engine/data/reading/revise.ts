/** Corrects the plan that was made from the beginning of a file by what the whole file has. */
import { readingSettings } from '../../../../shared/settings/reading.ts';
import { named } from '../../../../shared/settings/setting.ts';
import type { Hash } from 'node:crypto';
import { columnTypeFacts, type ColumnType, setType } from '../../../../shared/contract/columnTypes.ts';
import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import type { ReadingIssue } from '../../../../shared/contract/views/data.ts';
import { plural } from '../../../../shared/figures.ts';
import { listed } from '../../../../shared/listed.ts';
import type { ColumnResult } from '../columns/builders.ts';
import type { NumberParser } from '../columns/cells/cells.ts';
import { lookalikeIssues, whyNoNumber } from '../columns/lookalikes.ts';
import { isTolerable, TOLERATED_SHARE } from '../columns/cells/tolerance.ts';
import type { FoundCells } from '../columns/cells/tally.ts';
import { namesTotal, totalsIssue } from '../columns/readers/totals.ts';
import { columnType, labelReader, numberReader, recogniseColumn, typeInTable } from '../columns/types.ts';
import { IssueList, type IssueInput } from '../issues/issues.ts';
import { openMarkIssue } from './openMarkIssue.ts';
import { replanned, type ColumnPlan, type ReadPlan } from './plan.ts';
import { TableReader, type Reading } from './reading.ts';
import { secondTableIssue } from './secondTable.ts';
import { gapsOf, sideBySideIssue } from './sideBySide.ts';
import type { ReadingReport } from './tableSource.ts';

/** The most readings of one file: encoding, decimal mark, types of columns, and the rest read as labels. */
const READINGS = 4;
/** Labels that a message shows. */
const SHOWN_LABELS = 3;
/** Texts beside the first one that a remark on unreadable cells quotes. */
const SHOWN_OTHERS = 3;

export interface Pass {
  readonly sampleOnly: boolean;
  /** Receives every byte of the file once. */
  readonly hash?: Hash;
  readonly signal?: AbortSignal | undefined;
  /** Called after each block of rows. */
  readonly onBlock?: (rows: number, bytes: number) => void;
}

/** Reads with a plan, and again with corrected plans, until the plan agrees with the file. */
export async function settle(
  first: ReadPlan,
  options: ReadingOptions,
  pass: Pass,
): Promise<{ readonly plan: ReadPlan; readonly reading: Reading }> {
  let plan = first;
  let reader = new TableReader(plan);
  for (let n = 1; ; n++) {
    const reading = await readOnce(plan, reader, n === 1 ? pass : { ...pass, hash: undefined });
    const revision = n === READINGS ? null : await revise(plan, reading, options, n === READINGS - 1);
    if (revision === null) return { plan, reading };
    plan = revision.plan;
    reader = new TableReader(plan, revision.reread, reading);
  }
}

async function readOnce(
  { table }: ReadPlan,
  reader: TableReader,
  { sampleOnly, hash, signal, onBlock }: { [K in keyof Pass]: Pass[K] | undefined },
): Promise<Reading> {
  const report: ReadingReport = { issues: new IssueList(table.words), undecodable: null };
  const rows = table.rows({ sampleOnly: sampleOnly === true, report, hash: hash ?? null, signal });
  for await (const block of rows) {
    reader.add(block);
    onBlock?.(reader.rows, block.bytes);
  }
  return reader.finish(report);
}

interface Revision {
  readonly plan: ReadPlan;
  /** Columns to read again. */
  readonly reread: readonly boolean[];
}

/**
 * A corrected plan where the whole file contradicts the present one; null where it agrees.
 * @param final the last reading: a column that still does not fit becomes a category.
 */
async function revise(
  plan: ReadPlan,
  reading: Reading,
  options: ReadingOptions,
  final: boolean,
): Promise<Revision | null> {
  if (!final) {
    const unreadable = reading.columns.flatMap(({ rejects }, c) =>
      columnTypeFacts[plan.columns[c].reader.type].holds === 'quantities' ? rejects.cells : [],
    );
    const table = (await plan.table.better?.(reading.report, unreadable)) ?? null;
    if (table !== null)
      return { plan: replanned(plan, table, options), reread: plan.columns.map(() => true) };
  }
  const issues: IssueInput[] = [];
  const columns = plan.columns.map((column, c) =>
    column.fixed ? column : reviseColumn(column, plan, reading.columns[c], reading.rows, final, issues),
  );
  const reread = columns.map((column, c) => column !== plan.columns[c]);
  if (!reread.includes(true)) return null;
  return { plan: { ...plan, columns, issues: [...plan.issues, ...issues] }, reread };
}

function reviseColumn(
  column: ColumnPlan,
  { context }: ReadPlan,
  result: ColumnResult,
  rows: number,
  final: boolean,
  issues: IssueInput[],
): ColumnPlan {
  const { rejects, missing } = result;
  const { reader } = column;
  if (result.overflowed && !final && result.numeric >= 1 - TOLERATED_SHARE)
    return { ...column, reader: numberReader(context) };
  if (reader.holdsLabels?.(result) === true) return { ...column, reader: labelReader(context) };
  if (rejects.count === 0) return column;
  const otherwise = reader.otherwise?.(rejects.cells) ?? null;
  if (otherwise !== null) return { ...column, reader: otherwise };
  const read = rows - missing;
  if (reader.strict !== true && isTolerable(rejects.count, read)) return column;
  // The beginning has only missing values: the type is detected from the later cells.
  if (read === 0 && !final) return { ...column, reader: recogniseColumn(rejects.cells, context) };
  if (read > 0)
    issues.push({
      severity: 'warning',
      code: 'table.mixed-column',
      message: (words) =>
        `“${column.name}” holds ${columnType(reader.type).words.many}, but ${plural(rejects.count, 'cell')} cannot be read so, the first ${words.onLine} ${rejects.firstLine}: ${quotedCells(column, rejects.cells)}. So it is no column of ${columnType(reader.type).words.many}.`,
      hint: `Correct the cells in the file, add the text to ${named(readingSettings.missing)}, or ${setType()}.`,
      line: rejects.firstLine,
      column: column.name,
      holds: reader.type,
    });
  return { ...column, reader: labelReader(context) };
}

/** The type that the column has in the table. */
export function finalType(plan: ColumnPlan, result: Pick<ColumnResult, 'overflowed'>): ColumnType {
  return typeInTable(plan.reader.type, plan.fixed, result.overflowed);
}

/** The remarks after the last reading. */
export function collectIssues(plan: ReadPlan, reading: Reading): readonly ReadingIssue[] {
  const issues = new IssueList(plan.table.words);
  plan.issues.forEach((issue) => issues.add(issue));
  const mixed = new Set(
    plan.issues.flatMap(({ code, column }) => (code === 'table.mixed-column' ? [column] : [])),
  );
  plan.columns.forEach((column, c) => {
    const result = reading.columns[c];
    if (result !== undefined)
      columnIssues(column, result, reading.rows, mixed.has(column.name) ? null : plan.context.parse).forEach(
        (issue) => issues.add(issue),
      );
  });
  const open = openMark(plan, reading);
  if (open !== null) issues.add(open);
  const gaps =
    plan.table.format.source === 'csv' ? gapsOf(plan.table.names, reading.columns, reading.rows) : [];
  for (const issue of [sideBySideIssue(gaps, ''), secondTableIssue(plan, reading)])
    if (issue !== null) issues.add(issue);
  return [...issues.list(), ...reading.report.issues.list()];
}

/** A number such as 1.234 in a table of whole numbers: nothing in the file says what its mark means. */
function openMark({ columns, context }: ReadPlan, reading: Reading): IssueInput | null {
  if (reading.columns.some(({ decimal }) => decimal?.decided === true)) return null;
  const c = reading.columns.findIndex(({ decimal }) => decimal !== undefined && decimal.open.count > 0);
  if (c === -1) return null;
  const { first, line } = reading.columns[c].decimal!.open;
  return openMarkIssue(first, context.parse(first), { line, column: columns[c].name });
}

/** @param parse of numbers, to find labels that are like them; null where it is known why these are labels */
function columnIssues(
  column: ColumnPlan,
  result: ColumnResult,
  rows: number,
  parse: NumberParser | null,
): IssueInput[] {
  const { name } = column;
  const { rejects } = result;
  const issues: IssueInput[] = [];
  if (result.missing === rows && rejects.count + rejects.infinite === 0)
    return [
      {
        severity: 'warning',
        code: 'table.empty-column',
        message: `“${name}” has no values.`,
        hint: 'Do not use it as an input.',
        column: name,
      },
    ];
  if (rejects.count > 0)
    issues.push({
      severity: 'warning',
      code: 'table.unreadable-cells',
      message: (words) =>
        `${plural(rejects.count, 'cell')} in “${name}” cannot be read as ${columnType(column.reader.type).words.one}, the first ${words.onLine} ${rejects.firstLine}: ${quotedCells(column, rejects.cells)}. ${rejects.count === 1 ? 'It is' : 'They are'} read as missing.`,
      hint: `Correct the cells in the file, add the text to ${named(readingSettings.missing)}, or ${setType()}.`,
      line: rejects.firstLine,
      column: name,
    });
  if (rejects.infinite > 0)
    issues.push({
      severity: 'warning',
      code: 'table.infinite',
      message: (words) =>
        `${plural(rejects.infinite, 'cell')} in “${name}” ${rejects.infinite === 1 ? 'is' : 'are'} infinite or too large, the first ${words.onLine} ${rejects.infiniteLine}. ${rejects.infinite === 1 ? 'It is' : 'They are'} read as missing.`,
      hint: 'A network can only learn from finite numbers.',
      line: rejects.infiniteLine,
      column: name,
    });
  if (result.errors !== undefined && result.errors.count > 0) issues.push(errorsIssue(name, result.errors));
  issues.push(...(column.reader.issues?.(name, result) ?? []));
  if (result.filled !== undefined && result.filled > 0)
    issues.push({
      severity: 'note',
      code: 'table.filled-down',
      message: `“${name}” is filled down: ${plural(result.filled, 'cell')} ${result.filled === 1 ? 'has' : 'have'} the value of the cell above.`,
      column: name,
    });
  if (parse !== null && !column.fixed && columnTypeFacts[column.reader.type].holds !== 'yes or no')
    issues.push(...lookalikeIssues(name, result.labels, parse));
  const totals = rejects.cells.filter((cell) => namesTotal(cell.trim()));
  if (totals.length > 0)
    issues.push(
      totalsIssue(name, { count: totals.length, line: rejects.firstLine, first: totals[0].trim() }),
    );
  else if (result.overflowed && result.totals !== undefined && result.totals.count > 0)
    issues.push(totalsIssue(name, result.totals));
  if (result.overflowed)
    issues.push({
      severity: 'note',
      code: 'table.text-column',
      message: `“${name}” holds too many different texts to be labels (“${result.labels.slice(0, SHOWN_LABELS).map(shortened).join('”, “')}”, …) and is not used.`,
      hint: `If it holds numbers, ${setType('number')}, or choose another ${named(readingSettings.decimal)}.`,
      column: name,
    });
  return issues;
}

/** The first of the cells, with the reason where it looks like a number; then the other texts, at most {@link SHOWN_OTHERS}. */
function quotedCells({ reader }: ColumnPlan, [first = '', ...others]: readonly string[]): string {
  const reason = reader.type === 'number' ? whyNoNumber(first) : '';
  const quote = `“${shortened(first)}”`;
  const different = [...new Set(others.map((cell) => `“${shortened(cell)}”`))].filter(
    (cell) => cell !== quote,
  );
  const shown = different.slice(0, SHOWN_OTHERS);
  if (shown.length === 0) return `${quote}${reason}`;
  return `${quote}${reason}; also ${listed(different.length > shown.length ? [...shown, 'others'] : shown)}`;
}

function errorsIssue(column: string, { count, line, first }: FoundCells): IssueInput {
  return {
    severity: 'note',
    code: 'table.error-cells',
    message: (words) =>
      `${plural(count, 'cell')} in “${column}” ${count === 1 ? 'holds an error' : 'hold errors'} of the program that wrote the file, the first ${words.onLine} ${line}: “${first}”. ${count === 1 ? 'It is' : 'They are'} read as missing.`,
    hint: 'If they should have values, correct them where the file comes from.',
    line,
    column,
  };
}

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 30 ? `${trimmed.slice(0, 29)}…` : trimmed;
}
