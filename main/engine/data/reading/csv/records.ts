/**
 * From text to records (rows of cells), by RFC 4180 and as programs write them. The cost is linear in the length of the
 * text, for any text: only the end of a piece is read twice, and it must double in length before it is read again.
 */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import {
  isSpace,
  newlines,
  NEWLINE,
  QUOTE,
  quotesEnd,
  SPACE,
  spacesEnd,
  TAB,
  trimmedEnds,
} from './characters.ts';
import { endOfEscaped, unescaped } from './escapedQuotes.ts';

/** Where a quoted cell is longer than this, its quotation mark counts as not closed. */
const LONGEST_QUOTE = 1024 * 1024;

export interface RecordBlock {
  readonly rows: string[][];
  /** 1-based line of the file on which row `index` begins. */
  readonly lineOf: (index: number) => number;
  /** Rows with a misplaced quotation mark, by index, ascending. */
  readonly badQuotes: readonly number[];
  /** Rows that begin with the mark of a comment but are rows, by index, ascending. */
  readonly marked: readonly number[];
  /** Lines of the comments between these rows, ascending. */
  readonly comments: readonly number[];
}

/** A record with the line that it begins on. */
export interface HeadRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Whether a record that begins with the mark of a comment is a row of the table. */
export type IsRow = (cells: readonly string[]) => boolean;

/** Where a quoted cell is closed, and where what follows it begins. */
interface Closing {
  readonly at: number;
  readonly next: number;
  /** A quotation mark inside is not doubled. */
  readonly malformed: boolean;
  /** Quotation marks inside have backslashes. */
  readonly escaped: boolean;
}

interface Scan {
  readonly cells: string[];
  /** Position after the record and its newline. */
  readonly end: number;
  readonly bad: boolean;
}

/**
 * Cuts a text that arrives in pieces into records; a blank line gives a record of one empty cell. For the delimiter '
 * ', runs of spaces and tabs count as one, and those at the ends of a line not at all. A quotation mark that is never
 * closed is an ordinary character; so are all earlier ones of its record.
 */
export class RecordReader {
  readonly #delimiter: string;
  readonly #delimiterCode: number;
  readonly #comment: string;
  readonly #isRow: IsRow | null;
  #pieces: string[] = [];
  #held = 0;
  /** Text that must be there before the next attempt. */
  #enough = 0;
  #line = 1;
  #text = '';
  #last = false;
  /** No quotation mark between these positions closes a cell. */
  #unclosed = { from: 0, to: 0 };
  /** In lines that begin up to this position quotation marks are ordinary characters. */
  #literalTo = -1;

  /**
   * @param isRow decides about lines that begin with the format's comment mark; without it all of them are comments.
   */
  constructor(format: Pick<TableFormat, 'delimiter' | 'comment'>, isRow: IsRow | null = null) {
    this.#delimiter = format.delimiter;
    this.#delimiterCode = format.delimiter.charCodeAt(0);
    this.#comment = format.comment;
    this.#isRow = isRow;
  }

