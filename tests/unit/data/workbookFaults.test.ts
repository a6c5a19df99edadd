/** Workbooks that cannot be read, or should not be: each is refused with what is wrong and what to do. */
import { strFromU8, strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/reading/load.ts';
import { KanError } from '../../../shared/errors.ts';
import { seededRandom } from '../../../shared/random.ts';
import { workbook, workbookParts, type WorkbookCell } from '../../support/workbook.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();
const rows: WorkbookCell[][] = [['a', 'b'], ...Array.from({ length: 50 }, (_, i) => [i, i / 7])];
const sheets = [{ name: 'Data', rows }];
const SHEET = 'xl/worksheets/sheet1.xml';

/** A workbook with parts that are others, or left out where null. */
function changed(parts: Readonly<Record<string, string | null>>): Buffer {
  const all: Zippable = workbookParts(sheets);
  for (const [name, text] of Object.entries(parts)) {
    if (text === null) Reflect.deleteProperty(all, name);
    else all[name] = strToU8(text);
  }
  return Buffer.from(zipSync(all));
}

const sheetOf = (cells: string): string => `<worksheet><sheetData>${cells}</sheetData></worksheet>`;

/** The bytes with others at a place that is searched for. */
function patched(bytes: Buffer, after: Buffer | string, offset: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.lastIndexOf(after) + offset] = value;
  return copy;
}

const DIRECTORY = Buffer.from('PK\x01\x02', 'latin1');
const END = Buffer.from('PK\x05\x06', 'latin1');
const good = workbook(sheets);

