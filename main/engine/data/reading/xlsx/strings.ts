/** The texts of a workbook. */
import { tooLargeWorkbook } from './faults.ts';
import { readXml } from './xml.ts';
import type { Zip } from './zip.ts';

/** Characters of a cell, in every spreadsheet program. Without a limit a small file could name a long text very often. */
const LONGEST_CELL = 32_767;
/** Bytes of all texts, unpacked. */
const MOST_BYTES = 256 * 2 ** 20;

/** Joins the pieces of a text that is formatted in parts. The reading aids of Japanese texts are no part of it. */
export class TextPieces {
  #text = '';
  #collecting = false;
  #aside = 0;

  open(name: string): void {
    if (name === 'rPh') this.#aside++;
    else if (name === 't') this.#collecting = this.#aside === 0;
  }

  close(name: string): void {
    if (name === 'rPh') this.#aside--;
    else if (name === 't') this.#collecting = false;
  }

  add(text: string): void {
    if (this.#collecting && this.#text.length < LONGEST_CELL) this.#text += text;
  }

  /** The text, and the beginning of another one. */
  take(): string {
    const text = cellString(this.#text);
    this.#text = '';
    return text;
  }
}

/** A text of a cell: characters that XML cannot hold are written like _x000D_. */
export function cellString(text: string): string {
  const decoded = text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
  return decoded.slice(0, LONGEST_CELL);
}

/** @throws KanError `xlsx.*` */
export async function readStrings(zip: Zip, part: string, fileName: string): Promise<readonly string[]> {
  if (zip.sizeOf(part) > MOST_BYTES)
    throw tooLargeWorkbook(fileName, 'has too much text to be read as a table');
  const strings: string[] = [];
  const pieces = new TextPieces();
  await readXml(
    zip.read(part),
    {
      open: (name) => pieces.open(name),
      close(name) {
        pieces.close(name);
        if (name === 'si') strings.push(pieces.take());
      },
      text: (text) => pieces.add(text),
    },
    part,
    fileName,
  );
  return strings;
}