  /** @param last no more text follows, so that the last line is whole. */
  push(text: string, last: boolean): RecordBlock[] {
    this.#pieces.push(text);
    this.#held += text.length;
    if (this.#held === 0 || (!last && this.#held < this.#enough)) return [];
    this.#text = this.#pieces.length === 1 ? text : this.#pieces.join('');
    this.#last = last;
    this.#unclosed = { from: 0, to: 0 };
    this.#literalTo = -1;
    const block = this.#block();
    return block.rows.length + block.comments.length > 0 ? [block] : [];
  }

  #block(): RecordBlock {
    const text = this.#text;
    const firstLine = this.#line;
    const rows: string[][] = [];
    const lines: number[] = [];
    const [badQuotes, marked, comments]: number[][] = [[], [], []];
    let at = 0;
    let nextQuote = text.indexOf('"');
    const mayComment = this.#comment !== '' && text.includes(this.#comment);
    while (at < text.length) {
      let lineEnd = text.indexOf('\n', at);
      if (lineEnd === -1) {
        if (!this.#last) break;
        lineEnd = text.length;
      }
      if (nextQuote !== -1 && nextQuote < at) nextQuote = text.indexOf('"', at);
      const isMarked = mayComment && this.#beginsComment(at, lineEnd);
      if (isMarked && this.#isRow === null) {
        comments.push(this.#line++);
        at = lineEnd + 1;
        continue;
      }
      const quoted = nextQuote !== -1 && nextQuote < lineEnd;
      const literalTo = this.#literalTo;
      const scan =
        quoted && at > literalTo
          ? this.#scan(at)
          : { cells: this.#split(text.slice(at, lineEnd)), end: lineEnd + 1, bad: quoted };
      if (scan === null) break;
      if (isMarked && this.#isRow?.(scan.cells) !== true) {
        this.#literalTo = literalTo;
        comments.push(this.#line++);
        at = lineEnd + 1;
        continue;
      }
      const { cells, end, bad } = scan;
      if (bad) badQuotes.push(rows.length);
      if (isMarked) marked.push(rows.length);
      lines.push(this.#line);
      rows.push(cells);
      this.#line += quoted ? newlines(text, at, end) : 1;
      at = end;
    }
    const rest = text.slice(Math.min(at, text.length));
    this.#text = '';
    this.#pieces = rest === '' ? [] : [rest];
    this.#held = rest.length;
    this.#enough = 2 * rest.length;
    return { rows, lineOf: (index) => lines[index] ?? firstLine, badQuotes, marked, comments };
  }

  #beginsComment(at: number, lineEnd: number): boolean {
    let from = at;
    if (this.#delimiter === ' ') while (from < lineEnd && isSpace(this.#text.charCodeAt(from))) from++;
    return this.#text.startsWith(this.#comment, from);
  }

  /** The cells of a line, quotation marks being ordinary characters. */
  #split(line: string): string[] {
    if (this.#delimiter !== ' ') return line.split(this.#delimiter);
    const [from, to] = trimmedEnds(line);
    return line.slice(from, to).split(/[ \t]+/);
  }

  /** The record at a position; null where more text is needed to know it. */
  #scan(start: number): Scan | null {
    const text = this.#text;
    const spaced = this.#delimiter === ' ';
    const cells: string[] = [];
    let bad = false;
    let at = start;
    for (;;) {
      if (spaced) {
        while (isSpace(text.charCodeAt(at))) at++;
        // Spaces at the end of a line make no cell.
        if (cells.length > 0 && (at >= text.length || text.charCodeAt(at) === NEWLINE))
          return this.#ended(cells, at, bad);
      }
      // Spaces before a quotation mark are no part of the cell.
      const open = spaced ? at : spacesEnd(text, at);
      if (text.charCodeAt(open) === QUOTE) {
        at = open;
        const close = this.#closing(at);
        if (close === null) return null;
        if (close === -1) return this.#literal(start, at);
        const content = text.slice(at + 1, close.at);
        bad ||= close.malformed || this.#isAcrossRows(at, close);
        cells.push(close.escaped ? unescaped(content) : content.replaceAll('""', '"'));
        at = close.next;
      } else {
        const from = at;
        while (at < text.length && !this.#endsCell(at)) at++;
        cells.push(text.slice(from, at));
      }
      if (at >= text.length || text.charCodeAt(at) === NEWLINE) return this.#ended(cells, at, bad);
      at++;
    }
  }

  #ended(cells: string[], at: number, bad: boolean): Scan | null {
    return at >= this.#text.length && !this.#last ? null : { cells, end: at + 1, bad };
  }

  /** A mark that closes at the beginning of a line, and opened before a delimiter: two marks for “the same as above”. */
  #isAcrossRows(open: number, { at }: Closing): boolean {
    const text = this.#text;
    return text.charCodeAt(open + 1) === this.#delimiterCode && text.charCodeAt(at - 1) === NEWLINE;
  }

  #endsCell(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === this.#delimiterCode || code === NEWLINE || (code === TAB && this.#delimiter === ' ');
  }

  /**
   * Reads the lines from `start` to the one with the open mark at `open`, with quotation marks as ordinary characters.
   */
  #literal(start: number, open: number): Scan {
    const end = this.#text.indexOf('\n', start);
    const lineEnd = end === -1 ? this.#text.length : end;
    this.#literalTo = Math.max(this.#literalTo, open);
    return { cells: this.#split(this.#text.slice(start, lineEnd)), end: lineEnd + 1, bad: true };
  }

  /**
   * Where the quoted cell that opens at `open` is closed; −1 where it is never closed, null where more text is needed to
   * know. Where a mark inside is not doubled, the cell may be one with backslashes.
   */
  #closing(open: number): Closing | -1 | null {
    const text = this.#text;
    let malformed = false;
    let from = open + 1;
    const limit = open + LONGEST_QUOTE;
    for (;;) {
      // The part that was searched for an earlier cell is not searched again.
      const { from: known, to } = this.#unclosed;
      const run = quotesEnd(text, from);
      if (run === from && from >= known && from < to) from = to;
      const quote = text.indexOf('"', from);
      if (quote === -1 || quote > limit) {
        const searched = quote === -1 ? text.length : quote;
        this.#unclosed = { from: open + 1, to: searched };
        if (quote === -1 && !this.#last && text.length <= limit) return null;
        return malformed ? -1 : this.#escapedClosing(open);
      }
      const end = quotesEnd(text, quote);
      if ((end - quote) % 2 === 1) {
        const next = this.#nextCell(end);
        if (next === null) return null;
        if (next !== -1) return { at: end - 1, next, malformed, escaped: false };
        const escaped = malformed ? -1 : this.#escapedClosing(open);
        if (escaped !== -1) return escaped;
        malformed = true;
      }
      from = end;
    }
  }

  /** The same where quotation marks inside have backslashes; −1 also where it is no such cell. */
  #escapedClosing(open: number): Closing | -1 | null {
    const at = endOfEscaped(this.#text, open, open + LONGEST_QUOTE);
    if (at === -1) return -1;
    if (at >= this.#text.length) return this.#last ? -1 : null;
    const next = this.#nextCell(at + 1);
    return next === null || next === -1 ? next : { at, next, malformed: false, escaped: true };
  }

  /** Where the next cell begins after a quotation mark that ends at `end`; −1 where none can, null where more text is needed. */
  #nextCell(end: number): number | null {
    const text = this.#text;
    let next = end;
    while (text.charCodeAt(next) === SPACE) next++;
    if (next >= text.length && !this.#last) return null;
    if (next >= text.length || this.#endsCell(next)) return next;
    // After spaces as delimiter the next cell begins.
    return this.#delimiter === ' ' && next > end ? end : -1;
  }
}

/** The records of the beginning of a text; a record that does not end there is left out, unless the text is complete. */
export function completeRecords(
  text: string,
  complete: boolean,
  format: Pick<TableFormat, 'delimiter' | 'comment'>,
): string[][] {
  return new RecordReader(format).push(text, complete).flatMap(({ rows }) => rows);
}

/** Whether a record is empty: a blank line, or a line of delimiters only. */
export function isBlank(cells: readonly string[]): boolean {
  // Nearly every row begins with a digit or a letter.
  const first = cells[0];
  if (first !== '' && first.charCodeAt(0) > SPACE && first.charCodeAt(0) < 128) return false;
  return cells.every((cell) => cell === '' || cell.trim() === '');
}
