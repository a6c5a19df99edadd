/** Reads a part of a workbook as XML, piece by piece. Entities that a file declares itself are refused, so none can grow. */
import { StringDecoder } from 'node:string_decoder';
import { Parser } from 'saxen';
import { damagedWorkbook } from './faults.ts';

export interface XmlHandlers {
  /** @param attribute the value of an attribute by its name without a prefix */
  readonly open: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly close?: (name: string) => void;
  /** May be called several times for one text. */
  readonly text?: (text: string) => void;
}

/** A tag or a text longer than this, in characters, is no part of a workbook. */
const LONGEST_TOKEN = 2 ** 20;

/** @throws KanError `xlsx.damaged` where the part is not well-formed; what the handlers throw */
export class XmlReader {
  readonly #parser = new Parser();
  readonly #damaged: (what: string) => Error;
  #decoder: StringDecoder | null = null;
  #failed: Error | null = null;
  #waiting = 0;

  /** @param part its name, for messages */
  constructor({ open, close, text }: XmlHandlers, part: string, fileName: string) {
    this.#damaged = (what) => damagedWorkbook(fileName, `“${part}” ${what}`);
    this.#parser.on('openTag', (name, attributes, decode) => {
      this.#waiting = 0;
      let values: Record<string, string> | null = null;
      open(local(name), (wanted) => {
        values ??= attributes();
        const value = values[wanted] ?? prefixed(values, wanted);
        return value === undefined ? undefined : decode(value);
      });
    });
    this.#parser.on('closeTag', (name) => {
      this.#waiting = 0;
      close?.(local(name));
    });
    if (text !== undefined) {
      this.#parser.on('text', (content, decode) => text(decode(content)));
      this.#parser.on('cdata', text);
    }
    this.#parser.on('attention', () => this.#fail(this.#damaged('declares a document type')));
    this.#parser.on('error', () => this.#fail(this.#damaged('is not well-formed')));
  }

  write(bytes: Buffer): void {
    const isFirst = this.#decoder === null;
    this.#decoder ??= new StringDecoder(bytes[0] === 0xff ? 'utf16le' : 'utf8');
    const decoded = this.#decoder.write(bytes);
    const text = isFirst ? decoded.replace(/^\uFEFF/, '') : decoded;
    this.#waiting += text.length;
    if (this.#waiting > LONGEST_TOKEN) throw this.#damaged('is not well-formed');
    this.#parser.write(text);
    if (this.#failed !== null) throw this.#failed;
  }

  end(): void {
    this.#parser.end();
    if (this.#failed !== null) throw this.#failed;
  }

  #fail(error: Error): void {
    this.#failed ??= error;
  }
}

/** Reads a whole part. */
export async function readXml(
  pieces: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  part: string,
  fileName: string,
): Promise<void> {
  const reader = new XmlReader(handlers, part, fileName);
  for await (const piece of pieces) reader.write(piece);
  reader.end();
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function prefixed(values: Readonly<Record<string, string>>, wanted: string): string | undefined {
  const key = Object.keys(values).find((name) => name.endsWith(`:${wanted}`) && !name.startsWith('xmlns:'));
  return key === undefined ? undefined : values[key];
}
