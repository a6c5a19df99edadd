/** Lines below a table that are no rows of it: sources, comments, what a program says at its end. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import type { IssueInput } from '../../issues/issues.ts';
import type { RowBlock } from '../../table/rows.ts';
import { holds, isQuantity, type CellContext, type Kinds } from './kinds.ts';
import { isNumberOfAnyMarks } from './marks.ts';
import type { HeadRecord } from './records.ts';

/** More lines than these at the end are rows. */
const MOST_LINES = 500;

/** Whether a line would be no row of the table if only such lines came below it. */
export type IsNote = (cells: readonly string[]) => boolean;

/**
 * Such a line has no number where columns hold numbers or dates, and has too few cells, or only words, in these columns
 * alone.
 * Between blanks it is a line of another length that has more words than numbers.
 * @param kinds what the columns hold
 */
export function noteTest(
  kinds: Kinds,
  context: CellContext,
  { delimiter }: Pick<TableFormat, 'delimiter'>,
): IsNote {
  const isValued = kinds.map((kind) => {
    const held = kind === null ? null : holds(kind);
    return held === 'quantities' || held === 'times';
  });
  const columns = [...kinds.keys()];
  const valued = columns.filter((c) => isValued[c]);
  const others = columns.filter((c) => !isValued[c]);
  const isFilled = (cell = ''): boolean => cell.trim() !== '';
  const isNumber = (cell: string): boolean => isQuantity(cell, context) || isNumberOfAnyMarks(cell.trim());
  /** Words without digits, or a sentence. */
  const isWord = (cell: string): boolean =>
    (!/\d/.test(cell) && !context.marks.has(cell)) || /^\p{L}\S*(?: \S+){2}/u.test(cell);
  if (kinds.length < 2 || valued.length === 0) return () => false;
  return (cells) => {
    if (delimiter === ' ' && cells.length !== kinds.length)
      return 2 * cells.filter(isNumber).length < cells.length;
    if (cells.length > kinds.length || valued.some((c) => isNumber(cells[c] ?? ''))) return false;
    if (cells.length < kinds.length) return true;
    const filled = valued.filter((c) => isFilled(cells[c]));
    return (
      valued.length > 1 &&
      filled.length > 0 &&
      filled.every((c) => isWord(cells[c].trim())) &&
      !others.some((c) => isFilled(cells[c]))
    );
  };
}

/** The records without the lines below the table. */
export function withoutNotes<T extends HeadRecord>(records: readonly T[], isNote: IsNote): readonly T[] {
  const end = records.findLastIndex(({ cells }) => !isNote(cells)) + 1;
  return end === 0 || records.length - end > MOST_LINES ? records : records.slice(0, end);
}

/** Holds back the lines at the end of each block until a row follows: those that are left are below the table. */
export class LinesBelow {
  readonly #isNote: IsNote;
  /** Called for each line that turns out to be a row. */
  readonly #onRow: (cells: readonly string[], line: number) => void;
  #held: HeadRecord[] = [];

  constructor(isNote: IsNote, onRow: (cells: readonly string[], line: number) => void) {
    this.#isNote = isNote;
    this.#onRow = onRow;
  }

  /** The block without its last lines that may be below the table, and with those held before. */
  without({ rows, lineOf }: RowBlock): RowBlock {
    const last = rows.findLastIndex((cells) => !this.#isNote(cells)) + 1;
    const isTooLong = this.#held.length + rows.length - last > MOST_LINES;
    const end = isTooLong ? rows.length : last;
    if (end === rows.length && this.#held.length === 0) {
      this.#tell(rows, lineOf, end);
      return { rows, lineOf };
    }
    const records = rows.map((cells, row): HeadRecord => ({ cells, line: lineOf(row) }));
    if (end === 0) {
      this.#held.push(...records);
      return { rows: [], lineOf };
    }
    const taken = [...this.#held, ...records.slice(0, end)];
    for (const { cells, line } of this.#held) this.#onRow(cells, line);
    this.#tell(rows, lineOf, end);
    this.#held = records.slice(end);
    return { rows: taken.map(({ cells }) => cells), lineOf: (row) => taken[row].line };
  }

  #tell(rows: RowBlock['rows'], lineOf: RowBlock['lineOf'], end: number): void {
    for (let row = 0; row < end; row++) if (this.#isNote(rows[row])) this.#onRow(rows[row], lineOf(row));
  }

  issues(): readonly IssueInput[] {
    const [first, last] = [this.#held[0], this.#held.at(-1)];
    if (first === undefined || last === undefined) return [];
    const text = first.cells.join(' ').trim().slice(0, 60);
    return [
      {
        severity: 'note',
        code: 'csv.lines-below',
        message: (words) =>
          first === last
            ? `${words.Line} ${first.line} (“${text}”) comes below the table and is left out.`
            : `${words.Lines} ${first.line} to ${last.line} (“${text}”, …) come below the table and are left out.`,
        line: first.line,
      },
    ];
  }
}
