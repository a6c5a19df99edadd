/** A text file as decoded text, piece by piece. */
import type { Hash } from 'node:crypto';
import { basename } from 'node:path';
import { cancelled, userError } from '../../../../../shared/errors.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { openFile, readBytes, type FileStart } from '../file.ts';
import { decodeAll, decoder, type Encoding } from './decoder.ts';
import { detectEncoding, type EncodingGuess } from './encoding.ts';
import { checkSetEncoding } from './setEncoding.ts';

/** Bytes read at a time: enough to be fast, few enough to react to a cancel at once. */
const CHUNK = 512 * 1024;

/** The head has at least this many whole lines, where the file has as many. */
const HEAD_LINES = 8;

/** The most bytes that are read to find so many lines. */
const MOST_HEAD = 64 * 1024 * 1024;

/** The beginning of a text file. */
export interface Head {
  readonly fileName: string;
  readonly encoding: Encoding;
  /** The head has bytes above 127, so that the encoding is known and not only assumed. */
  readonly encodingProven: boolean;
  /** How the encoding was found; null where the person set it. */
  readonly guess: EncodingGuess | null;
  /** What speaks against the encoding that the person set; null where nothing does. */
  readonly doubt: IssueInput | null;
  readonly text: string;
  /** The text is the whole file. */
  readonly complete: boolean;
  /** The part of the file that the text was read from, from 0 to 1. */
  readonly share: number;
  /** The bytes that the text was decoded from; empty where the file is no text. */
  readonly raw: Buffer;
  /** Reads the whole file, in order, piece by piece. */
  readonly read: (
    encoding: Encoding,
    hash: Hash | null,
    signal?: AbortSignal,
  ) => AsyncGenerator<TextChunk, void, undefined>;
}

/**
 * The beginning of a file as text: half a megabyte, more where that has only a few lines.
 * @throws KanError `table.empty`, `csv.binary`, `csv.encoding`, `csv.long-lines`; `cancelled`.
 */
export async function readHead(
  { path, fileName, size, bytes: start }: FileStart,
  encoding: Encoding | undefined,
  signal?: AbortSignal,
): Promise<Head> {
  const whole = start.length >= size;
  const doubt = encoding === undefined ? null : checkSetEncoding(encoding, start, whole, fileName);
  const guess = encoding === undefined ? await detectEncoding(start, whole) : null;
  const detected = encoding ?? guess?.encoding;
  if (detected === undefined) throw binary(fileName);
  let bytes = start;
  let text = textOf(bytes, detected, whole);
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
    ...{ fileName, text, guess, doubt },
    encoding: detected,
    encodingProven: encoding !== undefined || start.some((byte) => byte > 127),
    complete: bytes.length >= size,
    share: bytes.length / size,
    raw: bytes,
    read: (...how) => readText(path, ...how),
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
  /** The bytes that this piece was read from; valid until the next piece is read. */
  readonly raw: Buffer;
}

/**
 * The whole file, in order. Control goes back to the event loop between pieces.
 * @throws KanError `cancelled`, `table.unreadable`, `csv.binary`.
 */
async function* readText(
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
      if (text !== '') yield { text, bytes, raw: chunk };
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
