/** A whole file into a table: streamed, cancellable, in memory near the size of its columns. */
import { createHash } from 'node:crypto';
import { totalmem } from 'node:os';
import type { CsvOverrides } from '../../../shared/contract/schemas.ts';
import { userError } from '../../../shared/errors.ts';
import { missingMarks, numberParser } from './cells.ts';
import {
  booleanColumn,
  categoryColumn,
  dateColumn,
  numberColumn,
  textColumn,
  type ColumnBuilder,
} from './columns.ts';
import { IssueList } from './issues.ts';
import { planReading, type ColumnPlan, type ReadPlan } from './plan.ts';
import { ragged } from './ragged.ts';
import { isBlank, RecordReader, type RecordBlock } from './records.ts';
import { revise, verdicts } from './revise.ts';
import { readHead, readText, type Head } from './source.ts';
import type { Column, Table } from './table.ts';

export interface LoadProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface LoadOptions {
  readonly signal?: AbortSignal;
  /** Called after each piece of the file (half a megabyte). */
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Bytes that the columns may take; half of the machine's memory by default. */
  readonly memoryLimit?: number;
}

export type ColumnResult = ReturnType<ColumnBuilder['take']>;

/** One reading of the file under one plan. */
export interface Reading {
  readonly rows: number;
  readonly columns: readonly ColumnResult[];
  readonly issues: IssueList;
  /** Bytes were met that are no UTF-8. */
  readonly undecodable: boolean;
}

/** The most readings of one file: as guessed, with the guesses mended, and with what is left taken for categories. */
const READINGS = 3;

/**
 * @throws KanError `csv.*` for what the person must mend (see `previewCsv`; also `csv.too-large`, `csv.no-numbers`,
 *   `csv.one-column`); `cancelled` soon after `signal` aborts.
 */
export async function loadTable(
  path: string,
  overrides: CsvOverrides,
  options: LoadOptions = {},
): Promise<Table> {
  const head = await readHead(path, overrides.encoding, options.signal);
  let plan = planReading(head, overrides);
  checkMemory(head, plan, options.memoryLimit ?? totalmem() / 2);
  const hash = createHash('sha256');
  let reading = await readAll(
    path,
    head,
    plan,
    plan.columns.map(() => true),
    hash,
    null,
    options,
  );
  for (let n = 1; n < READINGS; n++) {
    const revision = revise(plan, reading, n === READINGS - 1);
    if (revision === null) break;
    plan = revision.plan;
    if (revision.encodingChanged) {
      plan = planReading(await readHead(path, plan.format.encoding, options.signal), {
        ...overrides,
        encoding: plan.format.encoding,
      });
    }
    reading = await readAll(path, head, plan, revision.reread, null, reading, options);
  }
  const issues = new IssueList();
  for (const issue of [...plan.issues, ...verdicts(plan, reading)]) issues.add(issue);
  const columns = reading.columns.map((result, c) => finished(plan.columns[c] as ColumnPlan, result));
  checkUsable(head.fileName, columns);
  return {
    fileName: head.fileName,
    rows: reading.rows,
    format: plan.format,
    columns,
    issues: [...issues.list(), ...reading.issues.list()],
    hash: hash.digest('hex'),
  };
}

function finished(plan: ColumnPlan, result: ColumnResult): Column {
  return {
    name: plan.name,
    type: result.overflowed ? 'text' : plan.type,
    values: result.values,
    labels: result.labels,
    missing: result.missing,
  };
}

