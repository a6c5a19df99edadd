/** Which sheet of a workbook is read. */
import { expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/reading/load.ts';
import { previewTable } from '../../../main/engine/data/reading/preview.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import { workbook, type WorkbookCell, type WorkbookSheet } from '../../support/workbook.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();

const read = (sheets: readonly WorkbookSheet[]): Promise<Table> =>
  loadTable(file('book.xlsx', workbook(sheets)), {});

const table = (count: number): WorkbookCell[][] => [
  ['t', 'x', 'y'],
  ...Array.from({ length: count }, (_, i) => [i, i / 2, i * i]),
];

const said = ({ issues }: Table): string[] =>
  issues.map(({ severity, message }) => `${severity}: ${message}`);

const sheets: readonly WorkbookSheet[] = [
  { name: 'Old', rows: table(7), state: 'hidden' },
  { name: 'Read me', rows: [['Measurements of 2024'], ['Lab 7']] },
  { name: 'Run 1', rows: table(12) },
  { name: 'Run 2', rows: table(9) },
  { name: 'Empty', rows: [] },
];

it('the first visible one with a table is read, and the others are named', async () => {
  const found = await read(sheets);
  expect([found.rows, found.format.sheet]).toEqual([12, 'Run 1']);
  expect(said(found)).toEqual([
    'warning: The sheet “Run 1” is read; the others of the workbook are not: “Old” (hidden), “Read me”, “Run 2”, “Empty” (empty).',
  ]);
  expect(found.format.sheets).toContainEqual({ name: 'Old', hidden: true, empty: false });
});

it('another is read where a person asks for it, in any case of letters', async () => {
  const path = file('book.xlsx', workbook(sheets));
  expect(await loadTable(path, { sheet: 'run 2' })).toMatchObject({ rows: 9, format: { sheet: 'Run 2' } });
  const hidden = await previewTable(path, { sheet: 'Old' });
  expect(hidden.overridden).toEqual(['sheet']);
  expect(hidden.issues[0]).toMatchObject({
    severity: 'note',
    message: expect.stringMatching(/^The sheet “Old”, which is hidden, is read; the others/) as unknown,
  });
});

it('one that is missing or empty is refused, with the names of the others', async () => {
  const path = file('book.xlsx', workbook(sheets));
  await expect(loadTable(path, { sheet: 'Run 3' })).rejects.toMatchObject({
    detail: {
      code: 'xlsx.no-sheet',
      message: 'book.xlsx has no sheet “Run 3”.',
      hint: 'Did you mean “Run 1”? Its sheets: “Old” (hidden), “Read me”, “Run 1”, “Run 2”, “Empty” (empty).',
    },
  });
  await expect(loadTable(path, { sheet: 'Empty' })).rejects.toMatchObject({
    detail: { code: 'xlsx.no-table', message: 'The sheet “Empty” of book.xlsx is empty.' },
  });
  await expect(read([{ name: 'a', rows: [] }])).rejects.toMatchObject({
    detail: { code: 'xlsx.no-table' },
  });
});

it('a table that is read for a network prefers the sheet of the same name', async () => {
  const path = file('book.xlsx', workbook(sheets));
  const trained = { held: new Map(), types: new Map(), limits: new Map(), fillDown: new Set<string>() };
  expect((await loadTable(path, {}, { trained: { ...trained, sheet: 'Run 2' } })).rows).toBe(9);
  expect((await loadTable(path, {}, { trained: { ...trained, sheet: 'Run 9' } })).rows).toBe(12);
});

it('a sheet that turns out to be no table gives way to the next one', async () => {
  const sheets = [
    { name: 'Names', rows: [['t', 'x']] },
    { name: 'Row', rows: table(1) },
  ];
  expect((await read(sheets)).format.sheet).toBe('Row');
  await expect(read(sheets.slice(0, 1))).rejects.toMatchObject({ detail: { code: 'table.no-rows' } });
});

it('a table that is read for a network is on the sheet that has its inputs', async () => {
  const path = file(
    'book.xlsx',
    workbook([
      { name: 'Run 1', rows: table(6) },
      { name: 'New', rows: [['q', 'p'], ...table(9).slice(1)] },
      { name: 'Trained', rows: [['q', 'p', 'y'], ...table(7).slice(1)] },
    ]),
  );
  const trained = {
    held: new Map(),
    types: new Map(),
    limits: new Map(),
    fillDown: new Set<string>(),
    inputs: ['p', 'q'],
  };
  expect((await loadTable(path, {}, { trained })).format.sheet).toBe('New');
});

it('a text has no sheets, which is told', async () => {
  const found = await loadTable(file('a.csv', 'a,b\n1,2\n2,3\n'), { sheet: 'Run 1' });
  expect(said(found)).toEqual([
    'warning: The file is text and has no sheets: all of it is read, not a sheet “Run 1”.',
  ]);
});
