/** Columns that grow while a file is read, and what is read of each. The texts of the cells are not kept. */
import type { RowBlock } from '../table/rows.ts';
import type { MissingMarks, NumberParser } from './cells/cells.ts';
import type { DateForm } from './dates/dates.ts';
import { isErrorCell } from './cells/errorCells.ts';
import { isMinus, type WordsAmongLabels } from './cells/missingWords.ts';
import { tally, type FoundCells } from './cells/tally.ts';
import type { Stand } from './notations/besideNumbers.ts';
import type { Addition } from './notations/writtenNumbers.ts';

const BLOCK = 1 << 16;

/** A list of numbers that grows without copying; `take` returns one array of the exact length. */
export class GrowingFloats {
  #full: Float64Array[] = [];
  /** Small at first: a table may have a hundred thousand columns. */
  #current = new Float64Array(16);
  #used = 0;

  push(value: number): void {
    if (this.#used === this.#current.length) this.#grow();
    this.#current[this.#used++] = value;
  }

  #grow(): void {
    this.#full.push(this.#current);
    this.#current = new Float64Array(Math.min(BLOCK, 4 * this.#current.length));
    this.#used = 0;
  }

  take(): Float64Array {
    const length = this.#full.reduce((sum, block) => sum + block.length, this.#used);
    const all = new Float64Array(length);
    let at = 0;
    for (const block of this.#full) {
      all.set(block, at);
      at += block.length;
    }
    all.set(this.#current.subarray(0, this.#used), at);
    this.#full = [];
    this.#current = new Float64Array(0);
    this.#used = 0;
    return all;
  }
}

/** Cells that a column's type cannot read. */
export interface Rejects {
  readonly count: number;
  readonly firstLine: number;
  /** The first of them, at most {@link KEPT_REJECTS}. */
  readonly cells: readonly string[];
  /** Cells that are infinite or too large for a number. */
  readonly infinite: number;
  readonly infiniteLine: number;
}

/** Rejected cells that are kept as text, to find out which type the column has instead. */
const KEPT_REJECTS = 200;

/** Cells of a column of numbers that may be codes. */
export interface NumberCodes {
  /** Whole numbers with zeros in front: 00123. */
  readonly zeros: FoundCells;
  /** Whole numbers that cannot be held to the last digit. */
  readonly long: FoundCells;
}

/** What a column says of the decimal mark. */
export interface DecimalEvidence {
  /** Cells that are a thousand or a fraction. */
  readonly open: FoundCells;
  /** A cell has the mark where only a decimal mark can stand. */
  readonly decided: boolean;
}

export interface DateForms {
  readonly forms: Readonly<Record<DateForm, FoundCells>>;
  /** Cells at which the time of day begins again; none where the times go back elsewhere too. */
  readonly midnights: FoundCells;
}

/** What cells hold besides a number, or instead of one. */
export type Beside = Addition | Stand;

export interface ColumnResult {
  readonly values: Float64Array;
  /** See `Column.labels`; the first ones of an overflowed column, at most 1000. */
  readonly labels: readonly string[];
  readonly missing: number;
  readonly rejects: Rejects;
  /** A category column with too many labels; its values are empty. */
  readonly overflowed: boolean;
  /** Share of a category column's cells (of its labels, while it hasn't overflowed) that are numbers. */
  readonly numeric: number;
  /** Of a column of numbers: cells that may be codes. */
  readonly codes?: NumberCodes;
  /** Cells that hold an error of a spreadsheet or a program, and are missing. */
  readonly errors?: FoundCells;
  /** Of a column of numbers with a unit: those without it. */
  readonly bare?: FoundCells;
  /** Of a column of numbers with something beside them: the cells that have it. */
  readonly additions?: Readonly<Record<Beside, FoundCells>>;
  /** Of a column of numbers in a file whose beginning does not show the decimal mark. */
  readonly decimal?: DecimalEvidence;
  /** Of a column of dates: in which forms they are written. */
  readonly dates?: DateForms;
  /** Of a column of labels: words such as “None”. */
  readonly words?: WordsAmongLabels;
  /** Of a column of values: cells that are missing by a word that would be a label beside others. */
  readonly possibleLabels?: FoundCells;
  /** Of a column whose blank cells are filled from above: how many there were. */
  readonly filled?: number;
  /** Of a column of labels: cells that name a row of sums, such as “Total”. */
  readonly totals?: FoundCells;
}

export interface ColumnBuilder {
  /** Reads cell `index` of every row. */
  add(block: RowBlock, index: number): void;
  /** Returns the column; the builder is empty afterwards. */
  take(): ColumnResult;
}

class RejectList {
  count = 0;
  infinite = 0;
  #firstLine = 0;
  #infiniteLine = 0;
  #cells: string[] = [];

