/** The rows of a text file. Every reader of a text file gets its rows here. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { countText } from '../../../../../shared/figures.ts';
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { named, setTo } from '../../../../../shared/settings/setting.ts';
import type { IssueInput, IssueList } from '../../issues/issues.ts';
import type { PlaceWords } from '../../issues/placeWords.ts';
import type { ReadingPass, SourceRows } from '../tableSource.ts';
import type { Encoding } from './decoder.ts';
import { encodingLabel } from './encoding.ts';
import { LinesBelow, type IsNote } from './linesBelow.ts';
import { ragged } from './ragged.ts';
import { PartTally } from './parts.ts';
import { isBlank, RecordReader, type IsRow, type RecordBlock } from './records.ts';
import type { Head, TextChunk } from './text.ts';

/** Where the parts of a text file are. */
export interface CsvLayout {
  readonly head: Head;
  readonly format: TableFormat;
  /** Whether a line would be no row where only such lines follow. */
  readonly isNote: IsNote;
  /** Whether a line that begins like a comment is a row; null where all such lines are comments. */
  readonly isRow: IsRow | null;
  /** Columns. */
  readonly width: number;
  /** The line on which the first row of data begins. */
  readonly firstLine: number;
  /** The lines of comments that hold the names of the columns and their units. */
  readonly namesLines: readonly number[];
  /** The cells of the line that holds the names; null where none does. */
  readonly headerCells: readonly string[] | null;
}

/** Whether a row is the header once more, as in files that were joined. */
export function repeatsHeader(
  cells: readonly string[],
  { headerCells, width }: Pick<CsvLayout, 'headerCells' | 'width'>,
): boolean {
  return (
    headerCells !== null &&
    width > 1 &&
    cells.length === headerCells.length &&
    cells.every((cell, c) => cell.trim() === headerCells[c].trim())
  );
}

/** The most line numbers that a remark lists. */
const NAMED_LINES = 5;

/** @see OpenTable.rows */
export async function* csvRows(layout: CsvLayout, pass: ReadingPass): AsyncGenerator<SourceRows, void> {
  const { head, format } = layout;
  const { report } = pass;
  const reader = new RecordReader(format, layout.isRow);
  const tally = new CommentTally(format.comment, layout.namesLines);
  const parts = new PartTally();
  const below = new LinesBelow(layout.isNote, (cells, line) => {
    const issue = ragged(cells, line, layout.width, format);
    if (issue) report.issues.add(issue);
  });
  let bytes = 0;
  const taken = (blocks: readonly RecordBlock[]): SourceRows[] =>
    blocks.map((block) => ({ ...below.without(cleaned(block, layout, report.issues, tally, parts)), bytes }));
  for await (const chunk of chunks(head, format, pass)) {
    if (report.undecodable === null && chunk.text.includes('\uFFFD'))
      report.undecodable = Buffer.from(chunk.raw);
    bytes = chunk.bytes;
    yield* taken(reader.push(chunk.text, false));
  }
  if (!pass.sampleOnly || head.complete) yield* taken(reader.push('', true));
  const under = pass.sampleOnly && !head.complete ? [] : below.issues();
  for (const issue of [...tally.issues(), ...parts.issues(), ...under]) report.issues.add(issue);
  if (report.undecodable !== null) report.issues.add(undecodableIssue(format.encoding));
}

async function* chunks(
  { text, raw, read }: Head,
  { encoding }: TableFormat,
  { sampleOnly, hash, signal }: ReadingPass,
): AsyncGenerator<TextChunk, void> {
  if (sampleOnly) yield { text, bytes: raw.length, raw };
  else yield* read(encoding, hash, signal);
}

