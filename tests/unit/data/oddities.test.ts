/** One file for each oddity, and exactly what a person is told about it. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadTable, previewTable } from '../../../main/engine/data/index.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import { temporaryFiles } from './files.ts';
import { oddFiles } from './oddFiles.ts';
import { oddCells } from './oddCells.ts';

describe('problems of a file', () => {
  const file = temporaryFiles();

  it.each([...oddFiles, ...oddCells])(
    '$what',
    async ({ content, overrides = {}, format = {}, columns, issues = [] }) => {
      const path = file('odd.csv', content);
      const table = await loadTable(path, overrides);
      expect(table.format).toMatchObject(format);
      const read = table.columns.map((column) => [
        `${column.name}: ${column.type}`,
        [...column.values].map((v) => {
          if (Number.isNaN(v)) return null;
          return column.type === 'category' ? column.labels[v] : v;
        }),
      ]);
      expect(read).toEqual(columns);
      expect(table.issues.map((i) => `${i.line ?? '-'}: ${i.message}`)).toEqual(issues);
      for (const column of table.columns) {
        if (column.type === 'text') continue;
        expect(column.values.length).toBe(table.rows);
        expect([...column.values].filter(Number.isNaN).length).toBe(column.missing);
      }
      const preview = await previewTable(path, overrides);
      expect(preview.issues, 'the preview says the same').toEqual(table.issues);
      expect(preview.format).toEqual(table.format);
      expect(preview.columns.map((c) => `${c.name}: ${c.type}`)).toEqual(columns.map(([name]) => name));
      expect(preview.complete).toBe(table.rows === preview.rows.length);
      if (table.rows <= preview.rows.length)
        expect(preview.columns.map(({ missing }) => missing.length)).toEqual(
          table.columns.map(({ missing }) => missing),
        );
    },
  );

  it.each<[string, string | Buffer, ReadingOptions, string, string]>([
    ['empty', '', {}, 'table.empty', 'bad.csv is empty.'],
    ['blank', ' \n\t\n', {}, 'table.empty', 'bad.csv is empty.'],
    [
      'bytes of an unknown kind',
      Buffer.from('89504e000d0a1a0a0000000d49484452', 'hex'),
      {},
      'csv.binary',
      'bad.csv is not a text file.',
    ],
    ['a NUL in text', 'a,b\n1,2\n3,\0\n', {}, 'csv.binary', 'bad.csv is not a text file.'],
    [
      'a damaged Excel workbook',
      Buffer.from('PK\x03\x04 … [Content_Types].xml … xl/workbook.xml'),
      {},
      'xlsx.damaged',
      'bad.csv is a damaged Excel workbook: its end is missing.',
    ],
    [
      'a compressed table',
      gzipSync('a,b\n1,2\n'),
      {},
      'table.foreign',
      'bad.csv is compressed (gzip); tables are read from text and from Excel workbooks (.xlsx).',
    ],
    [
      'JSON',
      '\uFEFF[ {"a": 1, "b": 2}, {"a": 2, "b": 4} ]',
      {},
      'table.foreign',
      'bad.csv is JSON, not a table; tables are read from text and from Excel workbooks (.xlsx).',
    ],
    [
      'an SPSS file',
      '$FL2@(#) SPSS DATA FILE',
      {},
      'table.foreign',
      'bad.csv is an SPSS file; tables are read from text and from Excel workbooks (.xlsx).',
    ],
    [
      'a Numbers document',
      'PK\x03\x04…Index/Document.iwa',
      {},
      'table.foreign',
      'bad.csv is an Apple Numbers, Pages or Keynote document; tables are read from text and from Excel workbooks (.xlsx).',
    ],
    [
      'a picture',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      {},
      'table.foreign',
      'bad.csv is a picture; tables are read from text and from Excel workbooks (.xlsx).',
    ],
    [
      'a web page',
      '<!DOCTYPE html>\n<table><tr><td>1</td></tr></table>',
      {},
      'table.foreign',
      'bad.csv is a web page; tables are read from text and from Excel workbooks (.xlsx).',
    ],
    [
      'a spectrum in JCAMP-DX',
      '##TITLE=Ethanol\n##XFACTOR=0.5\n##XYDATA=(X++(Y..Y))\n400 1 2 3\n406 4 5 6\n',
      {},
      'table.foreign',
      'bad.csv is a spectrum in JCAMP-DX, whose numbers may be packed and multiplied by factors; tables are read from text and from Excel workbooks (.xlsx).',
    ],
    [
      'a table in LaTeX',
      '\\begin{tabular}{rr}\nx & y \\\\\n1 & 2 \\\\\n\\end{tabular}\n',
      {},
      'table.foreign',
      'bad.csv is LaTeX, not a table; tables are read from text and from Excel workbooks (.xlsx).',
    ],
    ['a header alone', 'a,b\n', {}, 'table.no-rows', 'bad.csv has no rows of data below its header.'],
    [
      'one column',
      'a\n1\n2\n',
      {},
      'table.one-column',
      'bad.csv has only one column as it is read now; at least one input and one target are needed.',
    ],
    [
      'words only',
      'a,b\nx,y\nz,w\n',
      {},
      'table.no-numbers',
      'bad.csv has no column of numbers as it is read now, and no two columns of labels that occur again.',
    ],
    [
      'a type for a column that isn’t there',
      'a,b\n1,2\n',
      { types: { '2': 'number' } },
      'table.unknown-column',
      'A type is set for column 3, but bad.csv has 2 columns as it is read now.',
    ],
    [
      'one character for decimals and for thousands',
      'a;b\n1.2;2\n',
      { decimal: '.', thousands: '.' },
      'table.same-marks',
      'The point is set as the decimal mark and as the thousands mark.',
    ],
  ])('refuses %s', async (_what, content, overrides, code, message) => {
    const loading = loadTable(file('bad.csv', content), overrides);
    const hint = expect.stringMatching(/./) as unknown;
    await expect(loading).rejects.toMatchObject({ detail: { kind: 'user', code, message, hint } });
  });

  it('refuses a folder and a missing file', async () => {
    const path = file('here.csv', 'a,b\n1,2\n');
    await expect(previewTable(path.replace(/[/\\]here\.csv$/, ''), {})).rejects.toMatchObject({
      detail: { kind: 'user', code: 'table.directory' },
    });
    await expect(loadTable(path.replace('here', 'gone'), {})).rejects.toMatchObject({
      detail: { kind: 'user', code: 'table.missing-file', message: 'There is no file gone.csv.' },
    });
  });
});