/** Reads the columns for which `wanted` is true; the others are taken from `before`. */
async function readAll(
  path: string,
  head: Head,
  plan: ReadPlan,
  wanted: readonly boolean[],
  hash: ReturnType<typeof createHash> | null,
  before: Reading | null,
  { signal, onProgress }: LoadOptions,
): Promise<Reading> {
  const builders = plan.columns.map((column, c) => (wanted[c] === true ? builderFor(column, plan) : null));
  const reader = new RecordReader(plan.format);
  const issues = new IssueList();
  let [rows, skip, bytes, undecodable] = [0, plan.skip, 0, false];

  const consume = (block: RecordBlock): void => {
    const skipped = Math.min(skip, block.rows.length);
    skip -= skipped;
    const clean = cleanBlock(block, skipped, plan.columns.length, issues);
    builders.forEach((builder, c) => builder?.add(clean, c));
    rows += clean.rows.length;
  };

  for await (const chunk of readText(path, plan.format.encoding, hash, signal)) {
    undecodable ||= plan.format.encoding === 'utf-8' && chunk.text.includes('\uFFFD');
    bytes = chunk.bytes;
    reader.push(chunk.text, false).forEach(consume);
    onProgress?.({ rows, bytes, totalBytes: head.bytes });
  }
  reader.push('', true).forEach(consume);
  onProgress?.({ rows, bytes, totalBytes: head.bytes });
  const columns = builders.map((builder, c) => builder?.take() ?? (before?.columns[c] as ColumnResult));
  return { rows, columns, issues, undecodable };
}

/** The block without skipped and blank rows; ragged rows and bad quotation marks are reported. */
function cleanBlock(block: RecordBlock, skipped: number, width: number, issues: IssueList): RecordBlock {
  const { rows, lineOf, badQuotes } = block;
  for (const row of badQuotes) {
    if (row < skipped) continue;
    const line = lineOf(row);
    issues.add({
      severity: 'warning',
      code: 'csv.quotes',
      message: `A quotation mark on line ${line} is not closed, or not where a cell ends.`,
      hint: 'Write a quotation mark inside a quoted cell twice ("").',
      line,
    });
  }
  let odd = skipped > 0;
  for (let row = skipped; row < rows.length; row++) {
    const cells = rows[row] as string[];
    if (cells.length !== width || (cells[0] === '' && isBlank(cells))) {
      odd = true;
      if (isBlank(cells)) continue;
      const issue = ragged(cells, cells.length === width ? 0 : lineOf(row), width);
      if (issue) issues.add(issue);
    }
  }
  if (!odd) return block;
  const kept = rows.map((_, row) => row).filter((row) => row >= skipped && !isBlank(rows[row] as string[]));
  return {
    rows: kept.map((row) => rows[row] as string[]),
    lineOf: (row) => lineOf(kept[row] as number),
    badQuotes: [],
  };
}

function builderFor(column: ColumnPlan, plan: ReadPlan): ColumnBuilder {
  const marks = missingMarks(plan.format);
  switch (column.type) {
    case 'number':
      return numberColumn(numberParser(plan.format.decimal, plan.format.thousands), marks);
    case 'boolean':
      return booleanColumn(marks);
    case 'date':
      return dateColumn(column.dayOrder, marks);
    case 'category':
      return categoryColumn(marks, column.fixed);
    case 'text':
      return textColumn(marks);
  }
}

/** Refuses, before anything is read, what cannot fit. */
function checkMemory(head: Head, plan: ReadPlan, limit: number): void {
  const rowsInHead = Math.max(1, plan.sample.length);
  const rows = head.complete ? rowsInHead : (head.bytes / head.headBytes) * rowsInHead;
  // Eight bytes a value; one column is there twice while it is put together.
  const needed = rows * (plan.columns.filter((c) => c.type !== 'text').length + 1) * 8;
  if (needed <= limit) return;
  throw userError(
    'csv.too-large',
    `${head.fileName} has about ${Math.round(rows).toLocaleString('en')} rows × ${plan.columns.length} columns and would need ${gigabytes(needed)} of memory; ${gigabytes(limit)} may be used for it on this machine.`,
    'Take every tenth row, or only the columns of interest, into a smaller file.',
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toPrecision(2)} GB`;
}

function checkUsable(fileName: string, columns: readonly Column[]): void {
  if (columns.length === 1)
    throw userError(
      'csv.one-column',
      `${fileName} has only one column as it is read now; learning needs at least an input and a target.`,
      'Set the delimiter by hand if the file has more columns than that.',
    );
  const usable = columns.some((c) => c.type === 'number' && c.missing < c.values.length);
  if (!usable)
    throw userError(
      'csv.no-numbers',
      `${fileName} has no column of numbers as it is read now.`,
      'Check the delimiter and the decimal mark in the preview, or set the type of a column to “number”.',
    );
}
