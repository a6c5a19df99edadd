/** Where names, rows and other lines of a table are, in files as instruments and spreadsheets write them. */
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();
const load = (content: string): Promise<Table> => loadTable(file('table.csv', content), {});
const codes = ({ issues }: Table): string[] => issues.map(({ code }) => code);
const names = ({ columns }: Table): string[] => columns.map(({ name }) => name);
const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
/** A number below 1 with two decimals. */
const share = (i: number): string => `0.${((i * 37) % 89) + 10}`;

describe('names that are numbers beside names that are words', () => {
  it.each([
    ['years beside a country', 'country,2019,2020,2021'],
    ['years beside row names without a name', ',2019,2020,2021'],
  ])('are names: %s', async (_what, header) => {
    const table = await load(
      `${header}\n${many(30, (i) => `c${i},${share(i)},${share(i + 3)},${share(i + 7)}`)}`,
    );
    expect(table.rows).toBe(30);
    expect(names(table).slice(1)).toEqual(['2019', '2020', '2021']);
    expect(codes(table)).toContain('csv.numeric-names');
  });

  it('may be names where there are only two', async () => {
    const table = await load(`country,2019,2020\n${many(30, (i) => `c${i},${share(i)},${share(i + 3)}`)}`);
    expect(table.issues).toMatchObject([
      { code: 'csv.numeric-names', severity: 'warning', line: 1 },
      { code: 'table.text-column' },
    ]);
  });

  it.each([
    ['a label that other rows have', 'red,2019,2020,2021'],
    ['numbers like those below', 'first,0.11,0.12,0.13'],
  ])('are data without a word: %s', async (_what, row) => {
    const table = await load(
      `${row}\n${many(30, (i) => `${i % 2 ? 'red' : 'blue'},${share(i)},${share(i + 3)},${share(i + 7)}`)}`,
    );
    expect(table.rows).toBe(31);
    expect(codes(table)).toEqual([]);
  });
});
