/** Text to records (rows of cells), with papaparse for the quoting and what it lacks around it. */
import Papa from 'papaparse';
import type { TableFormat } from '../../../../../shared/contract/views.ts';

/** Characters after which an open quotation mark is taken for a slip of the pen. */
const LONGEST_QUOTE = 1024 * 1024;

export interface RecordBlock {
  readonly rows: string[][];
  /** 1-based line of the file on which row `index` begins. */
  readonly lineOf: (index: number) => number;
  /** Rows with a misplaced quotation mark, by index. */
  readonly badQuotes: readonly number[];
}

interface PapaResult {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row: number }[];
  readonly meta: { readonly cursor: number };
}

/**
 * Cuts a text that arrives in pieces into records. Comments are left out; a blank line gives a record of one empty cell.
 * For the delimiter ' ', runs of spaces and tabs count as one, and those at the ends of a line not at all.
 */
export class RecordReader {
  readonly #delimiter: string;
  readonly #comment: string;
  #pending = '';
  #line = 1;

  constructor(format: Pick<TableFormat, 'delimiter' | 'comment'>) {
    this.#delimiter = format.delimiter;
    this.#comment = format.comment;
  }

  /** @param last no more text follows, so that the last line is whole. */
  push(text: string, last: boolean): RecordBlock[] {
    this.#pending += text;
    const blocks: RecordBlock[] = [];
    while (this.#pending !== '') {
      if (this.#delimiter === ' ') this.#pending = singleSpaces(this.#pending, this.#comment, last);
      const result = this.#parse(this.#pending, last, '"');
      const open = last && result.errors.some((e) => e.code === 'MissingQuotes');
      const rows = open ? result.data.slice(0, -1) : result.data;
      const end = open
        ? (rowStarts(this.#pending, rows, this.#comment).at(-1)?.position ?? 0)
        : result.meta.cursor;
      if (rows.length > 0) blocks.push(this.#take(end, rows, result.errors));
      const tooLong = this.#pending.length > LONGEST_QUOTE;
      if (open || (tooLong && rows.length === 0)) blocks.push(this.#takeLiteralLine());
      else if (last) this.#pending = '';
      else if (!tooLong) break;
    }
    return blocks;
  }

  /** Takes one line with its quotation marks as ordinary characters. */
  #takeLiteralLine(): RecordBlock {
    const end = this.#pending.indexOf('\n') + 1 || this.#pending.length;
    const line = this.#pending.slice(0, end);
    const { data } = this.#parse(this.#delimiter === ' ' ? plainSpaces(line, true) : line, true, '\0');
    return this.#take(end, data.slice(0, 1), [{ code: 'MissingQuotes', row: 0 }]);
  }

  #parse(text: string, last: boolean, quoteChar: string): PapaResult {
    const parser = new Papa.Parser({
      delimiter: this.#delimiter,
      newline: '\n',
      quoteChar,
      escapeChar: quoteChar,
      ...(this.#comment === '' ? {} : { comments: this.#comment }),
    });
    const result = parser.parse(text, 0, !last) as PapaResult;
    // After a final newline papaparse sees one more, empty, line.
    if (last && text.endsWith('\n') && result.data.at(-1)?.join('') === '') result.data.pop();
    return result;
  }

  #take(end: number, rows: string[][], errors: PapaResult['errors']): RecordBlock {
    const text = this.#pending.slice(0, end);
    const firstLine = this.#line;
    this.#pending = this.#pending.slice(end);
    this.#line += newlines(text);
    let lines: readonly number[] | undefined;
    return {
      rows,
      lineOf: (index) => {
        lines ??= rowStarts(text, rows, this.#comment).map((start) => firstLine + start.line);
        return lines[index] ?? firstLine;
      },
      badQuotes: [...new Set(errors.map((e) => e.row))].filter((row) => row < rows.length),
    };
  }
}

interface RowStart {
  readonly position: number;
  /** Lines above it in the text. */
  readonly line: number;
}

/**
 * Where each row begins in `text`, and last where the row after them would. papaparse doesn't say; but a row spans one
 * line and as many more as there are newlines in its cells, so walking the rows gives it.
 */
function rowStarts(text: string, rows: readonly string[][], comment: string): RowStart[] {
  const starts: RowStart[] = [];
  let position = 0;
  let line = 0;
  const nextLine = (): void => {
    position = text.indexOf('\n', position) + 1 || text.length;
    line++;
  };
  const startRow = (): void => {
    while (comment !== '' && position < text.length && text.startsWith(comment, position)) nextLine();
    starts.push({ position, line });
  };
  for (const row of rows) {
    startRow();
    nextLine();
    for (const cell of row) for (let more = newlines(cell); more > 0; more--) nextLine();
  }
  startRow();
  return starts;
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** One space between cells and none around a line; quoted cells and comments stay as they are. */
function singleSpaces(text: string, comment: string, last: boolean): string {
  if (!text.includes('"')) return plainSpaces(text, last);
  const kept = [
    ...(comment === '' ? [] : [`^[ \\t]*${comment}.*$`]),
    // A quoted cell, or the beginning of one that is still open.
    `(?<=^|[ \\t])"(?:[^"]|"")*(?:"|(?![^]))`,
  ];
  return text.replace(
    new RegExp(`(${kept.join('|')})|[ \\t]+`, 'gm'),
    (run: string, keep: string | undefined, at: number) => {
      if (keep !== undefined) return run.trimStart();
      const end = at + run.length;
      const atStart = at === 0 || text[at - 1] === '\n';
      const atEnd = text[end] === '\n' || (last && end === text.length);
      return atStart || atEnd ? '' : ' ';
    },
  );
}

function plainSpaces(text: string, last: boolean): string {
  return text
    .replace(/^[ \t]+/gm, '')
    .replace(last ? /[ \t]+$/gm : /[ \t]+(?=\n)/g, '')
    .replace(/[ \t]+/g, ' ');
}

/** A record without anything in it: a blank line, or one of delimiters only. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || cell.trim() === '');
}
