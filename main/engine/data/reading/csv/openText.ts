/** A table in a text whose beginning is known: which columns it has, and where its rows are. */
import type { ReadingOptions } from '../../../../../shared/contract/schemas/setups.ts';
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { userError } from '../../../../../shared/errors.ts';
import { countText } from '../../../../../shared/figures.ts';
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { setTo } from '../../../../../shared/settings/setting.ts';
import { breathing } from '../../../breath.ts';
import { missingMarks, numberParser } from '../../columns/cells/cells.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { openMarkIssue } from '../openMarkIssue.ts';
import { textWords } from '../../issues/placeWords.ts';
import type { OpenTable } from '../tableSource.ts';
import { usualWidth } from './delimiter.ts';
import { doubtfulDelimiterIssue } from './decimalCommas.ts';
import { detectFormat, type DetectedFormat } from './detect.ts';
import { detectMarks, type Marks } from './marks.ts';
import { encodingIssues, guessLegacy } from './encoding.ts';
import { COMPARED, columnKinds, rowTest } from './kinds.ts';
import { findLayout, type Layout } from './layout.ts';
import { noteTest, withoutNotes } from './linesBelow.ts';
import { isBlank, RecordReader, type HeadRecord, type IsRow } from './records.ts';
import { checkLineEnds } from './lineEnds.ts';
import { csvRows, repeatsHeader, type CsvLayout } from './rows.ts';
import type { Head } from './text.ts';

/** Columns of a table. */
const MOST_COLUMNS = 100_000;

/** @throws KanError `table.no-rows`, `table.too-many-columns`, `table.line-ends`; `cancelled` soon after `signal` aborts */
export async function openText(
  head: Head,
  options: ReadingOptions,
  signal?: AbortSignal,
): Promise<OpenTable> {
  const breathe = breathing(signal);
  const first = detectFormat(head, options);
  await breathe();
  const { detected, layout, isRow, comment, issues } = await arrange(head, first, options, breathe);
  const { format, doubtful, decimalProven, ambiguous } = detected;
  const { names, units, header, namesLines } = layout;
  const place = {
    ...{ width: names.length, namesLines, headerCells: layout.headerCells },
    firstLine: firstLineOf(head, format, layout, isRow),
  };
  const written: TableFormat = { ...format, header, comment };
  const rows = headRecords(head, written, isRow).filter(
    ({ line, cells }) => line >= place.firstLine && !repeatsHeader(cells, place),
  );
  const cells = { parse: numberParser(format.decimal, format.thousands), marks: missingMarks(format) };
  // The lower half may be lines below the table.
  const upper = rows.slice(0, Math.min(COMPARED, Math.ceil(rows.length / 2)));
  const isNote = noteTest(columnKinds(upper, place.width, cells), cells, written);
  const found: CsvLayout = { head, format: written, isRow, isNote, ...place };
  const sample = head.complete ? withoutNotes(rows, isNote) : rows;
  await breathe();
  if (sample.length === 0)
    throw userError(
      'table.no-rows',
      `${head.fileName} has no rows of data${names.length > 0 ? ' below its header' : ''}.`,
      `Choose a file with rows of numbers, or ${setTo(readingSettings.header, false)}.`,
    );
  return csvTable(found, options, {
    ...{ names, units, sample },
    issues: [
      ...(head.guess === null ? [] : encodingIssues(head.guess)),
      ...(head.doubt === null ? [] : [head.doubt]),
      ...(doubtful === null ? [] : [doubtfulDelimiterIssue(doubtful)]),
      ...issues,
      ...ambiguityIssues(ambiguous, format.decimal, format.thousands),
    ],
    decimalProven,
    asked: ambiguous !== null,
  });
}

interface Arranged {
  /** Also by the lines that began like comments, where all of them are rows. */
  readonly detected: DetectedFormat;
  readonly layout: Layout;
  /** Decides about the lines that begin like comments; null where all of them are comments. */
  readonly isRow: IsRow | null;
  /** The mark of comments; '' where no line is one. */
  readonly comment: TableFormat['comment'];
  readonly issues: readonly IssueInput[];
}

/** Where names and rows are, and which lines are comments. */
async function arrange(
  head: Head,
  detected: DetectedFormat,
  options: ReadingOptions,
  breathe: () => Promise<void>,
): Promise<Arranged> {
  const { format } = detected;
  const cells = { parse: numberParser(format.decimal, format.thousands), marks: missingMarks(format) };
  const records = headRecords(head, format, null);
  checkWidth(records, head.fileName);
  checkLineEnds(records, head.text, head.fileName);
  await breathe();
  const issues: IssueInput[] = [];
  const layout = findLayout(records, options.header, { text: head.text, format, ...cells, issues });
  await breathe();
  const { comment } = format;
  // Where the person set the mark of comments, lines with it are comments.
  if (options.comment !== undefined || comment === '')
    return { detected, layout, isRow: null, comment, issues };
  const unmarked = records.filter(({ line }) => line >= layout.firstLine);
  const isRow = rowTest(columnKinds(unmarked.slice(0, COMPARED), layout.names.length, cells), cells);
  if (hasComments(head, format, isRow)) return { detected, layout, isRow, comment, issues };
  // All of them are rows, also those above the first line without the mark.
  if (layout.namesLines.length === 0)
    return arrange(head, detectFormat(head, { ...options, comment: '' }), options, breathe);
  return { detected, layout, isRow, comment: '', issues };
}

