/** Tables in Excel workbooks: what the cells hold is what is read, and what cannot be read is told. */
import { describe, expect, it } from 'vitest';
import { loadTable, loadTableWithCells } from '../../../main/engine/data/reading/load.ts';
import { previewTable } from '../../../main/engine/data/reading/preview.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import { workbook, type OddCell, type WorkbookCell, type WorkbookSheet } from '../../support/workbook.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();
type Extras = Parameters<typeof workbook>[1];

async function read(
  sheets: readonly WorkbookSheet[],
  options: ReadingOptions = {},
  extras: Extras = {},
): Promise<Table> {
  return loadTable(file('book.xlsx', workbook(sheets, extras)), options);
}

const sheet = (rows: WorkbookSheet['rows'], more: Partial<WorkbookSheet> = {}): WorkbookSheet => ({
  name: 'Sheet1',
  rows,
  ...more,
});

/** A table of so many rows: the row, its half, its square. */
const table = (count: number): WorkbookCell[][] => [
  ['t', 'x', 'y'],
  ...Array.from({ length: count }, (_, i) => [i, i / 2, i * i]),
];

const values = ({ columns }: Table, name: string): number[] => [
  ...columns.find((column) => column.name === name)!.values,
];
const said = ({ issues }: Table): string[] =>
  issues.map(({ severity, message }) => `${severity}: ${message}`);

describe('cells', () => {
  it('numbers have all their digits, whatever their format shows', async () => {
    const exact = [0.1, 1 / 3, 1.23456789012345e200, 4.9e-300, 2 ** 53 - 1, -0.07];
    const found = await read([
      sheet([['a', 'b'], ...exact.map((v, i) => [i, { value: String(v), format: '0.0' }])]),
    ]);
    expect(values(found, 'b')).toEqual(exact);
    expect(found.issues).toEqual([]);
  });

  it.each<[what: string, format: string, serial: number, dates1904: boolean, text: string]>([
    ['a date', 'yyyy-mm-dd', 45_326, false, '2024-02-04'],
    ['a date, day first', 'd/m/yy', 45_326, false, '2024-02-04'],
    ['a date in words', '[$-409]mmmm d, yyyy;@', 45_326, false, '2024-02-04'],
    ['a date of 1904', 'yyyy-mm-dd', 43_864, true, '2024-02-04'],
    ['the first day of 1904', 'd.m.yyyy', 0, true, '1904-01-01'],
    ['a date before the day that never was', 'yyyy-mm-dd', 59, false, '1900-02-28'],
    ['a date after it', 'yyyy-mm-dd', 61, false, '1900-03-01'],
    ['a date and its time', 'dd/mm/yyyy hh:mm', 45_326.4375, false, '2024-02-04 10:30:00'],
    ['a time that its format does not show', 'yyyy-mm-dd', 45_326.4375, false, '2024-02-04 10:30:00'],
    ['a time of day', 'h:mm AM/PM', 0.4375, false, '10:30:00'],
    ['milliseconds', 'hh:mm:ss.000', 0.000_011_597_222_222, false, '00:00:01.002'],
  ])('%s', async (_what, format, serial, date1904, text) => {
    const rows = Array.from({ length: 4 }, (_, i): WorkbookCell[] => [i, { value: String(serial), format }]);
    const path = file('dates.xlsx', workbook([sheet([['a', 'when'], ...rows])], { date1904 }));
    const { columns, rows: shown } = await previewTable(path, {});
    expect([columns[1].type, shown[0][1]]).toEqual(['date', text]);
  });

  it('a day that never was is told, not read', async () => {
    const days = Array.from({ length: 60 }, (_, i): WorkbookCell[] => [
      i,
      { value: i === 5 ? '60' : String(45_000 + i), format: 'yyyy-mm-dd' },
    ]);
    expect(said(await read([sheet([['a', 'day'], ...days])]))).toEqual([
      'warning: 1 cell in “day” cannot be read as a date, the first in row 7: “1900-02-29”. It is read as missing.',
    ]);
  });

  it('a formula has the kind of its stored value', async () => {
    const rows = Array.from({ length: 5 }, (_, i): WorkbookCell[] => [
      { value: String(45_326 + i), format: 'dd/mm/yy', formula: 'TODAY()' },
      { value: String(i * 0.5), formula: 'A1*2' },
      { type: 'str', value: i % 2 ? 'odd' : 'even', formula: 'IF()' },
      { type: 'b', value: String(i % 2), formula: 'A1>2' },
    ]);
    const found = await read([sheet([['day', 'x', 'word', 'is'], ...rows])]);
    expect(found.columns.map(({ type }) => type)).toEqual(['date', 'number', 'category', 'boolean']);
    expect(values(found, 'x')).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(found.columns[3].labels).toEqual(['FALSE', 'TRUE']);
  });

  it('a percentage is a number in per cent, as in a text; hours beyond a day are hours', async () => {
    const rows = Array.from({ length: 5 }, (_, i): WorkbookCell[] => [
      { value: String(0.07 * i), format: '0.0%' },
      { value: String(0.75 * i), format: '[h]:mm:ss' },
    ]);
    const found = await read([sheet([['share', 'lasted'], ...rows])]);
    expect(found.columns.map(({ unit }) => unit)).toEqual(['%', 'h']);
    expect(values(found, 'share')[1]).toBe(7);
    expect(values(found, 'lasted')).toEqual([0, 18, 36, 54, 72]);
    expect(said(found)).toContain(
      'note: The cells of “share” are numbers with the unit “%”; they are read without it.',
    );
  });

  it('errors are missing, and it is told where', async () => {
    const rows = table(20);
    rows[5][1] = { type: 'e', value: '#N/A' };
    rows[7][2] = { type: 'e', value: '#DIV/0!', formula: 'A1/0' };
    const found = await read([sheet(rows, { at: [3, 2] })]);
    expect(said(found)).toEqual([
      'note: 1 cell in “x” holds an error of the program that wrote the file, the first in row 8: “#N/A”. It is read as missing.',
      'note: 1 cell in “y” holds an error of the program that wrote the file, the first in row 10: “#DIV/0!”. It is read as missing.',
    ]);
    expect(values(found, 'x')[4]).toBeNaN();
  });

  it('numbers that are stored as texts have their own decimal mark; the others keep their values', async () => {
    const rows = Array.from({ length: 6 }, (_, i): WorkbookCell[] => [`${i},5`, 1.234 + i, `1.00${i},25`]);
    const found = await read([sheet([['a', 'b', 'c'], ...rows])]);
    expect(values(found, 'a')).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5]);
    expect(values(found, 'b')).toEqual(rows.map(([, b]) => b));
    expect(values(found, 'c')[2]).toBe(1002.25);
    expect(found.format).toMatchObject({ decimal: ',', thousands: '.', delimiter: ';' });
  });

  it('texts: formatted in parts, with reading aids, with characters that XML cannot hold, with marks of a text file', async () => {
    const text = (index: number): OddCell => ({ type: 's', value: String(index) });
    const rows = Array.from({ length: 6 }, (_, i): WorkbookCell[] => [
      text(i % 2),
      i % 2 ? 'a "b"\tc' : '"q"',
      { type: 'inlineStr', inline: i % 2 ? '<r><t>in </t></r><r><t>line</t></r>' : '<t>x</t>' },
      i,
    ]);
    const strings = [
      '<r><t>lot </t></r><r><rPr><b/></rPr><t xml:space="preserve">A</t></r>',
      '<t>東京_x000D_&amp;</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
    ];
    const found = await read([sheet([['Flow\n(m3/h)', 'b', 'c', 'd'], ...rows])], {}, { strings });
    expect(found.columns.map(({ name }) => name)).toEqual(['Flow (m3/h)', 'b', 'c', 'd']);
    expect(found.columns[0].labels).toEqual(['lot A', '東京 &']);
    expect(found.columns[1].labels).toEqual(['"q"', 'a "b" c']);
    expect(found.columns[2].labels).toEqual(['x', 'in line']);
  });
});

