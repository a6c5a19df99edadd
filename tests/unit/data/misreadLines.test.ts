/** Which lines of a file are rows, and which cells a line has. */
import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkTable, loadTable } from '../../../main/engine/data/index.ts';
import { loadTableWithCells } from '../../../main/engine/data/reading/load.ts';
import { suggestedRoles } from '../../../main/engine/data/columns/describeTable.ts';
import { codes, many, useContents } from './misread.ts';

const { file, load } = useContents();

describe('lines that start like a comment', () => {
  it('are rows when they fit the table', async () => {
    const colour = (i: number): string => (i % 10 === 0 ? '#ff8800' : ['red', 'blue'][i % 2]);
    const table = await load(`colour,y\n${many(300, (i) => `${colour(i)},${i}`)}`);
    expect(table.rows).toBe(300);
    expect(table.issues).toEqual([]);
    expect(table.format.comment).toBe('');
  });

  it('are rows in a file without a header, the first ones too', async () => {
    const table = await load(`#ff8800,1\n#00ff00,2\nred,3\nblue,4\n#ff8800,5\nred,6\n`);
    expect([...table.columns[1].values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ['a date and a missing value', '#ff8800,?,2009-08-06\n'],
    ['numbers, above a row with a damaged cell', '#ff8800,1.5,2009-08-06\nred,0-5,2009-08-07\n'],
  ])('are no names where they hold %s, and are rows', async (_what, first) => {
    const rows = many(12, (i) => `${i % 4 ? 'blue' : '#00ff00'},${i}.5,2010-01-${i + 10}`);
    const table = await load(`${first}${rows}`);
    expect(table.rows).toBe(12 + first.split('\n').length - 1);
    expect(table.columns.map(({ name }) => name)).toEqual(['x1', 'x2', 'x3']);
    expect(table.columns[0].labels[0]).toBe('#ff8800');
  });

  it.each([
    ['grouped digits', 'colour,y', '"12,150"'],
    ['a decimal comma', 'colour;y', '#ff8800;-0,853'],
    ['digits grouped by spaces', 'colour\ty', '#ff8800\t10 924,5'],
  ])('are rows also where only they hold %s', async (_what, names, first) => {
    const delimiter = /[^a-z]/.exec(names)![0];
    const marked = first.startsWith('#') ? first : `#ff8800${delimiter}${first}`;
    const rows = many(8, (i) => `${['red', 'blue'][i % 2]}${delimiter}${i + 1}`);
    const table = await load(`${names}\n${marked}\n${rows}`);
    expect(table.rows).toBe(9);
    expect(table.columns[0].labels).toContain('#ff8800');
    expect(table.columns[1].type).toBe('number');
  });

  it('are comments when they do not fit, each named; rows among them are named, too', async () => {
    const table = await load(
      '# made by hand\ncolour,y\nred,1\n# pause, for coffee\n#ff8800,2\n#blue,none\nblue,4\nred,5\n',
    );
    expect([...table.columns[1].values]).toEqual([1, 2, NaN, 4, 5]);
    expect(table.issues).toMatchObject([
      { code: 'csv.comments', message: '2 lines begin with “#” and are left out as comments: 1, 4.' },
      { code: 'csv.marked-rows', line: 5 },
    ]);
  });

  it('leave out a row that is commented out', async () => {
    const table = await load(`a,b\n${many(20, (i) => `${i % 7 === 6 ? '#' : ''}${i},${i}`)}`);
    expect(table.rows).toBe(18);
    expect(table.issues).toMatchObject([
      { code: 'csv.comments', message: '2 lines begin with “#” and are left out as comments: 8, 15.' },
    ]);
  });
});

describe('the cells of a table as written in the file', () => {
  const odd = [' , ', ',', '  ', '\t,', '" ",'];
  const place: readonly (readonly [string, (blank: string) => string])[] = [
    [
      'far below',
      (blank) => `a,b\n${'1.5,a label of many words\n'.repeat(24_000)}${blank}\n${'2.5,y\n'.repeat(500)}`,
    ],
    ['without a header', (blank) => `1,2\n3,4\n${blank}\n5,6\n`],
    ['as the last line', (blank) => `a,b\n1,2\n3,4\n${blank}`],
    ['at the beginning', (blank) => `${blank}\na,b\n1,2\n${blank}\n3,4\n`],
  ];
  it.each(place)('are the rows of the table when a line is blank %s', async (_where, content) => {
    for (const blank of odd) {
      const { table, cells } = await loadTableWithCells(file('blank.csv', content(blank)), {});
      const rows: string[][] = [];
      for await (const block of cells()) rows.push(...block);
      expect(rows.length).toBe(table.rows);
      expect(rows.map(([first]) => Number(first))).toEqual([...table.columns[0].values]);
    }
  });

  it('are refused when the file has changed', async () => {
    const path = file('changing.csv', 'a,b\n1,2\n3,4\n');
    const { cells } = await loadTableWithCells(path, {});
    appendFileSync(path, '5,6\n');
    await expect(cells().next()).rejects.toMatchObject({ detail: { code: 'table.changed' } });
    file('changing.csv', 'a,b\n1,2\n3,5\n');
    await expect(cells().next()).rejects.toMatchObject({ detail: { code: 'table.changed' } });
  });
});

describe('wide tables', () => {
  const wide = (rows: number, columns: number, cell: (row: number, column: number) => string): string =>
    many(rows, (row) => Array.from({ length: columns }, (_, c) => cell(row, c)).join(','));

  it('with a header of more than half a megabyte are read with their rows', async () => {
    const name = (row: number, c: number): string =>
      row === 0 ? `a quantity with a long name ${c}` : `${row}.5`;
    const table = await load(wide(4, 30_000, name));
    expect([table.rows, table.columns.length]).toEqual([3, 30_000]);
    expect(table.columns[29_999]).toMatchObject({ name: 'a quantity with a long name 29999', missing: 0 });
  });

  it('without a header are read with all columns', async () => {
    const table = await load(wide(3, 30_000, (row, c) => `${row}${c % 9}.2525252525252525`));
    expect([table.rows, table.columns.length]).toEqual([3, 30_000]);
    expect(table.issues).toEqual([]);
  });

  it('of a million columns are refused with a clear error', async () => {
    await expect(load(wide(3, 1_000_000, (row) => String(row)))).rejects.toMatchObject({
      detail: {
        code: 'table.too-many-columns',
        message: 'table.csv has 1\u202f000\u202f000 columns; a table can have at most 100\u202f000.',
      },
    });
  });

  it('have different names that are short enough for a list', async () => {
    const table = await load(`${'x'.repeat(5000)},${'x'.repeat(5000)}\n1,2\n`);
    expect(table.columns.every(({ name }) => name.length <= 210)).toBe(true);
    expect(codes(table)).toEqual(['table.long-name', 'table.long-name', 'table.duplicate-name']);
  });
});

describe('lines that are no rows', () => {
  it('the header once more is left out and named, wherever it comes', async () => {
    const block = many(6, (i) => `${i}.5,${i % 2 ? 'red' : 'blue'}`);
    const few = await load(`a,kind\n${block}a,kind\n${block}a,kind\n${block}`);
    expect(few.rows).toBe(18);
    expect(few.columns[1].labels).toEqual(['blue', 'red']);
    expect(few.issues).toMatchObject([
      { code: 'csv.repeated-header', line: 8 },
      { code: 'csv.repeated-header', line: 15 },
    ]);
    const late = await load(`a,kind\n${block.repeat(20_000)}a,kind\n${block}`);
    expect(late.rows).toBe(120_006);
    expect(codes(late)).toEqual(['csv.repeated-header']);
  });

  it('sums and means at the end are said', async () => {
    const rows = many(20, (i) => `${i % 2 ? 'x' : 'y'},${i},${i * i}`);
    const endings = [
      'Total,190,2470\n',
      'RSD,57,94\n',
      'CV %,57,94\n',
      '%RSD,57,94\n',
      'CV (%),57,94\n',
      'mean,9.5,123.5\nstd,5.9,116\n',
      'x,190,2470\n',
      'y,9.5,123.5\n',
    ];
    for (const ending of endings) {
      const table = await load(`kind,a,b\n${rows}${ending}`);
      const findings = await checkTable(table, suggestedRoles(table));
      expect(findings.map(({ check, count }) => ({ check, count }))).toContainEqual({
        check: 'totals',
        count: ending.split('\n').length - 1,
      });
    }
    for (const ending of ['x,190,2471\n', 'x,7,2470\n', '']) {
      const table = await load(`kind,a,b\n${rows}${ending}`);
      const findings = await checkTable(table, suggestedRoles(table));
      expect(findings.filter(({ check }) => check === 'totals')).toEqual([]);
    }
  });
});

describe('a first row of numbers', () => {
  const decimals = (columns: number): string =>
    many(40, (i) =>
      Array.from({ length: columns }, (_, c) => `0.${((i * 37 + c * 53) % 89) + 10}`).join(','),
    );

  it.each([
    ['wavelengths', '400,410,420,430'],
    ['years, the last first', '1993,1992,1991,1990'],
    ['steps of a half', '10.5,11,11.5,12'],
  ])('is read as names where it can only be names: %s', async (_what, row) => {
    const table = await load(`${row}\n${decimals(4)}`);
    expect(table.columns.map(({ name }) => name)).toEqual(row.split(','));
    expect(table.rows).toBe(40);
    expect(table.issues).toMatchObject([{ code: 'csv.numeric-names', severity: 'note', line: 1 }]);
  });

  it('is read as names where it counts the columns of a microplate', async () => {
    const letters = decimals(12)
      .trim()
      .split('\n')
      .slice(0, 8)
      .map((line, i) => `${'ABCDEFGH'[i]},${line}\n`);
    const table = await load(`<>,1,2,3,4,5,6,7,8,9,10,11,12\n${letters.join('')}`);
    expect(table.rows).toBe(8);
    expect(table.columns[1].name).toBe('1');
    expect(codes(table)).toContain('csv.numeric-names');
  });

  it('is read as names where it counts columns of counts, but not where each row has ranks', async () => {
    const of = (value: (row: number, column: number) => number): string =>
      many(12, (row) => [`k${row}`, ...[0, 1, 2, 3, 4, 5, 6].map((c) => value(row, c))].join(','));
    const counts = await load(`species,1,2,3,4,5,6,7\n${of((row, c) => (row * 5 + c * c) % 4)}`);
    expect(counts.rows).toBe(12);
    expect(counts.columns.slice(0, 3).map(({ name }) => name)).toEqual(['species', '1', '2']);
    expect(counts.issues).toMatchObject([{ code: 'csv.numeric-names', severity: 'note', line: 1 }]);
    const ranks = await load(`judge,1,2,3,4,5,6,7\n${of((row, c) => ((row + 3 * c) % 7) + 1)}`);
    expect(ranks.rows).toBe(13);
  });

  it('gives a warning where it may be names', async () => {
    const table = await load(`1,2,3\n${many(40, (i) => `${i / 7},${i / 3},${i / 9}`)}`);
    expect(table.rows).toBe(41);
    expect(table.issues).toMatchObject([{ code: 'csv.numeric-names', severity: 'warning', line: 1 }]);
  });

  it.each([
    ['values like those below', '0.11,0.12,0.13'],
    ['numbers without order', '400,900,410'],
    ['zeros at the start', '0,0,0'],
  ])('is data without a word where nothing speaks for names: %s', async (_what, row) => {
    const table = await load(`${row}\n${decimals(3)}`);
    expect(table.rows).toBe(41);
    expect(codes(table)).toEqual([]);
  });

  it('is what the person says', async () => {
    const path = file('set.csv', `400,410,420\n${decimals(3)}`);
    const table = await loadTable(path, { header: false });
    expect(table.rows).toBe(41);
    expect(codes(table)).toEqual([]);
  });
});

describe('two tables beside each other', () => {
  const issue = { code: 'table.side-by-side', severity: 'warning' };
  it('are told by the empty column between them', async () => {
    const table = await load(
      `t,T,,V,I\n${many(40, (i) => `${i < 25 ? `${i},${i}.5` : ','},,${i},${2 * i}`)}`,
    );
    expect(table.issues).toContainEqual(expect.objectContaining(issue));
    const found = table.issues.find(({ code }) => code === issue.code)!;
    expect(found.message).toContain('Column 3 is empty between others');
  });

  it.each([
    ['behind the last column', `t,T,\n${many(40, (i) => `${i},${i}.5,`)}`],
    ['with a name', `t,T,remark,V\n${many(40, (i) => `${i},${i}.5,,${i}`)}`],
    ['with a value', `t,T,,V\n${many(40, (i) => `${i},${i}.5,${i === 30 ? 'x' : ''},${i}`)}`],
  ])('are not told of an empty column %s', async (_what, text) => {
    expect(codes(await load(text))).not.toContain(issue.code);
  });
});