interface Found extends Pick<OpenTable, 'names' | 'units' | 'sample' | 'issues'> {
  readonly decimalProven: boolean;
  /** A remark says that the decimal mark is in doubt. */
  readonly asked: boolean;
}

function csvTable(layout: CsvLayout, options: ReadingOptions, found: Found): OpenTable {
  const { head, format } = layout;
  const { names, units = [], sample, issues, decimalProven, asked } = found;
  return {
    ...{ format, names, units, sample, issues },
    words: textWords,
    complete: head.complete,
    // Between commas a point is a decimal mark.
    decimalKnown: decimalProven || asked || format.delimiter === ',',
    estimatedRows: head.complete ? sample.length : sample.length / head.share,
    dayOrder: format.delimiter === ',' && format.decimal === '.' ? 'mdy' : 'dmy',
    rows: (pass) => csvRows(layout, pass),
    async better(report, unreadable) {
      const changed = (change: Partial<TableFormat>): CsvLayout => ({
        ...layout,
        format: { ...format, ...change },
      });
      if (report.undecodable !== null && !head.encodingProven) {
        const guess = await guessLegacy(report.undecodable);
        const proven = { ...changed({ encoding: guess.encoding }), head: { ...head, encodingProven: true } };
        return csvTable(proven, options, { ...found, issues: [...issues, ...encodingIssues(guess)] });
      }
      const marks = detectMarks([[...unreadable]], format.delimiter, options);
      if (!improves(marks, format, decimalProven, unreadable)) return null;
      const { decimal, thousands, ambiguous } = marks;
      return csvTable(changed({ decimal, thousands }), options, {
        ...found,
        issues: [...issues, ...ambiguityIssues(ambiguous, decimal, thousands)],
        decimalProven: true,
      });
    },
  };
}

/** Most of the cells that could not be read as numbers are numbers with other marks; a known decimal mark stays. */
function improves(
  { decimal, thousands }: Marks,
  format: TableFormat,
  decimalProven: boolean,
  unreadable: readonly string[],
): boolean {
  const same = decimal === format.decimal;
  if (unreadable.length === 0 || (same ? thousands === format.thousands : decimalProven)) return false;
  const parse = numberParser(decimal, thousands);
  return unreadable.filter((cell) => !Number.isNaN(parse(cell))).length >= unreadable.length / 2;
}

function headRecords(head: Head, format: TableFormat, isRow: IsRow | null): HeadRecord[] {
  const whole = new RecordReader(format, isRow).push(head.text, head.complete);
  // The head ends inside its only record: this part of the record is used.
  const blocks = whole.some(({ rows }) => rows.length > 0)
    ? whole
    : new RecordReader(format, isRow).push(head.text, true);
  return blocks
    .flatMap(({ rows, lineOf }) => rows.map((cells, row) => ({ cells, line: lineOf(row) })))
    .filter(({ cells }) => !isBlank(cells));
}

/** Some lines of the head begin with the mark of a comment and do not fit the table. */
function hasComments({ text, complete }: Head, format: TableFormat, isRow: IsRow): boolean {
  return new RecordReader(format, isRow).push(text, complete).some(({ comments }) => comments.length > 0);
}

/** Where the rows begin; where lines with the mark are rows, possibly above the first line without it. */
function firstLineOf(
  { text, complete }: Head,
  format: TableFormat,
  { above, firstLine }: Layout,
  isRow: IsRow | null,
): number {
  if (isRow === null) return firstLine;
  const blocks = new RecordReader(format, isRow).push(text, complete);
  const marked = blocks.flatMap((block) => block.marked.map((row) => block.lineOf(row)));
  return Math.min(firstLine, marked.find((line) => line > above) ?? Infinity);
}

function checkWidth(records: readonly HeadRecord[], fileName: string): void {
  const width = usualWidth(records.map(({ cells }) => cells));
  if (width <= MOST_COLUMNS) return;
  throw userError(
    'table.too-many-columns',
    `${fileName} has ${countText(width)} columns; a table can have at most ${countText(MOST_COLUMNS)}.`,
    'If each line of the file holds one quantity, swap its rows and columns; otherwise keep only the columns that you need.',
  );
}

function ambiguityIssues(
  cell: string | null,
  decimal: TableFormat['decimal'],
  thousands: TableFormat['thousands'],
): IssueInput[] {
  return cell === null ? [] : [openMarkIssue(cell, numberParser(decimal, thousands)(cell))];
}
