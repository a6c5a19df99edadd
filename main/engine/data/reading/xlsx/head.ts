/** A sheet as the text that its table is read from. */
import type { Hash } from 'node:crypto';
import { cancelled } from '../../../../../shared/errors.ts';
import type { Head, TextChunk } from '../csv/text.ts';
import type { SheetChoice } from './choose.ts';
import { noFacts, sheetRows, type Noted, type SheetFacts, type SheetRow } from './sheet.ts';
import { areaOf, SheetText, type SheetArea } from './sheetText.ts';
import type { Workbook } from './workbook.ts';
import { tooLargeWorkbook } from './faults.ts';

/** Characters of the first rows. */
const HEAD = 512 * 1024;
const HEAD_ROWS = 8;
/** Characters of all rows; a small file could name one long text in every cell. */
const MOST = 2 ** 32;

export interface SheetFile {
  readonly workbook: Workbook;
  readonly choice: SheetChoice;
  /** The content of the file. */
  readonly bytes: Buffer;
}

/** The beginning of a sheet. */
export interface SheetHead {
  readonly rows: readonly SheetRow[];
  readonly area: SheetArea;
  readonly complete: boolean;
  /** The part of the sheet that the rows are, from 0 to 1. */
  readonly share: number;
  readonly facts: SheetFacts;
}

/** What one reading of a sheet finds beside its rows. */
export interface Findings {
  readonly facts: SheetFacts;
  readonly beside: Readonly<Noted>;
}

/** @returns the first rows of the chosen sheet. @throws KanError `cancelled`, and as the parts of a workbook do that cannot be read */
export async function readSheetHead(
  { workbook, choice }: SheetFile,
  signal?: AbortSignal,
): Promise<SheetHead> {
  const { sheet } = choice;
  const facts = noFacts();
  const rows: SheetRow[] = [];
  let [length, bytes] = [0, 0];
  let complete = true;
  for await (const piece of sheetRows(workbook, sheet, facts)) {
    if (signal?.aborted === true) throw cancelled();
    bytes = piece.bytes;
    for (const row of piece.rows) {
      rows.push(row);
      for (const { text } of row.cells) length += text.length + 1;
    }
    complete = length < HEAD || rows.length < HEAD_ROWS;
    if (!complete) break;
  }
  return { rows, area: areaOf(rows), complete, share: bytes / workbook.zip.sizeOf(sheet.part), facts };
}

/**
 * The head as a text whose numbers have this decimal mark.
 * @param found gets what each reading finds
 */
export function headText(
  file: SheetFile,
  head: SheetHead,
  decimal: '.' | ',',
  found: (findings: Findings) => void,
): Head {
  const { area, complete, share, facts, rows } = head;
  const writer = new SheetText(area, decimal);
  const text = writer.write(rows);
  found({ facts, beside: writer.beside });
  return {
    ...{ text, complete, share },
    fileName: file.workbook.fileName,
    encoding: 'utf-8',
    encodingProven: true,
    guess: null,
    doubt: null,
    raw: Buffer.alloc(0),
    read: (_, hash, signal) => sheetText(file, area, decimal, { hash, signal, found }),
  };
}

async function* sheetText(
  { workbook, choice: { sheet }, bytes: content }: SheetFile,
  area: SheetArea,
  decimal: '.' | ',',
  {
    hash,
    signal,
    found,
  }: {
    readonly hash: Hash | null;
    readonly signal: AbortSignal | undefined;
    readonly found: (findings: Findings) => void;
  },
): AsyncGenerator<TextChunk, void, undefined> {
  hash?.update(content);
  const facts = noFacts();
  const writer = new SheetText(area, decimal);
  const size = workbook.zip.sizeOf(sheet.part);
  let length = 0;
  for await (const { rows, bytes } of sheetRows(workbook, sheet, facts)) {
    if (signal?.aborted === true) throw cancelled();
    const text = writer.write(rows);
    length += text.length;
    if (length > MOST) throw tooLargeWorkbook(workbook.fileName, 'has too much text to be read as a table');
    if (text !== '') yield { text, bytes: Math.round((bytes / size) * content.length), raw: Buffer.alloc(0) };
  }
  found({ facts, beside: writer.beside });
}
