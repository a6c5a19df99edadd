/** Encodings that a person sets, although the bytes tell another one. */
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import { readingSettings } from '../../../shared/settings/reading.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();
const text = `Größe [µm];Länge;y\n${Array.from({ length: 20 }, (_, i) => `${i};${i % 3};${i % 5}\n`).join('')}`;
const [utf8, utf16] = [Buffer.from(text), iconv.encode(text, 'utf-16le', { addBOM: true })];
const ascii = Buffer.from(text.replace(/[^\0-\x7f]/gu, '?'));
const encodings = readingSettings.encoding.options.map(({ value }) => value);
const load = (content: Buffer, encoding: (typeof encodings)[number]) =>
  loadTable(file('table.csv', content), { encoding });

describe('a set encoding that the file cannot have', () => {
  it.each([
    ['utf-16le', 'UTF-16 LE'],
    ['utf-16be', 'UTF-16 BE'],
  ] as const)('%s is an error for text with one byte a character', async (set, label) => {
    for (const content of [utf8, ascii])
      await expect(load(content, set)).rejects.toMatchObject({
        message: `table.csv is not in ${label}: it is written in UTF-8.`,
        detail: {
          code: 'csv.encoding',
          hint: 'Leave the encoding to be detected, or set “Encoding” to “UTF-8”.',
        },
      });
    await expect(load(iconv.encode(text, 'latin1'), set)).rejects.toMatchObject({
      message: `table.csv is not in ${label}: each of its characters has one or two bytes.`,
      detail: { hint: 'Leave the encoding to be detected, or choose another “Encoding”.' },
    });
  });

  it.each(encodings.filter((one) => one !== 'utf-16le'))('%s is an error for UTF-16', async (set) => {
    for (const content of [utf16, utf16.subarray(2)])
      await expect(load(content, set)).rejects.toThrow(
        /^table\.csv is not in .*: it is written in UTF-16 LE\.$/u,
      );
  });

  it.each(encodings.filter((one) => !one.startsWith('utf')))('%s gets a warning for UTF-8', async (set) => {
    const { issues, columns } = await load(utf8, set);
    expect(columns[0].name).not.toBe('Größe [µm]');
    const found = issues.filter(({ code, severity }) => code === 'csv.encoding' && severity === 'warning');
    expect(found).toHaveLength(1);
    expect(found[0].message).toMatch(/^The file is written in UTF-8, but is read as .*: “Gr.*”\.$/u);
  });
});

it('an encoding that reads the same, and UTF-16 that only the person knows of, are read without a remark', async () => {
  for (const set of ['utf-8', 'latin1', 'shift_jis'] as const)
    expect((await load(ascii, set)).issues.filter(({ code }) => code === 'csv.encoding')).toEqual([]);
  // Without a byte order mark, and hardly any ASCII: the bytes do not tell it.
  const chinese = iconv.encode(
    `温度计的读数,压力计的读数\n${'1,2\n3,5\n4,1\n2,北京北京北京北京北京\n'.repeat(5)}`,
    'utf-16le',
  );
  expect((await load(chinese, 'utf-16le')).rows).toBe(20);
});
