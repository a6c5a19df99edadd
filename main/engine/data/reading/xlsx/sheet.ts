/** The rows of a sheet, one after the other. */
import { damagedWorkbook } from './faults.ts';
import { momentText } from './moments.ts';
import type { NumberKind } from './styles.ts';
import { cellString, TextPieces } from './strings.ts';
import { isTrue, type SheetPart, type Workbook } from './workbook.ts';
import { XmlReader } from './xml.ts';

/** Rows and columns of a sheet, in every spreadsheet program. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

export interface SheetCell {
  /** From 0. */
  readonly column: number;
  /** As a table in a text has it, with decimal points; never ''. */
  readonly text: string;
  /** Begins with a number of the sheet, not with one that is stored as a text. */
  readonly isNumber: boolean;
}

export interface SheetRow {
  /** As the spreadsheet shows it, from 1. */
  readonly row: number;
  /** Those with a value, from left to right. */
  readonly cells: readonly SheetCell[];
}

/** Cells that are named in a remark. */
export interface Noted {
  count: number;
  /** The first of them, such as C7; '' where there is none. */
  first: string;
}

/** What is known of a sheet after its rows were read. */
export interface SheetFacts {
  /** Formulas without a stored value. */
  readonly unstored: Noted;
  readonly formulas: { count: number; zeros: number };
  readonly hiddenRows: Noted;
  /** From the first to the last of neighbours, from 0. */
  readonly hiddenColumns: (readonly [first: number, last: number])[];
  /** Blocks of merged cells: C7:C9. */
  readonly merged: string[];
}

/** Facts of a sheet of which nothing is read yet. They are counted while it is read. */
export function noFacts(): SheetFacts {
  return {
    unstored: { count: 0, first: '' },
    formulas: { count: 0, zeros: 0 },
    hiddenRows: { count: 0, first: '' },
    hiddenColumns: [],
    merged: [],
  };
}

export interface RowPiece {
  readonly rows: readonly SheetRow[];
  /** Bytes of the sheet read so far, unpacked. */
  readonly bytes: number;
}

/**
 * The rows that have values, in order.
 * @param facts gets what is found on the way
 * @throws KanError `xlsx.damaged`, `xlsx.too-large`
 */
export async function* sheetRows(
  workbook: Workbook,
  sheet: SheetPart,
  facts: SheetFacts,
): AsyncGenerator<RowPiece, void, undefined> {
  const reader = new SheetReader(workbook, sheet, facts);
  const xml = new XmlReader(reader, sheet.part, workbook.fileName);
  let bytes = 0;
  for await (const piece of workbook.zip.read(sheet.part)) {
    xml.write(piece);
    bytes += piece.length;
    yield { rows: reader.take(), bytes };
  }
  xml.end();
}

class SheetReader {
  readonly #workbook: Workbook;
  readonly #sheet: SheetPart;
  readonly #facts: SheetFacts;
  readonly #inline = new TextPieces();
  #rows: SheetRow[] = [];
  #row = 0;
  #cells: SheetCell[] = [];
  #column = -1;
  #type = '';
  #style = '';
  #value: string | null = null;
  #inValue = false;
  #isFormula = false;

  constructor(workbook: Workbook, sheet: SheetPart, facts: SheetFacts) {
    this.#workbook = workbook;
    this.#sheet = sheet;
    this.#facts = facts;
  }