  add(cell: string, block: RowBlock, row: number): void {
    if (this.count++ === 0) this.#firstLine = block.lineOf(row);
    if (this.#cells.length < KEPT_REJECTS) this.#cells.push(ownCopy(cell));
  }

  addInfinite(block: RowBlock, row: number): void {
    if (this.infinite++ === 0) this.#infiniteLine = block.lineOf(row);
  }

  done(): Rejects {
    return {
      count: this.count,
      firstLine: this.#firstLine,
      cells: this.#cells,
      infinite: this.infinite,
      infiniteLine: this.#infiniteLine,
    };
  }
}

/** No rejects. */
export const noRejects = (): Rejects => new RejectList().done();

/** A copy of the text, so that the part of the file that it comes from can be freed. */
export function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** A column of the values that `parse` reads in its cells; NaN where it reads none. */
export function valueColumn(
  parse: NumberParser,
  marks: MissingMarks,
  labels: readonly string[],
): ColumnBuilder {
  const values = new GrowingFloats();
  const rejects = new RejectList();
  const [errors, possibleLabels] = [tally(), tally()];
  let missing = 0;
  const markedNumbers = marks.numbers.length > 0 ? marks.numbers : null;

  /** The value to store for a cell that is not a finite number. */
  const exception = (cell: string, value: number, block: RowBlock, row: number): void => {
    missing++;
    if (value === value && markedNumbers?.includes(value) !== true) rejects.addInfinite(block, row);
    else if (value !== value) {
      const text = cell.trim();
      if (!marks.has(text)) rejects.add(cell, block, row);
      else if (isErrorCell(text)) errors.add(text, block, row);
      else if (!isMinus(text) && !marks.hasAmongLabels(text)) possibleLabels.add(text, block, row);
    }
  };

  return {
    add(block, index) {
      const rows = block.rows;
      for (let row = 0; row < rows.length; row++) {
        const cell = rows[row][index] ?? '';
        const value = parse(cell);
        // x − x is 0 for finite x, else NaN.
        if (value - value === 0 && markedNumbers?.includes(value) !== true) {
          values.push(value);
        } else {
          values.push(NaN);
          exception(cell, value, block, row);
        }
      }
    },
    take: () => ({
      values: values.take(),
      labels,
      missing,
      rejects: rejects.done(),
      errors: errors.done(),
      possibleLabels: possibleLabels.done(),
      overflowed: false,
      numeric: 1,
    }),
  };
}

export interface Limits {
  readonly least: number | null;
  readonly most: number | null;
}

/** The same column with values outside of the limits made missing. */
export function limitedColumn(builder: ColumnBuilder, { least, most }: Limits): ColumnBuilder {
  return {
    add: (block, index) => builder.add(block, index),
    take() {
      const result = builder.take();
      let { missing } = result;
      const values = result.values.map((value) => {
        if (!(value < (least ?? -Infinity) || value > (most ?? Infinity))) return value;
        missing++;
        return NaN;
      });
      return { ...result, values, missing };
    },
  };
}