describe('refused', () => {
  it.each<[what: string, bytes: Buffer, code: string, message: RegExp]>([
    ['the first half of a workbook', good.subarray(0, good.length / 2), 'xlsx.damaged', /its end is missing/],
    [
      'a directory that points out of the file',
      patched(good, END, 19, 0x7f),
      'xlsx.damaged',
      /directory is broken/,
    ],
    [
      'a directory that counts a part too few',
      patched(good, END, 10, Object.keys(workbookParts(sheets)).length - 1),
      'xlsx.damaged',
      /directory is broken/,
    ],
    ['a wrong checksum', patched(good, DIRECTORY, 16, 0x5a), 'xlsx.damaged', /was changed or is incomplete/],
    ['a wrong length', patched(good, DIRECTORY, 24, 1), 'xlsx.damaged', /was changed or is incomplete/],
    [
      'an unknown way of packing',
      patched(good, DIRECTORY, 10, 99),
      'xlsx.damaged',
      /packed in an unknown way/,
    ],
    ['a password on its parts', patched(good, DIRECTORY, 8, 1), 'xlsx.encrypted', /protected by a password/],
    [
      'no list of sheets',
      changed({ 'xl/workbook.xml': null }),
      'xlsx.damaged',
      /list of its sheets is missing/,
    ],
    ['no sheet', changed({ [SHEET]: null }), 'xlsx.damaged', /“xl\/worksheets\/sheet1.xml” is missing/],
    [
      'a sheet that breaks off',
      changed({ [SHEET]: '<worksheet><sheetData><row r="1"><c' }),
      'xlsx.damaged',
      /not well-formed/,
    ],
    ['a sheet that is no XML', changed({ [SHEET]: 'a,b\n1,2\n' }), 'xlsx.damaged', /not well-formed/],
    [
      'rows that are not in order',
      changed({ [SHEET]: sheetOf('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"/>') }),
      'xlsx.damaged',
      /not in order near row 2/,
    ],
    [
      'a row beyond the last one',
      changed({ [SHEET]: sheetOf('<row r="1048577"><c r="A1048577"><v>1</v></c></row>') }),
      'xlsx.damaged',
      /not in order/,
    ],
    [
      'a column beyond the last one',
      changed({ [SHEET]: sheetOf('<row r="1"><c r="XFE1"><v>1</v></c></row>') }),
      'xlsx.damaged',
      /not in order/,
    ],
    [
      'a text that is not there',
      changed({ [SHEET]: sheetOf('<row r="1"><c r="A1" t="s"><v>7</v></c></row>') }),
      'xlsx.damaged',
      /not in order/,
    ],
    [
      'a binary workbook',
      Buffer.from(zipSync({ 'xl/workbook.bin': strToU8('x') })),
      'table.foreign',
      /binary Excel workbook \(\.xlsb\)/,
    ],
    [
      'a Word document',
      Buffer.from(zipSync({ 'word/document.xml': strToU8('<a/>') })),
      'table.foreign',
      /a Word document/,
    ],
    [
      'a workbook of LibreOffice',
      Buffer.from(
        zipSync({ mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }] }),
      ),
      'table.foreign',
      /LibreOffice workbook \(\.ods\)/,
    ],
    [
      'a zip archive',
      Buffer.from(zipSync({ 'a.csv': strToU8('a,b\n1,2') })),
      'table.foreign',
      /a zip archive/,
    ],
    [
      'a workbook with a password',
      Buffer.from(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ${'EncryptedPackage'.replace(/\B/g, '\0')}`, 'latin1'),
      'table.foreign',
      /an Office file with a password/,
    ],
    [
      'an old workbook',
      Buffer.from('d0cf11e0a1b11ae100000000', 'hex'),
      'table.foreign',
      /old Excel workbook \(\.xls\)/,
    ],
  ])('%s', async (_what, bytes, code, message) => {
    const loading = loadTable(file('bad.xlsx', bytes), {});
    await expect(loading).rejects.toMatchObject({
      detail: {
        kind: 'user',
        code,
        message: expect.stringMatching(message) as unknown,
        hint: expect.stringMatching(/\./) as unknown,
      },
    });
  });

  it('a workbook is read whatever its name ends with', async () => {
    expect((await loadTable(file('data.csv', good), {})).rows).toBe(50);
  });
});

describe('small files that would take all time and memory', () => {
  const refusal = async (bytes: Buffer): Promise<unknown> =>
    loadTable(file('bomb.xlsx', bytes), {}).catch(
      (error: unknown) => (error as { detail: { code: string } }).detail.code,
    );

  it('entities within entities are refused before they grow', async () => {
    const entities = Array.from({ length: 20 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};&e${i};">`).join(
      '',
    );
    const text = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "boom">${entities}]>${sheetOf('<row r="1"><c r="A1" t="inlineStr"><is><t>&e20;</t></is></c></row>')}`;
    expect(await refusal(changed({ [SHEET]: text }))).toBe('xlsx.damaged');
  });

  it('a part that says it unpacks to gigabytes is not unpacked', async () => {
    const bytes = Buffer.from(good);
    bytes.writeUInt32LE(0xf000_0000, directoryEntry(bytes, SHEET) + 24);
    expect(await refusal(bytes)).toBe('xlsx.too-large');
  });

  it('a part that unpacks to more than it says is not read to its end', async () => {
    const spaces = changed({ [SHEET]: `<worksheet>${' '.repeat(50 * 2 ** 20)}` });
    spaces.writeUInt32LE(1000, directoryEntry(spaces, SHEET) + 24);
    expect(await refusal(spaces)).toBe('xlsx.damaged');
    expect(spaces.length).toBeLessThan(100_000);
  });

  it('a text without an end is no part of a workbook', async () => {
    expect(await refusal(changed({ [SHEET]: `<worksheet><a b="${'x'.repeat(20 * 2 ** 20)}"/>` }))).toBe(
      'xlsx.damaged',
    );
  });

  it('names of parts that lead out of a folder are only names', async () => {
    const bytes = changed({ '../../etc/passwd': 'x', '/abs/olute': 'y' });
    expect((await loadTable(file('paths.xlsx', bytes), {})).rows).toBe(50);
  });

  it('cells far from all others take no room', async () => {
    const far = sheetOf(
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v>3</v></c><c r="B1048576"><v>4</v></c></row>',
    );
    expect((await loadTable(file('far.xlsx', changed({ [SHEET]: far })), {})).rows).toBe(2);
  });
});

it('whatever is damaged, it is read or refused, and nothing breaks', async () => {
  const random = seededRandom(5);
  const pick = (most: number): number => Math.floor(random.next() * most);
  const pieces = [
    '',
    '<',
    '"',
    '&#0;',
    '9999999999',
    '<c>',
    '</row>',
    '<row r="3">',
    't="s"',
    's="99"',
    '<v/>',
    '<f/>',
  ];
  for (let n = 0; n < 150; n++) {
    const parts = workbookParts(sheets) as Record<string, Uint8Array>;
    const names = Object.keys(parts);
    const name = names[pick(names.length)];
    const text = strFromU8(parts[name]);
    const at = pick(text.length);
    parts[name] = strToU8(text.slice(0, at) + pieces[pick(pieces.length)] + text.slice(at + pick(12)));
    const bytes = Buffer.from(zipSync(parts));
    if (n % 3 === 0) bytes[pick(bytes.length)] = pick(256);
    const outcome = await loadTable(file('any.xlsx', bytes), {}).then(
      () => 'user',
      (error: unknown) => (error instanceof KanError ? error.detail.kind : error),
    );
    expect(outcome, `case ${n}`).toBe('user');
  }
});

/** Where the directory has a part. */
function directoryEntry(bytes: Buffer, name: string): number {
  return bytes.lastIndexOf(name) - 46;
}
