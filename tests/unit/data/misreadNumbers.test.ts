/** Numbers whose marks mean one thing here and another there, and numbers that may be codes. */
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import { codes, many, useContents } from './misread.ts';

const { file, load } = useContents();

describe('numbers in another notation', () => {
  it.each([
    ['$5', '€12'],
    ['5 %', '0.05'],
    ['0x10', '0xff'],
    ['٣٤', '١٢'],
    ['१२', '३४'],
    ['(5.00)', '$12.00'],
    ['0.123 45', '1.234 567'],
    ['1:100', '1:1000'],
    ['0 days 02:09:37', '1 days 04:19:14'],
    ['2h05m', '1 h 30 min'],
    ['48 12 30', '16 22 05'],
    ['1.2345(12) e-3', '9.2740(28) e-24'],
    ['6.674 30 e-11', '8.854 187 81(14) e-12'],
    ['1.054 571 817...', '6.022 140 76...'],
    ['[1.00784, 1.00811]', '[6.938, 6.997]'],
    ["5'10", '6 ft 2 in'],
    ['5 lb 3 oz', '12 lb 0.5 oz'],
    ['1/2″', '1 1/2″'],
    ['4k7', '470R'],
    ['12.5 [1]', '13.25 [a]'],
    ['\u20105', '\u20147.5'],
    ['\uff0d5', '\uff0d7.5'],
    ['１．５', '２'],
    ['1½', '2½'],
  ])('%s is a label, with a hint', async (first, second) => {
    const table = await load(`a;b\n${many(40, (i) => `${i % 2 ? first : second};${i}`)}`);
    expect(table.columns[0].type).toBe('category');
    expect(table.issues).toMatchObject([{ code: 'table.number-lookalikes', column: 'a' }]);
  });

  it.each([
    ['G2V', 'K5III'],
    ['2s', '3p'],
    ['5W30', '10W40'],
    ['Fe[3]', 'Fe[2]'],
    ['1.0 mm x 2', '2.0 mm x 2'],
  ])('%s is a label without a hint', async (first, second) => {
    const table = await load(`a;b\n${many(40, (i) => `${i % 2 ? first : second};${i}`)}`);
    expect(table.issues).toEqual([]);
  });

  it.each([['Mon Mar  1 10:11:12 2021', 'Tue Mar  2 10:11:12 CET 2021']])(
    '%s is no date, with a hint',
    async (first, second) => {
      const table = await load(`a;b\n${many(40, (i) => `${i % 2 ? first : second};${i}`)}`);
      expect(table.columns[0].type).toBe('category');
      expect(table.issues).toMatchObject([{ code: 'table.number-lookalikes', column: 'a' }]);
    },
  );

  it.each(['\u2009', '\u202f', '\u00a0', ' '])('%j between groups of digits is read', async (space) => {
    const table = await load(`a\tb\n${many(20, (i) => `${i + 1}${space}${100 + i}.5\t${i}`)}`);
    expect(table.columns[0].values[0]).toBe(1100.5);
  });

  it('a percentage is a number with that unit, and is told', async () => {
    const table = await load(`a;b\n${many(40, (i) => `${i},5${i % 2 ? ' ' : ''}%;${i},25`)}`);
    expect(table.columns[0]).toMatchObject({ type: 'number', unit: '%' });
    expect([...table.columns[0].values.subarray(0, 3)]).toEqual([0.5, 1.5, 2.5]);
    expect(codes(table)).toEqual(['table.unit-in-cells']);
    // 0.05 may be 5 %.
    const mixed = await load(`a;b\n${many(40, (i) => `${i === 9 ? '0,05' : `${i},5 %`};${i},25`)}`);
    expect(codes(mixed)).toEqual(['table.unit-in-cells', 'table.bare-cells']);
  });

  it('the unit beside numbers is that of the column, where neither its name nor a row says one', async () => {
    const rows = many(40, (i) => `${i}.5 m,${i}.5 mm,${i}k,${i}.25`);
    const table = await load(`depth,gap (mm),count,y\n${rows}`);
    expect(table.columns.map(({ unit }) => unit)).toEqual(['m', undefined, undefined, undefined]);
  });

  it.each([
    [['$5', '$12', '-$3'], '$', [5, 12, -3]],
    [['$1,234.50', '($7.73)', '$-0.50'], '$', [1234.5, -7.73, -0.5]],
    [['€ 1.50', '€ 2.75', '1 €'], '€', [1.5, 2.75, 1]],
    [['EUR 5.10', 'EUR 12.20', 'EUR 7.00'], 'EUR', [5.1, 12.2, 7]],
    [['US$5', 'US$12', 'US$0'], 'US$', [5, 12, 0]],
  ])('a column of prices such as %j is one of numbers with the unit %s', async (cells, unit, values) => {
    const table = await load(`a;b\n${many(60, (i) => `${cells[i % 3]};${i}.5`)}`);
    expect(table.columns[0]).toMatchObject({ type: 'number', unit });
    expect([...table.columns[0].values.subarray(0, 3)]).toEqual(values);
    expect(codes(table)).toEqual(['table.unit-in-cells']);
  });

  it('a column of prices has the thousands mark of its cells', async () => {
    const rows = many(60, (i) => `"$${200 + i},${100 + i}.${10 + (i % 9)}",${i}`);
    const table = await load(`price,y\n${rows}`);
    expect(table.format.thousands).toBe(',');
    expect(table.columns[0].values[1]).toBe(201_101.11);
  });

  it('1.234 and 1,234 give a warning when nothing decides their meaning', async () => {
    for (const content of ['a;b\n1.234;2.500\n5.678;1.750\n', 'a\tb\n1,234\t2,500\n5,678\t1,750\n'])
      expect(codes(await load(content))).toEqual(['csv.ambiguous-thousands']);
    expect(codes(await load('a,b\n1.234,2.500\n'))).toEqual([]);
    expect(codes(await load('a;b\n1.234;2.5\n'))).toEqual([]);
  });
});

