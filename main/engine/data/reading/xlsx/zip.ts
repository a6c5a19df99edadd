/**
 * A zip file as spreadsheet programs write it, read by its directory. Nothing is unpacked but the parts that are asked for, and
 * nothing is written: a part is only a name to look up. Its length and its checksum are those that the directory says, or
 * the file is damaged.
 */
import { crc32, createInflateRaw } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { KanError, userError } from '../../../../../shared/errors.ts';
import { damagedWorkbook, tooLargeWorkbook } from './faults.ts';

/** Unpacked bytes of the parts that are read: so many, and so many times as many as the file has. */
const UNPACKED = { least: 512 * 2 ** 20, each: 40, most: 2 ** 31 };

const PIECE = 64 * 1024;

/** Where a zip file ends: a record of so many bytes, with the length of the directory and that of the remark behind it. */
const END = { sign: Buffer.from('PK\x05\x06', 'latin1'), bytes: 22, directory: 12, remark: 20 };
/** A length that does not fit into four bytes: it is in another record. */
const BEYOND = 0xffffffff;
/** Bytes of an entry of the directory beside its texts. */
const ENTRY = 46;

export class Zip {
  readonly #file: ZipFile;
  readonly #fileName: string;
  readonly #parts: ReadonlyMap<string, Entry>;
  readonly #most: number;

  private constructor(file: ZipFile, fileName: string, parts: ReadonlyMap<string, Entry>) {
    this.#file = file;
    this.#fileName = fileName;
    this.#parts = parts;
    this.#most = Math.min(UNPACKED.most, Math.max(UNPACKED.least, UNPACKED.each * file.fileSize));
  }

  /** @throws KanError `xlsx.damaged`, `xlsx.encrypted` */
  static async open(bytes: Buffer, fileName: string): Promise<Zip> {
    const { whole, directory } = upToItsEnd(bytes, fileName);
    const parts = new Map<string, Entry>();
    let length = 0;
    try {
      // Names are decoded here, because any name will do: none is a place to write to.
      const file = await fromBufferPromise(whole, { decodeStrings: false });
      for await (const entry of file.eachEntry()) {
        if (entry.isEncrypted()) throw encrypted(fileName);
        parts.set(keyOf(entry.fileNameRaw.toString('utf8')), entry);
        length += ENTRY + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
      }
      // Parts beyond those that are counted would be missed without a word.
      if (directory !== BEYOND && directory !== length) throw new RangeError('another length');
      return new Zip(file, fileName, parts);
    } catch (error) {
      throw error instanceof KanError ? error : damagedWorkbook(fileName, 'its directory is broken');
    }
  }

  has(name: string): boolean {
    return this.#parts.has(keyOf(name));
  }

  /** Unpacked bytes of a part. */
  sizeOf(name: string): number {
    return this.#parts.get(keyOf(name))?.uncompressedSize ?? 0;
  }

  /** The content of a part, piece by piece. @throws KanError `xlsx.damaged`, `xlsx.too-large` */
  async *read(name: string): AsyncGenerator<Buffer, void, undefined> {
    const part = this.#parts.get(keyOf(name));
    if (part === undefined) throw damagedWorkbook(this.#fileName, `“${name}” is missing in it`);
    if (part.uncompressedSize > this.#most)
      throw tooLargeWorkbook(
        this.#fileName,
        'unpacks to far more than a workbook of its size should, and is not read',
      );
    if (!part.canDecodeFileData())
      throw damagedWorkbook(this.#fileName, `“${name}” is packed in an unknown way`);
    const changed = (): KanError => damagedWorkbook(this.#fileName, `“${name}” was changed or is incomplete`);
    let [length, crc] = [0, 0];
    try {
      for await (const piece of await this.#unpacked(part)) {
        length += piece.length;
        if (length > part.uncompressedSize) break;
        crc = crc32(piece, crc);
        yield piece;
      }
    } catch {
      throw changed();
    }
    if (length !== part.uncompressedSize || crc !== part.crc32) throw changed();
  }

  /** In larger pieces than yauzl takes where it unpacks a part itself: they take half the time. */
  async #unpacked(part: Entry): Promise<AsyncIterable<Buffer>> {
    const packed = await this.#file.openReadStreamPromise(part, { decodeFileData: false });
    return part.compressionMethod === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: PIECE }));
  }
}

/** Without what follows its end: who sends a file may pad it. */
function upToItsEnd(bytes: Buffer, fileName: string): { readonly whole: Buffer; readonly directory: number } {
  const end = bytes.lastIndexOf(END.sign);
  if (end === -1 || end + END.bytes > bytes.length) throw damagedWorkbook(fileName, 'its end is missing');
  return {
    whole: bytes.subarray(0, end + END.bytes + bytes.readUInt16LE(end + END.remark)),
    directory: bytes.readUInt32LE(end + END.directory),
  };
}

/** Names of parts differ by more than the case of their letters. */
function keyOf(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function encrypted(fileName: string): KanError {
  return userError(
    'xlsx.encrypted',
    `${fileName} is protected by a password.`,
    'Open it in its own program, remove the password, and save it again.',
  );
}
