/** A sheet is read as the same table is read from a text. */
import { expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/reading/load.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import { workbook, workbookParts } from '../../support/workbook.ts';
import { strFromU8, zipSync } from 'fflate';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();

type Cell = number | string | null;
const data = (row: (i: number) => Cell[], count = 12): Cell[][] =>
  Array.from({ length: count }, (_, i) => row(i));
const three = data((i) => [i, i / 2, i * i]);

const factsOf = ({ rows, columns, issues }: Table): object => ({
  rows,
  columns,
  issues: issues.map(({ severity, code, line, message }) => ({
    ...{ severity, code, line },
    message: message
      .replace(/\bon line\b/g, 'in row')
      .replace(/\bLine(?=s?\b)/g, 'Row')
      .replace(/\bline(?=s?\b)/g, 'row'),
  })),
});

it.each<[what: string, rows: Cell[][]]>([
  ['no names', three],
  [
    'names in two rows',
    [
      [null, 'Inlet', null, 'Outlet', null],
      ['t', 'T', 'p', 'T', 'p'],
      ...data((i) => [i, 20 + i, 1 + i / 10, 30 + i, 2 + i]),
    ],
  ],
  [
    'a title of several cells',
    [
      ['Experiment', 'A7'],
      ['Date', '2024-05-01'],
      [],
      ['t', 'x', 'y', 'z'],
      ...data((i) => [i, i / 2, i * i, -i]),
    ],
  ],
  ['gaps', [['t', 'x', 'y'], ...data((i) => [i, i % 3 ? i / 2 : null, i % 4 ? i * i : null])]],
  ['blank rows', [['t', 'x', 'y'], ...three, [], ...three]],
  ['another table below', [['t', 'x', 'y'], ...three, [], ['u', 'v', 'w'], ...three]],
  ['years as names', [['country', 2019, 2020, 2021], ...data((i) => [`c${i}`, i / 2, i * i, 3 * i])]],
  ['comments', [['# by me'], ['#', 'x', 'y'], ...three]],
  ['comments between the rows', [['t', 'x', 'y'], ...three, ['# by me'], ['# and you'], ...three]],
  ['words below the names', [['t', 'x', 'y'], ['by me', 'by you', 'by them'], ...three]],
  [
    'missing marks and labels',
    [['g', 'x', 'y'], ...data((i) => [i % 2 ? 'a' : 'b', i === 3 ? 'n/a' : i, i === 5 ? -999 : i])],
  ],
])('%s', async (_what, rows) => {
  const width = Math.max(...rows.map((cells) => cells.length));
  const text = rows.map((cells) => Array.from({ length: width }, (_, c) => String(cells[c] ?? '')).join(','));
  const book = await loadTable(file('a.xlsx', workbook([{ name: 'S', rows }])), {});
  expect(book.issues.map(({ message }) => message).join()).not.toMatch(/\blines?\b/i);
  expect(factsOf(book)).toEqual(factsOf(await loadTable(file('a.csv', `${text.join('\n')}\n`), {})));
});

it('hundreds of thousands of short rows', async () => {
  const rows = data((i) => [i % 10, i % 7], 200_000);
  expect((await loadTable(file('short.xlsx', workbook([{ name: 'S', rows }])), {})).rows).toBe(200_000);
});

it('elements with prefixes, and cells that do not say where they are', async () => {
  const parts = workbookParts([{ name: 'S', rows: [['a', 'b'], ...data((i) => [i, i / 2])] }]) as Record<
    string,
    Uint8Array
  >;
  const prefixed = Object.entries(parts).map(([name, bytes]): [string, Uint8Array] => {
    const text = strFromU8(bytes)
      .replace(/(<\/?)(?=\w)/g, '$1x:')
      .replaceAll('xmlns=', 'xmlns:x=')
      .replaceAll(/ r="[A-Z]*\d+"/g, '');
    return [name, Buffer.from(text)];
  });
  const found = await loadTable(file('x.xlsx', Buffer.from(zipSync(Object.fromEntries(prefixed)))), {});
  expect(found.columns.map(({ name, values }) => [name, values[11]])).toEqual([
    ['a', 11],
    ['b', 5.5],
  ]);
});

it('a mark that groups the digits of texts is not the decimal mark of the other numbers', async () => {
  const rows = [['a', 'b'], ...data((i) => [1.234 + i, `${i + 1}.234`])];
  const found = await loadTable(file('m.xlsx', workbook([{ name: 'S', rows }])), { thousands: '.' });
  expect([found.columns[0].values[2], found.columns[1].values[2]]).toEqual([3.234, 3234]);
});
