/**
 * A sheet as a text: a line for each row, also for empty ones, so that the number of a line is that of the row; tabs between
 * the cells.
 */
import { columnName, note, type Noted, type SheetCell, type SheetRow } from './sheet.ts';

/** Where the table of a sheet is. */
export interface SheetArea {
  /** Its first column, from 0. */
  readonly left: number;
  /** The column behind its last one. */
  readonly right: number;
  /** Its first row, as the spreadsheet counts: lines above it are a title. */
  readonly top: number;
}

/** Most rows of a table have at least this share of the cells that are usual. */
const FILLED = 0.5;

/** @param rows the first ones with values */
export function areaOf(rows: readonly SheetRow[]): SheetArea {
  const counts = rows.map(({ cells }) => cells.length).filter((count) => count > 1);
  const usual = counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 1;
  const main = rows.filter(({ cells }) => cells.length >= Math.min(usual, Math.max(2, FILLED * usual)));
  let [left, right] = [Infinity, 0];
  for (const { cells } of main) {
    left = Math.min(left, cells[0].column);
    right = Math.max(right, cells.at(-1)!.column + 1);
  }
  return { left, right, top: main[0]?.row ?? 1 };
}

/** Writes rows one after the other. */
export class SheetText {
  readonly #area: SheetArea;
  readonly #decimal: '.' | ',';
  readonly #textsOnly: boolean;
  /** Cells left of the table, in its rows. */
  readonly beside: Noted = { count: 0, first: '' };
  #row = 1;

  /** @param textsOnly leaves out numbers, where it is asked how the texts write theirs */
  constructor(area: SheetArea, decimal: '.' | ',', textsOnly = false) {
    this.#area = area;
    this.#decimal = decimal;
    this.#textsOnly = textsOnly;
  }

  write(rows: readonly SheetRow[]): string {
    let text = '';
    for (const { row, cells } of rows) {
      if (row > this.#row) text += '\n'.repeat(row - this.#row);
      text += `${this.#line(row, cells)}\n`;
      this.#row = row + 1;
    }
    return text;
  }

  #line(row: number, cells: readonly SheetCell[]): string {
    const { left, right, top } = this.#area;
    const inside = cells.filter(({ column }) => column >= left);
    if (inside.length > 0)
      for (const { column } of cells.slice(0, cells.length - inside.length))
        note(this.beside, `${columnName(column)}${row}`);
    // A title stands above the first column of the table, wherever it is.
    const shown =
      inside.length > 0 ? inside : cells.map((cell, index) => ({ ...cell, column: left + index }));
    let line = '';
    let column = left;
    for (const cell of shown) {
      line += '\t'.repeat(cell.column - column) + this.#cell(cell);
      column = cell.column;
    }
    return row < top || right <= column ? line : line + '\t'.repeat(right - 1 - column);
  }

  #cell({ text, isNumber }: SheetCell): string {
    if (isNumber) return this.#textsOnly ? '' : this.#decimal === ',' ? text.replace('.', ',') : text;
    // Characters that would end a line or a cell.
    const line = text.replace(/[\t\n\v\f\r\0\u0085\u2028\u2029]+/g, ' ');
    return line.includes('"') ? `"${line.replaceAll('"', '""')}"` : line;
  }
}

/** Columns between others that are empty in all of these rows: two tables may stand beside each other. */
export function emptyColumns(rows: readonly SheetRow[], { left, right }: SheetArea): readonly number[] {
  const used = new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)));
  return Array.from({ length: right - left }, (_, index) => left + index).filter(
    (column) => !used.has(column),
  );
}