/** The block without the lines before the table and without blank rows; problems of the other rows are reported. */
function cleaned(
  block: RecordBlock,
  layout: CsvLayout,
  issues: IssueList,
  tally: CommentTally,
  parts: PartTally,
): Pick<SourceRows, 'rows' | 'lineOf'> {
  const { rows, lineOf } = block;
  const { width, firstLine } = layout;
  tally.addComments(block.comments);
  for (const row of block.marked) tally.addMarked(lineOf(row), lineOf(row) >= firstLine);
  for (const row of block.badQuotes) issues.add(quotesIssue(lineOf(row)));
  const before = rows.length > 0 && lineOf(0) < firstLine;
  let left = 0;
  for (let row = 0; row < rows.length; row++) {
    const cells = rows[row];
    if (before && lineOf(row) < firstLine) continue;
    const isEmpty = isBlank(cells);
    const isNote = !isEmpty && cells.length !== width && layout.isNote(cells);
    if (!isNote) parts.add(isEmpty, row, lineOf);
    if (isEmpty) left++;
    else if (repeatsHeader(cells, layout)) {
      left++;
      issues.add(repeatedHeader(lineOf(row)));
    } else if (cells.length !== width && !isNote) {
      const issue = ragged(cells, lineOf(row), layout.width, layout.format);
      if (issue) issues.add(issue);
    }
  }
  if (!before && left === 0) return block;
  const kept = rows.flatMap((cells, row) =>
    lineOf(row) >= firstLine && !isBlank(cells) && !repeatsHeader(cells, layout) ? [row] : [],
  );
  return { rows: kept.map((row) => rows[row]), lineOf: (row) => lineOf(kept[row]) };
}

/** Counts the lines that are left out as comments, and those that are not. */
class CommentTally {
  readonly #mark: TableFormat['comment'];
  readonly #namesLines: readonly number[];
  readonly #first: number[] = [];
  #count = 0;
  #kept = 0;
  #firstKept = 0;

  constructor(mark: TableFormat['comment'], namesLines: readonly number[]) {
    this.#mark = mark;
    this.#namesLines = namesLines;
  }

  addComments(lines: readonly number[]): void {
    for (const line of lines) {
      if (this.#namesLines.includes(line)) continue;
      if (this.#count++ < NAMED_LINES) this.#first.push(line);
    }
  }

  /** @param isRow whether the line is a row of the table */
  addMarked(line: number, isRow: boolean): void {
    if (!isRow) this.addComments([line]);
    else if (this.#kept++ === 0) this.#firstKept = line;
  }

  issues(): IssueInput[] {
    const [lines, rows] = [this.#count, this.#kept];
    const more = lines > NAMED_LINES ? ', …' : '';
    return [
      ...(lines === 0
        ? []
        : [
            {
              severity: 'note',
              code: 'csv.comments',
              message: (words: PlaceWords) =>
                lines === 1
                  ? `${words.Line} ${this.#first[0]} begins with “${this.#mark}” and is left out as a comment.`
                  : `${countText(lines)} ${words.lines} begin with “${this.#mark}” and are left out as comments: ${this.#first.join(', ')}${more}.`,
              hint: `If ${lines === 1 ? 'it is' : 'they are'} data, ${setTo(readingSettings.comment, '')}.`,
              line: this.#first[0] ?? 1,
            } as const,
          ]),
      ...(rows === 0
        ? []
        : [
            {
              severity: 'note',
              code: 'csv.marked-rows',
              message: (words: PlaceWords) =>
                `${rows === 1 ? `1 ${words.line} begins` : `${countText(rows)} ${words.lines} begin`} with “${this.#mark}” but ${rows === 1 ? 'fits' : 'fit'} the table and ${rows === 1 ? 'is read as a row' : 'are read as rows'}, the first ${words.onLine} ${this.#firstKept}.`,
              hint: `If they are comments, ${setTo(readingSettings.comment, this.#mark)}.`,
              line: this.#firstKept,
            } as const,
          ]),
    ];
  }
}

function undecodableIssue(encoding: Encoding): IssueInput {
  return {
    severity: 'warning',
    code: 'csv.undecodable',
    message: `Some characters could not be read as ${encodingLabel(encoding)}.`,
    hint: `Choose another ${named(readingSettings.encoding)} if names or labels look wrong.`,
  };
}

function repeatedHeader(line: number): IssueInput {
  return {
    severity: 'note',
    code: 'csv.repeated-header',
    message: (words) => `${words.Line} ${line} holds the names of the columns once more and is left out.`,
    hint: 'If the file was joined from several, check that their units are the same.',
    line,
  };
}

function quotesIssue(line: number): IssueInput {
  return {
    severity: 'warning',
    code: 'csv.quotes',
    message: (words) => `A quotation mark ${words.onLine} ${line} is not closed, or not where a cell ends.`,
    hint: 'Write a quotation mark inside a quoted cell twice ("").',
    line,
  };
}
