/**
 * A zip file as spreadsheet programs write it, by its directory. Nothing is unpacked but the parts that are asked for, and
 * nothing is written: a part is only a name to look up. Its length and its checksum are those that the directory says, or
 * the file is damaged.
 */
import { crc32, createInflateRaw } from 'node:zlib';
import { Readable } from 'node:stream';
import { userError } from '../../../../../shared/errors.ts';
import { damagedWorkbook, tooLargeWorkbook } from './faults.ts';

/** Unpacked bytes of the parts that are read: so many, and so many times as many as the file has. */
const UNPACKED = { least: 512 * 2 ** 20, each: 40, most: 2 ** 31 };

const PIECE = 64 * 1024;

interface Part {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  /** Where its own header begins. */
  readonly at: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end of the directory, with the longest remark behind it. */
const LONGEST_END = 22 + 0xffff;
/** A field of four bytes that is too short for its number. */
const BEYOND = 0xffffffff;

export class Zip {
  readonly #bytes: Buffer;
  readonly #fileName: string;
  readonly #parts: ReadonlyMap<string, Part>;
  readonly #most: number;

  /** @throws KanError `xlsx.damaged`, `xlsx.encrypted` */
  constructor(bytes: Buffer, fileName: string) {
    this.#bytes = bytes;
    this.#fileName = fileName;
    this.#most = Math.min(UNPACKED.most, Math.max(UNPACKED.least, UNPACKED.each * bytes.length));
    try {
      this.#parts = this.#directory();
    } catch (error) {
      // A number that points out of the file.
      if (error instanceof RangeError) throw damagedWorkbook(fileName, 'its directory is broken');
      throw error;
    }
  }

  has(name: string): boolean {
    return this.#parts.has(keyOf(name));
  }

  /** Unpacked bytes of a part. */
  sizeOf(name: string): number {
    return this.#parts.get(keyOf(name))?.size ?? 0;
  }

  /** The content of a part, piece by piece. @throws KanError `xlsx.damaged`, `xlsx.too-large` */
  async *read(name: string): AsyncGenerator<Buffer, void, undefined> {
    const part = this.#parts.get(keyOf(name));
    if (part === undefined) throw damagedWorkbook(this.#fileName, `“${name}” is missing in it`);
    if (part.size > this.#most)
      throw tooLargeWorkbook(
        this.#fileName,
        'unpacks to far more than a workbook of its size should, and is not read',
      );
    let [length, crc] = [0, 0];
    for await (const piece of this.#unpacked(part, name)) {
      length += piece.length;
      if (length > part.size) break;
      crc = crc32(piece, crc);
      yield piece;
    }
    if (length !== part.size || crc !== part.crc)
      throw damagedWorkbook(this.#fileName, `“${name}” was changed or is incomplete`);
  }

  async *#unpacked(part: Part, name: string): AsyncGenerator<Buffer, void, undefined> {
    const content = this.#packedBytes(part, name);
    if (part.method === 0) {
      for (let at = 0; at < content.length; at += PIECE) yield content.subarray(at, at + PIECE);
      return;
    }
    if (part.method !== 8) throw damagedWorkbook(this.#fileName, `“${name}” is packed in an unknown way`);
    const pieces = Readable.from(slices(content)).pipe(createInflateRaw({ chunkSize: PIECE }));
    try {
      for await (const piece of pieces) yield piece as Buffer;
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
        throw damagedWorkbook(this.#fileName, `“${name}” cannot be unpacked`);
      throw error;
    }
  }

  #packedBytes({ at, packed }: Part, name: string): Buffer {
    const bytes = this.#bytes;
    const isThere = at + 30 <= bytes.length && bytes.readUInt32LE(at) === LOCAL;
    const from = isThere ? at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28) : Infinity;
    if (from + packed > bytes.length) throw damagedWorkbook(this.#fileName, `“${name}” is cut off`);
    return bytes.subarray(from, from + packed);
  }

  #directory(): ReadonlyMap<string, Part> {
    const bytes = this.#bytes;
    const end = bytes.subarray(-LONGEST_END).lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    if (end === -1) throw damagedWorkbook(this.#fileName, 'its end is missing');
    const { from, length } = this.#place(Math.max(0, bytes.length - LONGEST_END) + end);
    const parts = new Map<string, Part>();
    for (let at = from; at < from + length;) {
      if (bytes.readUInt32LE(at) !== ENTRY) throw damagedWorkbook(this.#fileName, 'its directory is broken');
      const [nameLength, extraLength, remarkLength] = [28, 30, 32].map((place) =>
        bytes.readUInt16LE(at + place),
      );
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
      if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw encrypted(this.#fileName);
      const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
      parts.set(keyOf(name), partAt(bytes, at, extra));
      at += 46 + nameLength + extraLength + remarkLength;
    }
    return parts;
  }

  /** Where the directory is. @param end where its end is written */
  #place(end: number): { readonly from: number; readonly length: number } {
    const bytes = this.#bytes;
    if (bytes.readUInt32LE(end) !== END) throw damagedWorkbook(this.#fileName, 'its directory is broken');
    const [length, from] = [bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)];
    if (from !== BEYOND && length !== BEYOND) return { from, length };
    const locator = end - 20;
    const end64 =
      bytes.readUInt32LE(locator) === LOCATOR_64 ? Number(bytes.readBigUInt64LE(locator + 8)) : -1;
    if (bytes.readUInt32LE(end64) !== END_64) throw new RangeError('no directory of 64 bits');
    return {
      from: Number(bytes.readBigUInt64LE(end64 + 48)),
      length: Number(bytes.readBigUInt64LE(end64 + 40)),
    };
  }
}

/** An entry of the directory; numbers that do not fit into it are in its extra fields. */
function partAt(bytes: Buffer, at: number, extra: Buffer): Part {
  const wide: number[] = [];
  for (let place = 0; place + 4 <= extra.length;) {
    const [id, length] = [extra.readUInt16LE(place), extra.readUInt16LE(place + 2)];
    if (id === 1)
      for (let next = place + 4; next + 8 <= place + 4 + length; next += 8)
        wide.push(Number(extra.readBigUInt64LE(next)));
    place += 4 + length;
  }
  const field = (place: number): number => {
    const value = bytes.readUInt32LE(at + place);
    return value === BEYOND ? (wide.shift() ?? value) : value;
  };
  const [size, packed, begin] = [field(24), field(20), field(42)];
  return { method: bytes.readUInt16LE(at + 10), crc: bytes.readUInt32LE(at + 16), size, packed, at: begin };
}

function* slices(bytes: Buffer): Generator<Buffer, void> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

/** Names of parts differ by more than the case of their letters. */
function keyOf(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function encrypted(fileName: string): Error {
  return userError(
    'xlsx.encrypted',
    `${fileName} is protected by a password.`,
    'Open it in its own program, remove the password, and save it again.',
  );
}
