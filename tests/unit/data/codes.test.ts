/** Columns whose cells read as numbers or labels, but may mean something else: codes, versions, sums, mixtures. */
import { describe, expect, it } from 'vitest';
import { checkTable, loadTable } from '../../../main/engine/data/index.ts';
import { suggestedRoles } from '../../../main/engine/data/columns/describeTable.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();
const load = (content: string): Promise<Table> => loadTable(file('table.csv', content), {});
const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
const column = (cell: (i: number) => string, count = 60): Promise<Table> =>
  load(`v;y\n${many(count, (i) => `${cell(i)};0.${((i * 37) % 89) + 10}`)}`);
const told = ({ issues }: Table): string[] =>
  issues.filter(({ column: about }) => about === 'v').map(({ code }) => code);

describe('numbers that may be codes', () => {
  it.each([
    ['Fortran’s exponent', (i: number) => `${i}D${i % 5}`],
    [
      'day and time in one number',
      (i: number) => `202101${(i % 28) + 10 > 28 ? 28 : (i % 28) + 10}${(i % 14) + 10}0000`,
    ],
    ['versions', (i: number) => `1.${i % 20}`],
  ])('are reported: %s', async (_what, cell) => {
    expect(told(await column(cell))).toEqual(['table.number-codes']);
  });

  it.each([
    ['measurements of one precision', (i: number) => `1.${(i % 80) + 10}`],
    ['measurements without zeros at the end', (i: number) => String(Number(`1.${i}`))],
    ['whole numbers and halves', (i: number) => String(i / 2)],
  ])('are not reported: %s', async (_what, cell) => {
    expect(told(await column(cell))).toEqual([]);
  });
});

describe('a column that is lost', () => {
  it.each([
    ['durations that begin like times of day', (i: number) => `${i + 20}:0${i % 10}`],
    ['year, day and month', (i: number) => `2021-${String((i % 28) + 1).padStart(2, '0')}-0${(i % 9) + 1}`],
    ['numbers and five other words at the end', (i: number) => (i < 30 ? `${i}` : `word${i}`), 35],
    ['dates and numbers', (i: number) => (i % 3 ? '2021-01-05' : '44201')],
    ['a comma in the exponents', (i: number) => `${i},5E+03`],
    ['figure spaces', (i: number) => `${i + 1}\u2007${i + 100}`],
    ['a dot in the middle', (i: number) => `${i}·5`],
    ['a zone with a name', (i: number) => `2021-01-05 ${(i % 14) + 10}:${(i % 50) + 10}:00 CET`],
  ])('gives a warning that says why: %s', async (_what, cell, count = 60) => {
    const table = await column(cell, count);
    expect(table.columns[0].type).toMatch(/text|category/u);
    expect(table.issues).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        column: 'v',
        code: expect.stringMatching(/number-lookalikes|mixed-column/u) as string,
      }),
    );
  });

  it.each([
    ['names', (i: number) => `sample ${i} of north ${i % 7}`],
    ['words with digits', (i: number) => `a${i}b${i * 7}`],
  ])('gives no such warning where it holds words: %s', async (_what, cell) => {
    expect(told(await column(cell))).toEqual(['table.text-column']);
  });
});

describe('rows that sum up others', () => {
  const named = (rows: string): Promise<Table> => load(`v;x;y\n${rows}`);
  const row = (i: number): string => `r${i};${i};0.${((i * 37) % 89) + 10}`;

  it.each([
    ['at the end', `${many(30, row)}Total;435;870\n`, 32],
    ['at the beginning', `Summe;435;870\n${many(30, row)}`, 2],
    ['in the middle', `${many(15, row)}Subtotal;105;7\n${many(15, (i) => row(i + 15))}Subtotal;330;9\n`, 17],
    ['below numbers', `${many(30, (i) => `${i};${i};0.5${i}`)}Mean;9;9\nStd;2;3\nMin;1;1\nMax;7;8\n`, 32],
    ['below numbers, one', `${many(30, (i) => `${i};${i};0.5${i}`)}Total;435;9\n`, 32],
  ])('are told once: %s', async (_what, rows, line) => {
    const table = await named(rows);
    expect(table.issues.filter(({ code }) => code === 'table.totals')).toMatchObject([
      { severity: 'warning', line, column: 'v' },
    ]);
    const findings = await checkTable(table, suggestedRoles(table));
    expect(findings.filter(({ check }) => check === 'totals')).toEqual([]);
  });

  it('are not told where the words are ordinary labels', async () => {
    const table = await named(many(60, (i) => `${['mean', 'max', 'min'][i % 3]};${i};0.5${i}`));
    expect(told(table)).toEqual([]);
  });
});
