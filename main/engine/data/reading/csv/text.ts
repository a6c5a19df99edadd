/** A text file as decoded text, piece by piece. */
import { isUtf8 } from 'node:buffer';
import type { Hash } from 'node:crypto';
import { basename } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { TableFormat } from '../../../../../shared/contract/views.ts';
import { cancelled, userError } from '../../../../../shared/errors.ts';
import { openFile, readBytes, type FileStart } from '../file.ts';

type Encoding = TableFormat['encoding'];

/** Bytes read at a time: enough to be fast, few enough to react to a cancel at once. */
const CHUNK = 512 * 1024;

/** The head has at least this many whole lines, where the file has as many. */
const HEAD_LINES = 8;

/** The most bytes that are read to find so many lines. */
const MOST_HEAD = 64 * 1024 * 1024;

/** The beginning of a text file. */
export interface Head {
  readonly path: string;
  readonly fileName: string;
  /** Size of the whole file. */
  readonly bytes: number;
  readonly encoding: Encoding;
  /** The head has bytes above 127, so that the encoding is known and not only assumed. */
  readonly encodingProven: boolean;
  readonly text: string;
  /** The text is the whole file. */
  readonly complete: boolean;
  /** Bytes of the head, for estimates. */
  readonly headBytes: number;
}

/**
 * The beginning of a file as text: half a megabyte, more where that has only a few lines.
 * @throws KanError `table.empty`, `csv.binary`, `csv.long-lines`; `cancelled`.
 */
export async function readHead(
  { path, fileName, size, bytes: start }: FileStart,
  encoding: Encoding | undefined,
  signal?: AbortSignal,
): Promise<Head> {
  const detected = encoding ?? detectEncoding(start);
  if (detected === null) throw binary(fileName);
  let bytes = start;
  let text = textOf(bytes, detected, bytes.length >= size);
  while (bytes.length < size && !hasLines(text, HEAD_LINES)) {
    if (bytes.length >= MOST_HEAD) {
      if (hasLines(text, 2)) break;
      throw longLines(fileName);
    }
    bytes = await readBytes(path, Math.min(size, 4 * bytes.length, MOST_HEAD), signal);
    text = textOf(bytes, detected, bytes.length >= size);
  }
  if (text.includes('\0')) throw binary(fileName);
  if (text.trim() === '')
    throw userError('table.empty', `${fileName} is empty.`, 'Choose a file that has rows of numbers in it.');
  return {
    ...{ path, fileName, text },
    bytes: size,
    encoding: detected,
    encodingProven: encoding !== undefined || start.some((byte) => byte > 127),
    complete: bytes.length >= size,
    headBytes: bytes.length,
  };
}

function textOf(bytes: Buffer, encoding: Encoding, complete: boolean): string {
  return normalNewlines(decodeAll(bytes, encoding, complete));
}

function hasLines(text: string, wanted: number): boolean {
  let at = -1;
  for (let line = 0; line < wanted; line++) {
    at = text.indexOf('\n', at + 1);
    if (at === -1) return false;
  }
  return true;
}

function longLines(fileName: string): Error {
  return userError(
    'csv.long-lines',
    `The first line of ${fileName} is longer than ${MOST_HEAD / 2 ** 20} MB, too long for a row of a table.`,
    'Check that each row of the table is on a line of its own.',
  );
}

/** One piece of the file's text; all newlines are `\n`, and a byte order mark is removed. */
export interface TextChunk {
  readonly text: string;
  /** Bytes read so far. */
  readonly bytes: number;
}

/**
 * The whole file, in order. Control goes back to the event loop between pieces.
 * @throws KanError `cancelled`, `table.unreadable`, `csv.binary`.
 */
export async function* readText(
  path: string,
  encoding: Encoding,
  hash: Hash | null,
  signal?: AbortSignal,
): AsyncGenerator<TextChunk, void, undefined> {
  const fileName = basename(path);
  const handle = await openFile(path);
  const decode = decoder(encoding);
  const newlines = newlineNormaliser();
  const buffer = Buffer.alloc(CHUNK);
  let bytes = 0;
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
      if (signal?.aborted === true) throw cancelled();
      const chunk = buffer.subarray(0, bytesRead);
      hash?.update(chunk);
      const last = bytesRead === 0;
      let text = newlines(last ? decode.end() : decode.write(chunk), last);
      if (bytes === 0 && text.startsWith('\uFEFF')) text = text.slice(1);
      bytes += bytesRead;
      if (text.includes('\0')) throw binary(fileName);
      if (text !== '') yield { text, bytes };
      if (last) return;
    }
  } finally {
    await handle.close();
  }
}

function binary(fileName: string): Error {
  return userError(
    'csv.binary',
    `${fileName} is not a text file.`,
    'Save it as CSV first: spreadsheets and databases can do that with “Save as” or “Export”.',
  );
}

/** The detected encoding; null where the bytes are not text. */
function detectEncoding(bytes: Buffer): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  let [even, odd, control] = [0, 0, 0];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === 0 && i % 2 === 0) even++;
    else if (byte === 0) odd++;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27)) control++;
  }
  // Tables are mostly ASCII, of which UTF-16 makes every other byte a zero.
  if (odd > bytes.length / 4 && even < odd / 50) return 'utf-16le';
  if (even > bytes.length / 4 && odd < even / 50) return 'utf-16be';
  if (even + odd > 0 || control > bytes.length / 100) return null;
  return validUtf8Start(bytes) ? 'utf-8' : 'latin1';
}

/** Whether the bytes are valid UTF-8; the last character may be cut off. */
function validUtf8Start(bytes: Buffer): boolean {
  for (let cut = 0; cut <= 3 && cut <= bytes.length; cut++) {
    if (isUtf8(bytes.subarray(0, bytes.length - cut))) return true;
  }
  return false;
}

interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

function decoder(encoding: Encoding): Decoder {
  if (encoding === 'latin1') {
    return { write: (bytes) => windows1252(bytes.toString('latin1')), end: () => '' };
  }
  if (encoding === 'utf-16be') {
    const little = new StringDecoder('utf16le');
    let odd: Buffer = Buffer.alloc(0);
    return {
      write(bytes) {
        const whole = Buffer.concat([odd, bytes]);
        const even = whole.length - (whole.length % 2);
        odd = Buffer.from(whole.subarray(even));
        return little.write(whole.subarray(0, even).swap16());
      },
      end: () => little.end(),
    };
  }
  const utf = new StringDecoder(encoding === 'utf-16le' ? 'utf16le' : 'utf8');
  return { write: (bytes) => utf.write(bytes), end: () => utf.end() };
}

function decodeAll(bytes: Buffer, encoding: Encoding, complete: boolean): string {
  const decode = decoder(encoding);
  const text = decode.write(Buffer.from(bytes)) + (complete ? decode.end() : '');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Files called Latin-1 nearly always use Windows-1252, which has characters where Latin-1 has control codes. */
function windows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (c) => C1[c.charCodeAt(0) - 0x80] ?? c);
}

function normalNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Replaces `\r\n` and `\r` by `\n`, also where a pair is divided between two pieces. */
function newlineNormaliser(): (text: string, last: boolean) => string {
  let heldBack = '';
  return (text, last) => {
    let whole = heldBack + text;
    heldBack = '';
    if (!last && whole.endsWith('\r')) {
      heldBack = '\r';
      whole = whole.slice(0, -1);
    }
    return normalNewlines(whole);
  };
}