  take(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  readonly open = (name: string, attribute: (name: string) => string | undefined): void => {
    switch (name) {
      case 'c': {
        const place = attribute('r');
        this.#column = place === undefined ? this.#column + 1 : columnOf(place);
        if (!(this.#column < MOST_COLUMNS)) throw this.#damaged();
        this.#type = attribute('t') ?? 'n';
        this.#style = attribute('s') ?? '';
        this.#value = null;
        this.#isFormula = false;
        return;
      }
      case 'v':
        this.#inValue = true;
        this.#value = '';
        return;
      case 'f':
        this.#isFormula = true;
        return;
      case 'row':
        this.#beginRow(attribute('r'), isTrue(attribute('hidden')));
        return;
      case 'col':
        if (isTrue(attribute('hidden')))
          this.#facts.hiddenColumns.push([Number(attribute('min')) - 1, Number(attribute('max')) - 1]);
        return;
      case 'mergeCell':
        this.#facts.merged.push(attribute('ref') ?? '');
        return;
      default:
        this.#inline.open(name);
    }
  };

  readonly close = (name: string): void => {
    switch (name) {
      case 'v':
        this.#inValue = false;
        return;
      case 'c':
        this.#endCell();
        return;
      case 'row':
        if (this.#cells.length > 0) this.#rows.push({ row: this.#row, cells: this.#cells });
        return;
      default:
        this.#inline.close(name);
    }
  };

  readonly text = (text: string): void => {
    if (this.#inValue) this.#value = `${this.#value ?? ''}${text}`;
    else this.#inline.add(text);
  };

  #beginRow(place: string | undefined, hidden: boolean): void {
    const row = place === undefined ? this.#row + 1 : Number(place);
    if (!(row > this.#row && row <= MOST_ROWS)) throw this.#damaged();
    this.#row = row;
    this.#cells = [];
    this.#column = -1;
    if (hidden) note(this.#facts.hiddenRows, String(row));
  }

  #endCell(): void {
    const inline = this.#inline.take();
    const text = this.#type === 'inlineStr' ? inline : this.#textOf(this.#value);
    if (this.#isFormula) this.#noteFormula();
    if (text === '') return;
    const last = this.#cells.at(-1);
    if (last !== undefined && last.column >= this.#column) throw this.#damaged();
    this.#cells.push({ column: this.#column, text, isNumber: this.#type === 'n' && !isMoment(this.#kind()) });
  }

  #noteFormula(): void {
    const { formulas, unstored } = this.#facts;
    // A text that a formula makes may be empty.
    if (!this.#value && (this.#type === 'n' || (this.#value === null && this.#type !== 'inlineStr')))
      note(unstored, `${columnName(this.#column)}${this.#row}`);
    formulas.count++;
    if (this.#value === '0' && this.#type === 'n') formulas.zeros++;
  }

  #kind(): NumberKind {
    return this.#style === '' ? 'number' : (this.#workbook.styles[Number(this.#style)] ?? 'number');
  }

  #textOf(value: string | null): string {
    if (value === null || value === '') return '';
    switch (this.#type) {
      case 's': {
        const text = this.#workbook.strings[Number(value)];
        if (text === undefined) throw this.#damaged();
        return text;
      }
      case 'b':
        return isTrue(value) ? 'TRUE' : 'FALSE';
      case 'n':
        return this.#numberText(value);
      default:
        // A text that a formula made, an error, a date in the form of ISO 8601.
        return cellString(value);
    }
  }

  #numberText(value: string): string {
    const number = Number(value);
    // What is no number is told by the reading of the table.
    if (!Number.isFinite(number)) return value;
    const kind = this.#kind();
    if (kind === 'number') return String(number);
    if (kind === 'percent') return `${percentOf(number)} %`;
    return momentText(number, kind, this.#workbook.dates);
  }

  #damaged(): Error {
    return damagedWorkbook(
      this.#workbook.fileName,
      `the cells of its sheet “${this.#sheet.name}” are not in order near row ${this.#row}`,
    );
  }
}

function isMoment(kind: NumberKind): boolean {
  return kind === 'day' || kind === 'time' || kind === 'moment';
}

/** Counts a place, and keeps the first. */
export function note(noted: Noted, place: string): void {
  if (noted.count++ === 0) noted.first = place;
}

/** A hundred times the number, by its digits: 0.07 gives 7, not 7.000000000000001. */
function percentOf(number: number): number {
  const [digits, exponent = '0'] = String(number).split('e');
  return Number(`${digits}e${Number(exponent) + 2}`);
}

/** Index of the column of a cell such as C7; Infinity where the text is none. */
export function columnOf(place: string): number {
  let column = 0;
  for (let at = 0; at < place.length; at++) {
    const letter = (place.charCodeAt(at) | 32) - 96;
    if (letter < 1 || letter > 26) return at === 0 ? Infinity : column - 1;
    column = 26 * column + letter;
  }
  return Infinity;
}

/** C for index 2. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}