describe('where the table is', () => {
  it('below a title that stands elsewhere, with rows and columns that are empty', async () => {
    const rows: WorkbookCell[][] = [
      ['Measurements of May'],
      ['by me'],
      [],
      [],
      ...table(12).map((cells) => [null, null, ...cells]),
      [null, null, 'Source: lab book 12'],
    ];
    const found = await read([sheet(rows)]);
    expect(found.columns.map(({ name }) => name)).toEqual(['t', 'x', 'y']);
    expect(said(found)).toEqual([
      'note: Rows 1 to 2 come before the table and are left out.',
      'note: Row 18 (“Source: lab book 12”) comes below the table and is left out.',
    ]);
  });

  it('a row of units, and a row of totals', async () => {
    const [names, ...data] = table(12);
    const found = await read([sheet([names, ['s', 'm', 'kg'], ...data, ['Total', 33, 506]])]);
    expect(found.columns.map(({ unit }) => unit)).toEqual(['s', 'm', 'kg']);
    expect(said(found).join('\n')).toContain(
      '“Total” in “t” in row 15 seems to name a row that sums up others',
    );
  });

  it('two tables beside each other are told', async () => {
    const rows = table(12).map((cells, i) => [...cells, null, i === 0 ? 'u' : i, i === 0 ? 'v' : 2 * i]);
    const found = await read([sheet(rows, { at: [1, 2] })]);
    expect(said(found)[0]).toBe(
      'warning: Column E of the sheet is empty between others: two tables may stand beside each other. They are read as one.',
    );
  });

  it('merged cells in the table are told, those of its title are not', async () => {
    const data = table(12);
    const title = await read([sheet([['Title'], ...data], { merged: ['A1:C1'] })]);
    expect(said(title)).toEqual(['note: Row 1 comes before the table and is left out.']);
    const found = await read([sheet([['Title'], ...data], { merged: ['A1:C1', 'B8:B9', 'A4:A6'] })]);
    expect(said(found)[1]).toBe(
      'warning: The table has merged cells (A4:A6, B8:B9). Only the first cell of each has a value; the others are read as empty.',
    );
  });

  it('merged cells of columns that are filled down are not told', async () => {
    const path = file('merged.xlsx', workbook([sheet(table(12), { merged: ['A4:A6', 'B4:B6', 'A8:B9'] })]));
    const told = async (fillDown: Record<string, true>) => said(await loadTable(path, { fillDown }));
    expect(await told({ 0: true })).toEqual([
      'warning: The table has merged cells (B4:B6, A8:B9). Only the first cell of each has a value; the others are read as empty.',
    ]);
    expect(await told({ 0: true, 1: true })).toEqual([]);
  });

  it('hidden rows are read, and told', async () => {
    const found = await read([sheet(table(12), { hiddenRows: [4, 9] })]);
    expect(found.rows).toBe(12);
    expect(said(found)[0]).toMatch(
      /^note: 2 rows of the sheet are hidden .* the first is row 4\. They are read like/,
    );
  });

  it('hidden columns with values are read, and told', async () => {
    const rows = table(12).map((cells) => [null, ...cells, null, cells[0] === 't' ? '' : 1]);
    const found = await read([
      sheet(rows, {
        hiddenColumns: [
          [3, 5],
          [6, 16_384],
        ],
      }),
    ]);
    expect(found.columns.map(({ name }) => name)).toEqual(['t', 'x', 'y', 'column_4', 'column_5']);
    expect(
      found.issues.filter(({ code }) => code === 'xlsx.hidden-columns').map(({ message }) => message),
    ).toEqual([
      '3 columns of the sheet are hidden in the spreadsheet, the first is C (“x”). They are read like the others.',
    ]);
    const beside = await read([sheet(table(12), { hiddenColumns: [[4, 9]] })]);
    expect(said(beside)).toEqual([]);
  });

  it('a cell left of the table is told', async () => {
    const wide = table(12).map((cells, r): WorkbookCell[] => [
      null,
      ...cells,
      r === 0 ? 'z' : r,
      r === 0 ? 'w' : -r,
    ]);
    wide[6] = ['see below', 5];
    expect(said(await read([sheet(wide)]))).toContainEqual(
      'warning: 1 cell left of the table is left out, the first is A7.',
    );
  });
});

