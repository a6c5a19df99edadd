/** The forms of zip files that programs write workbooks in. */
import { Zip, ZipDeflate, zipSync, type Zippable } from 'fflate';
import { expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/reading/load.ts';
import { workbook, workbookParts } from '../../support/workbook.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();
const sheets = [{ name: 'S', rows: [['a', 'b'], ...Array.from({ length: 20 }, (_, i) => [i, i / 7])] }];
const plain = workbook(sheets);

it.each<[what: string, bytes: Buffer]>([
  ['numbers of 64 bits', wide(plain)],
  ['parts that are not packed', Buffer.from(zipSync(workbookParts(sheets), { level: 0 }))],
  ['lengths behind the parts', streamed(workbookParts(sheets))],
  ['bytes behind the end', Buffer.concat([plain, Buffer.alloc(100)])],
  ['a remark', remarked('PK: made by a program')],
  ['names of parts in other letters', renamed((name) => name.replace('worksheets/s', 'Worksheets\\S'))],
])('%s', async (_what, bytes) => {
  const found = await loadTable(file('form.xlsx', bytes), {});
  expect(found.columns.map(({ name, values }) => [name, values.length, values[19]])).toEqual([
    ['a', 20, 19],
    ['b', 20, 19 / 7],
  ]);
});

function renamed(rename: (name: string) => string): Buffer {
  const parts = Object.entries(workbookParts(sheets));
  return Buffer.from(zipSync(Object.fromEntries(parts.map(([name, part]) => [rename(name), part]))));
}

function remarked(text: string): Buffer {
  const bytes = Buffer.concat([plain, Buffer.from(text)]);
  bytes.writeUInt16LE(text.length, plain.length - 2);
  return bytes;
}

/** As a program writes that does not know how long a part becomes. */
function streamed(parts: Zippable): Buffer {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((_error, piece) => pieces.push(piece));
  for (const [name, content] of Object.entries(parts)) {
    const part = new ZipDeflate(name);
    zip.add(part);
    part.push(content as Uint8Array, true);
  }
  zip.end();
  return Buffer.concat(pieces);
}

/** With all lengths and places of the directory in extra fields, and a second end (zip64). */
function wide(bytes: Buffer): Buffer {
  const end = bytes.length - 22;
  const from = bytes.readUInt32LE(end + 16);
  const entries: Buffer[] = [];
  for (let at = from; at < end;) {
    const behind = at + 46 + bytes.readUInt16LE(at + 28);
    const entry = Buffer.from(bytes.subarray(at, behind));
    const extra = numbers(
      [0x0001, 2],
      [24, 2],
      ...[24, 20, 42].map((place) => [entry.readUInt32LE(place), 8]),
    );
    for (const place of [20, 24, 42]) entry.writeUInt32LE(0xffffffff, place);
    entry.writeUInt16LE(extra.length, 30);
    entries.push(entry, extra);
    at = behind + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  const directory = Buffer.concat(entries);
  const count = entries.length / 2;
  return Buffer.concat([
    ...[bytes.subarray(0, from), directory],
    numbers([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [count, 8], [count, 8]),
    numbers([directory.length, 8], [from, 8]),
    numbers([0x07064b50, 4], [0, 4], [from + directory.length, 8], [1, 4]),
    numbers(
      [0x06054b50, 4],
      [0, 2],
      [0, 2],
      [0xffff, 2],
      [0xffff, 2],
      [0xffffffff, 4],
      [0xffffffff, 4],
      [0, 2],
    ),
  ]);
}

/** Numbers in so many bytes each, the lowest byte first. */
function numbers(...all: readonly (readonly number[])[]): Buffer {
  return Buffer.concat(
    all.map(([value, length]) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt(value));
      return bytes.subarray(0, length);
    }),
  );
}
