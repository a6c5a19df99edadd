/** Marks between cells, at the ends of lines and in numbers. */
import { describe, expect, it } from 'vitest';
import { codes, many, useContents } from './misread.ts';

const { load } = useContents();

describe('cells between marks', () => {
  it('quotation marks after spaces are quotation marks', async () => {
    const table = await load(`"a", "b", "c"\n${many(20, (i) => `"${i}.5", "${i}", "x, ${i % 2}"`)}`);
    expect(table.columns.map(({ type }) => type)).toEqual(['number', 'number', 'category']);
    expect(table.columns[2].labels).toEqual(['x, 0', 'x, 1']);
    expect(table.issues).toEqual([]);
  });

  it('a quotation mark that makes rows a part of the names is said', async () => {
    const table = await load(`,"a\n1.5,2\n2.5,"3"\n${many(9, (i) => `${i}.5,${i}`)}`);
    expect(table.rows).toBe(9);
    expect(table.issues).toContainEqual(expect.objectContaining({ code: 'csv.quotes', line: 1 }));
  });

  it('a column with one value in the lower half says nothing of the rows above', async () => {
    const rows = (values: readonly string[]): string =>
      values.map((v, i) => `${i}.5;2007-02-03;${v}\n`).join('');
    const table = await load(rows(['%', 'red', 'red', 'p', '%', '2020-01', 'NA', 'NA', 'NA', 'NA']));
    expect(table.rows).toBe(10);
    expect(codes(table)).not.toContain('csv.preamble');
  });

  it('decimal commas between commas are said', async () => {
    const table = await load(`a,b\n${many(20, (i) => `${i},5,${i},25`)}`);
    expect(codes(table)).toEqual(['csv.decimal-commas', 'csv.preamble']);
  });

  it('semicolons between numbers with grouping commas divide the cells', async () => {
    const table = await load(`a;b\n${many(20, (i) => `1,${i + 234},567;${i}.5`)}`);
    expect([...table.columns[0].values.subarray(0, 2)]).toEqual([1_234_567, 1_235_567]);
  });

  it('a mark of thousands that is set is not the decimal mark too', async () => {
    const rows = 'a;b\n1.234;2\n2.345;4\n5;6\n';
    expect((await load(rows)).format).toMatchObject({ decimal: '.', thousands: '' });
    const table = await load(rows, { thousands: '.' });
    expect(table.format).toMatchObject({ decimal: ',', thousands: '.' });
    expect([...table.columns[0].values]).toEqual([1234, 2345, 5]);
  });

  it('a column of numbers that are too large is said to be so', async () => {
    expect(codes(await load(`a;b\n${many(20, (i) => `12e4567;${i}`)}`))).toEqual(['table.infinite']);
  });
});

describe('characters that end lines in other programs', () => {
  it.each([
    ['a line separator', '\u2028'],
    ['a next line', '\u0085'],
    ['a vertical tab', '\v'],
  ])('give an error where they are the only ones: %s', async (_what, end) => {
    await expect(load(['a,b', '1,2', '3,4'].join(end))).rejects.toMatchObject({
      detail: { code: 'table.line-ends' },
    });
  });

  it('are ordinary characters in a table of lines', async () => {
    const table = await load(`a,b\n${many(40, (i) => `u\u2028${i % 3},${i}`)}`);
    expect(table.rows).toBe(40);
  });
});

describe('marks of numbers', () => {
  it('two decimal marks in one column are said where one is read as the mark of groups', async () => {
    const text = (i: number): string => `${1 + (i % 7)}${i % 3 === 0 ? ',' : '.'}${100 + i}`;
    const table = await load(`x;y\n${many(40, (i) => `${i}.5;${text(i)}`)}`);
    expect(table.issues).toContainEqual(
      expect.objectContaining({ code: 'table.two-decimal-marks', severity: 'warning', column: 'y' }),
    );
    const groups = await load(
      `x;y\n${many(40, (i) => `${i}.5;${i % 3 === 0 ? `1,${100 + i}` : `${i}.25`}`)}`,
    );
    expect(codes(groups)).toEqual([]);
  });

  it.each([
    ['a decimal comma beside labels', (i: number) => `red\tblue\t-${i % 7},672`, '\t'],
    ['digits in groups beside labels', (i: number) => `${1 + (i % 7)} 164 989;red;blue`, ';'],
    ['a date with a time', (i: number) => `2020-01-0${1 + (i % 7)} 10:00;red;${i}`, ';'],
    ['digits in groups between tabs', (i: number) => `a x\t${1 + (i % 7)} 274 722\t3 164 98${i % 9}`, '\t'],
    [
      'a decimal comma between aligned cells',
      (i: number) => `red   ${i % 2 ? 'blue ' : 'green'} -${i % 7},67`,
      ' ',
    ],
    ['a decimal comma that is not in all lines', (i: number) => `red blue ${i % 7 ? `${i},67` : 'NA'}`, ' '],
  ])('are not taken for delimiters: %s', async (_what, line, delimiter) => {
    const table = await load(many(40, line));
    expect(table.format.delimiter).toBe(delimiter);
    expect(table.columns).toHaveLength(3);
    expect(table.rows).toBe(40);
  });

  it.each([
    ['a number after a word', (i: number) => `lot ${i % 7},${i}`, ['csv.decimal-commas']],
    ['a time after a date', (i: number) => `2020-01-01 10:${10 + i},${i}`, []],
  ])('are in doubt where commas and spaces fit: %s', async (_what, line, expected) => {
    const table = await load(many(40, line));
    expect(table.format.delimiter).toBe(',');
    expect(codes(table)).toEqual(expected);
    expect(table.issues.map(({ message }) => message).join()).toContain(
      expected.length > 0 ? '“lot 0,0”' : '',
    );
  });

  it('in a line that begins like a comment make it a row, not names', async () => {
    const table = await load(`//;11,48;5,08e-1\n${many(9, (i) => `a${i % 3};${i},16;${i},2e-1`)}`);
    expect(table.rows).toBe(10);
    expect(table.columns[1].values[0]).toBe(11.48);
  });
});
