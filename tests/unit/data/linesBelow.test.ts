/** Lines below a table that are no rows of it. */
import { describe, expect, it } from 'vitest';
import { loadTableWithCells } from '../../../main/engine/data/reading/load.ts';
import { previewTable } from '../../../main/engine/data/index.ts';
import { codes, many, useContents } from './misread.ts';

const { file, load } = useContents();
const rows = many(9, (i) => `${i}.5,${2 * i},${i % 2 ? 'red' : 'blue'}`);

describe('lines below a table are left out, and told', () => {
  it.each([
    ['sources behind a blank line', 'x,y,kind\n', rows, '\n"Source: a bank, 2021"\nUpdated: today\n', 12],
    ['the count of a database', 'x,y,kind\n', rows, '(9 rows)\n', 11],
    ['the end of a copy', '', rows, '\\.\n', 10],
    [
      'a text in a sheet that fills its line',
      'x,y\n',
      many(9, (i) => `${i},${i}`),
      'see the page above,\n',
      11,
    ],
    [
      'the end of a block between blanks',
      'x y\n',
      many(9, (i) => `${i} ${i}.5`),
      '\nLoop time of 0.5 on 1 procs\nEND IONS\n',
      12,
    ],
  ])('%s', async (_what, header, body, below, line) => {
    const table = await load(header + body + below);
    expect(table.rows).toBe(9);
    expect(table.columns[0].missing).toBe(0);
    expect(table.issues).toContainEqual(
      expect.objectContaining({ code: 'csv.lines-below', severity: 'note', line }),
    );
    expect(codes(table)).not.toContain('csv.short-row');
  });

  it('in large files too, and in the preview and the cells as they are written', async () => {
    const path = file('large.csv', `x,y,kind\n${rows.repeat(9000)}\nSource: a bank\nand another\n`);
    const { table, cells } = await loadTableWithCells(path, {});
    expect(table.rows).toBe(81_000);
    expect(table.issues).toMatchObject([
      {
        code: 'csv.lines-below',
        message: 'Lines 81003 to 81004 (“Source: a bank”, …) come below the table and are left out.',
      },
    ]);
    let written = 0;
    for await (const block of cells()) written += block.length;
    expect(written).toBe(81_000);
    const small = await previewTable(file('small.csv', `x,y,kind\n${rows}Source\n`), {});
    expect(small.rows).toHaveLength(9);
    expect(small.issues.map(({ code }) => code)).toEqual(['csv.lines-below']);
  });
});

describe('lines that are rows stay', () => {
  it.each([
    ['one with a number in its place', 'x,y,kind\n', '12.5\n'],
    ['one with a label and missing values', 'kind,x,y\n', 'green,NA,NA\n'],
    ['one with a label and no values', 'kind,x,y\n', 'green,,\n'],
    ['one of words beside a label', 'kind,x,y\n', 'green,ND,ND\n'],
    ['one with numbers in another notation', 'x,y\n', '<0.5,5 kg\n'],
    ['one with missing values only', 'x,y\n', 'NA,NA\n'],
  ])('%s', async (_what, header, last) => {
    const body = many(9, (i) => (header.startsWith('kind') ? `red,${i}.5,${i}` : `${i}.5,${i}`));
    const full = header === 'x,y,kind\n' ? rows : body;
    const table = await load(header + full + last);
    expect(table.rows).toBe(10);
    expect(codes(table)).not.toContain('csv.lines-below');
  });

  it('also a line of words between rows, which is told', async () => {
    const table = await load(`x,y,kind\n${rows}Run 2\n${rows}`);
    expect(table.rows).toBe(19);
    expect(codes(table)).toEqual(['table.unreadable-cells', 'csv.short-row']);
  });

  it('also five hundred and more lines of words', async () => {
    const table = await load(`x,y,kind\n${rows.repeat(200)}${many(501, () => 'oops')}`);
    expect(table.rows).toBe(2301);
  });
});