describe('formulas without values', () => {
  const uncalculated = (i: number): OddCell => ({ formula: `A${i + 2}*2` });

  it('are told with the first of them', async () => {
    const rows = Array.from({ length: 6 }, (_, i): WorkbookCell[] => [i, i * i, uncalculated(i)]);
    expect(said(await read([sheet([['a', 'b', 'c'], ...rows])]))).toContain(
      'warning: 6 formulas of the sheet “Sheet1” have no stored value, the first in C2. They are read as empty.',
    );
  });

  it('a table of nothing else is refused', async () => {
    const rows = Array.from({ length: 6 }, (_, i): WorkbookCell[] => [uncalculated(i), uncalculated(i)]);
    await expect(read([sheet([['a', 'b'], ...rows])])).rejects.toMatchObject({
      detail: { code: 'xlsx.formulas' },
    });
    await expect(read([sheet(rows)])).rejects.toMatchObject({ detail: { code: 'xlsx.formulas' } });
  });

  it('zeros that a program stored in their place are told', async () => {
    const rows = Array.from({ length: 6 }, (_, i): WorkbookCell[] => [
      i,
      i * i,
      { ...uncalculated(i), value: '0' },
    ]);
    const found = await read([sheet([['a', 'b', 'c'], ...rows])], {}, { fullCalcOnLoad: true });
    expect(said(found)[0]).toMatch(/^warning: All 6 formulas of the sheet “Sheet1” have the stored value 0/);
    expect(said(await read([sheet([['a', 'b', 'c'], ...rows])])).join()).not.toContain('formula');
  });
});

it('a long sheet is read to its end, and the preview reads only its beginning', async () => {
  const rows = table(60_000);
  rows[50_000][1] = 'broken';
  const path = file('long.xlsx', workbook([sheet(rows)]));
  const preview = await previewTable(path, {});
  expect([preview.complete, preview.rows.length, preview.issues]).toEqual([false, 50, []]);
  expect(preview.allChecked).toBe(false);
  // Of a short one not all rows are shown, and all of them are checked.
  const short = await previewTable(file('short.xlsx', workbook([sheet(table(200))])), {});
  expect([short.complete, short.rows.length, short.allChecked]).toEqual([false, 50, true]);
  const { table: found, cells } = await loadTableWithCells(path, {});
  expect(found.rows).toBe(60_000);
  expect(found.columns[2].values[59_999]).toBe(59_999 ** 2);
  expect(said(found)).toEqual([
    'warning: 1 cell in “x” cannot be read as a number, the first in row 50001: “broken”. It is read as missing.',
  ]);
  let last: readonly string[] = [];
  for await (const block of cells()) last = block.at(-1) ?? last;
  expect(last).toEqual(['59999', '29999.5', String(59_999 ** 2)]);
});

it('the hash is that of the file', async () => {
  const { createHash } = await import('node:crypto');
  const bytes = workbook([sheet(table(5))]);
  const found = await loadTable(file('hash.xlsx', bytes), {});
  expect(found.hash).toBe(createHash('sha256').update(bytes).digest('hex'));
});
