/** Small Excel workbooks, written from their cells. */
import { strToU8, zipSync, type Zippable } from 'fflate';

/** `format` is the number format, such as `yyyy-mm-dd`; `type` and `value` are the attribute t and the element v as they are. */
export interface OddCell {
  readonly type?: string;
  readonly value?: string;
  readonly format?: string;
  /** The element f. */
  readonly formula?: string;
  /** An inline text, as XML. */
  readonly inline?: string;
}

export type WorkbookCell = number | string | boolean | null | OddCell;

export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly WorkbookCell[])[];
  /** The first row and column, from 1. */
  readonly at?: readonly [row: number, column: number];
  readonly state?: 'hidden' | 'veryHidden';
  readonly merged?: readonly string[];
  /** Rows that a filter hides, as the spreadsheet counts. */
  readonly hiddenRows?: readonly number[];
  /** From the first to the last of neighbours, from 1. */
  readonly hiddenColumns?: readonly (readonly [first: number, last: number])[];
}

interface Extras {
  readonly date1904?: boolean;
  readonly fullCalcOnLoad?: boolean;
  /** Texts that are named by their index, as XML inside of si. */
  readonly strings?: readonly string[];
  /** Parts that are added, or replace others. */
  readonly parts?: Readonly<Record<string, string>>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The bytes of a workbook. */
export function workbook(sheets: readonly WorkbookSheet[], extras: Extras = {}): Buffer {
  return Buffer.from(zipSync(workbookParts(sheets, extras)));
}

/** The parts of a workbook, for what damages them. */
export function workbookParts(sheets: readonly WorkbookSheet[], extras: Extras = {}): Zippable {
  const { date1904 = false, fullCalcOnLoad = false, strings = [], parts = {} } = extras;
  const formats: string[] = [];
  const styleOf = (format: string): number => {
    if (!formats.includes(format)) formats.push(format);
    return formats.indexOf(format) + 1;
  };
  const written = sheets.map((sheet) => sheetXml(sheet, styleOf));
  const texts: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, s) =>
          `<sheet name="${escaped(name)}" sheetId="${s + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${s + 1}"/>`,
      )
      .join('')}</sheets><calcPr${fullCalcOnLoad ? ' fullCalcOnLoad="1"' : ''}/></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, s) => [`rId${s + 1}`, 'worksheet', `worksheets/sheet${s + 1}.xml`] as const),
      ['rIdStyles', 'styles', '/xl/styles.xml'],
      ['rIdStrings', 'sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${formats
      .map((code, f) => `<numFmt numFmtId="${200 + f}" formatCode="${escaped(code)}"/>`)
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
      .map((_, f) => `<xf numFmtId="${200 + f}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    ...Object.fromEntries(written.map((text, s) => [`xl/worksheets/sheet${s + 1}.xml`, text])),
    ...parts,
  };
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]));
}

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const lines = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}">${lines.join('')}</Relationships>`;
}

function sheetXml(
  {
    rows,
    at: [firstRow, firstColumn] = [1, 1],
    merged = [],
    hiddenRows = [],
    hiddenColumns = [],
  }: WorkbookSheet,
  styleOf: (format: string) => number,
): string {
  const lines = rows.map((cells, r) => {
    const row = firstRow + r;
    const texts = cells.map((cell, c) => cellXml(cell, `${letters(firstColumn + c)}${row}`, styleOf));
    return `<row r="${row}"${hiddenRows.includes(row) ? ' hidden="1"' : ''}>${texts.join('')}</row>`;
  });
  const columns = hiddenColumns.map(([first, last]) => `<col min="${first}" max="${last}" hidden="1"/>`);
  const blocks = merged.map((block) => `<mergeCell ref="${block}"/>`);
  return `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1"/>${
    columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`
  }<sheetData>${lines.join('')}</sheetData>${
    blocks.length === 0 ? '' : `<mergeCells>${blocks.join('')}</mergeCells>`
  }</worksheet>`;
}

function cellXml(cell: WorkbookCell, place: string, styleOf: (format: string) => number): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'string') return `<c r="${place}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  const { type, value, format, formula, inline } = cell;
  return `<c r="${place}"${format === undefined ? '' : ` s="${styleOf(format)}"`}${type === undefined ? '' : ` t="${type}"`}>${
    formula === undefined ? '' : `<f>${escaped(formula)}</f>`
  }${value === undefined ? '' : `<v>${escaped(value)}</v>`}${inline === undefined ? '' : `<is>${inline}</is>`}</c>`;
}

function letters(column: number): string {
  const letter = String.fromCharCode(65 + ((column - 1) % 26));
  return column <= 26 ? letter : letters(Math.floor((column - 1) / 26)) + letter;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