describe('a mark that comes first after thousands of whole numbers', () => {
  const whole = many(6000, (i) => `${i};${i % 7}`);

  it('gives a warning where it can be either mark', async () => {
    const table = await load(`a;b\n${whole}7;1.234\n8;2.500\n`);
    expect([...table.columns[1].values.subarray(-2)]).toEqual([1.234, 2.5]);
    expect(table.issues).toMatchObject([
      { code: 'csv.ambiguous-thousands', severity: 'warning', column: 'b', line: 6002 },
    ]);
    expect(table.issues[0].message).toBe(
      '“1.234” could be a whole number or a fraction; it is read as 1.234.',
    );
  });

  it('gives none where another cell shows what it is, or the person says it', async () => {
    expect(codes(await load(`a;b\n${whole}7;1.234\n8;2.5\n`))).toEqual([]);
    expect(codes(await load(`a,b\n${whole.replaceAll(';', ',')}7,1.234\n8,2.500\n`))).toEqual([]);
    const path = file('table.csv', `a;b\n${whole}7;1.234\n8;2.500\n`);
    expect(codes(await loadTable(path, { decimal: '.' }))).toEqual([]);
  });

  it('that groups digits is read so where the cells show it', async () => {
    const table = await load(`a;b\n${whole}7;1.234.567\n8;2.500\n`);
    expect(table.format).toMatchObject({ decimal: ',', thousands: '.' });
    expect([...table.columns[1].values.subarray(-2)]).toEqual([1_234_567, 2500]);
    expect(codes(table)).toEqual([]);
  });

  it('between commas, in quotation marks, groups digits', async () => {
    const table = await load(`a,b\n${whole.replaceAll(';', ',')}7,"1,234"\n8,"2,500"\n`);
    expect([...table.columns[1].values.subarray(-2)]).toEqual([1234, 2500]);
    expect(codes(table)).toEqual([]);
  });
});

describe('numbers that may be codes', () => {
  it.each<[string, readonly string[], string, string]>([
    ['zip codes', ['00123', '01234'], 'table.leading-zeros', '“00123” is read as 123'],
    ['telephone numbers', ['+493012345', '+498965432'], 'table.number-codes', 'is read as 493012345'],
    ['codes with an E', ['1E5', '27'], 'table.number-codes', '“1E5” in “a” is read as 100000'],
    ['days without marks', ['20200102', '20200203'], 'table.number-codes', 'not as a date'],
    ['days with an hour', ['2020010200', '2020020323'], 'table.number-codes', 'not as a date'],
    [
      'digits that a number cannot hold',
      ['12345678901234567891', '7'],
      'table.long-numbers',
      '“12345678901234567891” is read as 12345678901234567168',
    ],
  ])('%s are said', async (_what, cells, code, message) => {
    const path = file('codes.csv', `a;b\n${many(40, (i) => `${cells[i % 2]};${i}.5`)}`);
    const table = await loadTable(path, {});
    expect(table.columns[0].type).toBe('number');
    expect(table.issues).toMatchObject([{ code, column: 'a' }]);
    expect(table.issues[0].message).toContain(message);
    const labels = await loadTable(path, { types: { 0: 'category' } });
    expect(labels.columns[0].labels).toEqual(cells);
    expect(labels.issues).toEqual([]);
  });

  it.each<[string, (i: number) => string, number]>([
    ['days without marks and century', (i) => `2103${10 + i}`, 1],
    ['days with the day first', (i) => `${10 + i}032021`, 1],
    ['days with the month first', (i) => `03${10 + i}21`, 1],
    ['days of the year', (i) => String(2021001 + 7 * i), 1],
    ['numbers that are no days', (i) => String(216370 + i), 0],
    ['few numbers, which may be days by chance', (i) => `2103${10 + (i % 5)}`, 0],
  ])('%s: told so many times', async (_what, day, times) => {
    const table = await load(`a;b\n${many(20, (i) => `${day(i)};${i}.5`)}`);
    expect(table.columns[0].type).toBe('number');
    expect(codes(table).filter((code) => code === 'table.number-codes')).toHaveLength(times);
  });

  it('also where the first is far below', async () => {
    const table = await load(`a;b\n${'12345;1\n'.repeat(60_000)}00501;2\n`);
    expect(table.issues).toMatchObject([{ code: 'table.leading-zeros', line: 60_002 }]);
  });

  it('0, 0.5 and 1e-5 are not', async () => {
    const table = await load(
      `a;b\n${many(40, (i) => `${['0', '0.5', '1e-5', '1234567890123456'][i % 4]};${i}`)}`,
    );
    expect(table.issues).toEqual([]);
  });
});
