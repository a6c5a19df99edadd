/** Cells that look like something else than they are. */
import { describe, expect, it } from 'vitest';
import { prepareDataset } from '../../../main/engine/data/index.ts';
import { codes, many, useContents } from './misread.ts';
import { setup } from './preparedTables.ts';

const { load } = useContents();

describe('ranges and months', () => {
  it.each<[string, readonly string[], string]>([
    ['bands of age', ['18-25', '26-35', '36-45'], 'category'],
    ['blood pressures', ['120-80', '130-85', '118-76'], 'category'],
    ['sums', ['3+10', '4+12', '5+11'], 'category'],
    ['ranges of decimals', ['0.5-100', '1.5-150', '2.5-200'], 'category'],
    ['dashes of a typesetter', ['18–25', '26–35', '36–45'], 'category'],
    ['months', ['2020-01', '2020-02', '2020-03'], 'date'],
  ])('%s are not numbers', async (_what, cells, type) => {
    const table = await load(`a,b\n${many(60, (i) => `${cells[i % 3]},${i}`)}`);
    expect(table.columns[0].type).toBe(type);
    expect(table.columns[0].missing).toBe(0);
  });

  it('are distinguished from Fortran’s exponents without a letter, which give a warning', async () => {
    const fortran = ['0.1500E+03', '0.2500E-07', '0.1234-103', '-0.5000+120'];
    const table = await load(`a,b\n${many(40, (i) => `${fortran[i % 4]},${i}`)}`);
    expect([...table.columns[0].values.subarray(0, 4)]).toEqual([150, 2.5e-8, 1.234e-104, -5e119]);
    expect(table.issues).toMatchObject([{ code: 'table.fortran-exponents', column: 'a' }]);
  });

  it('are also distinguished from Fortran’s exponents that come late', async () => {
    const table = await load(`a,b\n${'0.1500E+03,1\n'.repeat(60_000)}${'0.1234-103,2\n'.repeat(20_000)}`);
    expect(table.columns[0]).toMatchObject({ type: 'number', missing: 0 });
    expect(table.columns[0].values.at(-1)).toBe(1.234e-104);
    expect(codes(table)).toEqual(['table.fortran-exponents']);
  });
});

describe('errors of programs', () => {
  it.each([
    ...['#N/A', '#NV', '#WERT!', '#DIV/0!', '#ZAHL!', '#BEZUG!', '#NAME?', '#VALEUR!', '#NOMBRE!', '#N/D'],
    ...['#¡VALOR!', '#¡DIV/0!', '#¿NOMBRE?', '#ЗНАЧ!', 'Err:502'],
    ...['1.#IND', '-1.#IND', '1.#QNAN', '-1.#QNAN', '-1.#IND00', '1.#QNAN0', '-nan(ind)', '*******'],
  ])('%s is missing, and this is told', async (error) => {
    const table = await load(`a;b\n${many(20, (i) => `${i}.5;${i === 3 ? error : i}`)}`);
    expect(table.columns[1]).toMatchObject({ type: 'number', missing: 1 });
    expect(table.issues).toMatchObject([{ code: 'table.error-cells', column: 'b', line: 5 }]);
    expect(table.issues[0].message).toContain(`“${error}”`);
  });

  it.each(['<NA>', '\\N', '(null)', '<null>'])('%s is missing, as databases and R mean it', async (mark) => {
    const table = await load(`a;b\n${many(20, (i) => `${i}.5;${i === 3 ? mark : i}`)}`);
    expect(table.columns[1]).toMatchObject({ type: 'number', missing: 1 });
    expect(table.format.missing).toContain(mark.toLowerCase());
  });

  it.each(['1.#INF', '-1.#INF', '1.#INF00'])('%s is infinite', async (cell) => {
    const table = await load(`a;b\n${many(20, (i) => `${i}.5;${i === 3 ? cell : i}`)}`);
    expect(codes(table)).toEqual(['table.infinite']);
  });

  it('in a column of labels are missing too', async () => {
    const table = await load(
      `a;b\n${many(20, (i) => `${i}.5;${i === 3 ? '#WERT!' : i % 2 ? 'red' : 'blue'}`)}`,
    );
    expect(table.columns[1]).toMatchObject({ type: 'category', labels: ['blue', 'red'], missing: 1 });
    expect(codes(table)).toEqual(['table.error-cells']);
  });

  it('do not include colours, numbers and tags', async () => {
    const labels = ['#ff8800', '#12', '#water', '1.#', '****'];
    const table = await load(`a;b\n${many(40, (i) => `${i}.5;${labels[i % 5]}`)}`);
    expect(table.columns[1]).toMatchObject({ labels, missing: 0 });
  });
});

describe('a cell that a person reads as a number or a date is never a label without a warning', () => {
  it.each<[string, readonly string[], string]>([
    [
      'parentheses',
      ['(5.10)', '12.20'],
      'may be negative, as in bookkeeping, or an estimate, or a reference',
    ],
    ['a minus sign behind', ['5.10-', '12.20'], 'before the number only'],
    ['currency codes', ['EUR 5.10', 'USD 12.20'], 'same unit'],
    ['different units', ['5 kg', '600 g'], 'same unit'],
    ['thousands and millions', ['5k', '7M'], 'same unit'],
    ['grouping underscores', ['1_234', '12_345'], 'groups of digits'],
    ['lakhs', ['1,23,456', '12,34,567'], 'groups of digits'],
    ['both decimal marks', ['1,5', '2.5'], 'decimal mark'],
    ['a space behind the minus sign', ['- 1.5', '2.5'], 'directly before'],
    ['powers of ten that may have lost a raised digit', ['1.5×103', '2.5x102'], 'powers of ten'],
    ['a power of ten of the uncertainty or of both', ['1.5±0.2×10^3', '2.5 ± 0.1e3'], 'power of ten'],
    ['per cent of the uncertainty or of both', ['5±1%', '6 ± 2 %'], 'per cent'],
    ['whole numbers with an uncertainty or a reference', ['12(3)', '14(2)'], 'reference'],
    ['means with something in brackets', ['12.3 (1.1)', '11.9 (12)'], 'another value'],
    ['letters that may be units or groups', ['12.3 a', '11.2 b'], 'group or a footnote'],
    ['fractions', ['1/2', '1 3/4'], 'fractions'],
    ['durations of days', ['2d 4h', '1 day 3 hours'], 'durations'],
    ['ISO durations', ['PT1H', 'PT2H30M'], 'durations'],
    ['mostly limits', ['<0.5', '>2.5'], 'limit'],
    ['hemispheres', ['48.2N', '12.5S'], 'degrees'],
    ['hemispheres that may be O for Ost or ouest', ['48.2°O', '12.5° O'], 'degrees'],
    ['complex numbers', ['1.5+2j', '(0.5-1e-3j)'], 'complex'],
    ['quotation marks', ["'5", "'6"], 'quotation mark'],
    ['formulas of spreadsheets', ['="00123"', '="00456"'], 'quotation mark'],
    ['invisible characters', ['\u200b5', '6'], 'cannot be seen'],
    ['months', ['Jan-20', 'Feb 2021'], 'dates are read where'],
    ['quarters', ['2020Q1', '2020-Q2'], 'dates are read where'],
    ['dates of other languages', ['3. März 2020', '4 févr. 2020'], 'dates are read where'],
    ['days that do not exist', ['2020/13/01', '2020/12/01'], 'dates are read where'],
    ['dates of Japan', ['2020年3月1日', '2020年12月24日'], 'dates are read where'],
    ['degrees and minutes between blanks', ['48 12.5 N', '47 05.25 S'], 'degrees'],
  ])('%s', async (_what, cells, why) => {
    const table = await load(`a;b\n${many(40, (i) => `${cells[i % 2]};${i}.5`)}`);
    expect(table.issues).toMatchObject([{ code: 'table.number-lookalikes', column: 'a' }]);
    expect(table.issues[0].message).toContain(why);
  });

  it.each([
    ['k.A.', 'numbers'],
    ['ND', 'numbers'],
    ['…', 'numbers'],
  ])('numbers and too many cells of “%s”', async (word, kind) => {
    const table = await load(`a;b\n${many(40, (i) => `${i % 4 === 3 ? word : i % 4};${i}.5`)}`);
    expect(table.issues).toMatchObject([{ code: 'table.mixed-column', column: 'a' }]);
    expect(table.issues[0].message).toContain(`it holds ${kind}`);
  });

  it.each([
    ['lot 7', 'lot 8'],
    ['1st', '2nd'],
    ['18-25', '26-35'],
    ['1.2.3', '1.10.4'],
    ['10.0.0.1', '192.168.1.1'],
    ['#ff8800', '#00ff00'],
    ['555 1234', '555 4321'],
    ['a1', 'b2'],
    ['P1', 'P20'],
  ])('but %s is a label like any other', async (first, second) => {
    const table = await load(`a;b\n${many(40, (i) => `${i % 2 ? first : second};${i}.5`)}`);
    expect(table.columns[0].type).toBe('category');
    expect(table.issues).toEqual([]);
  });
});

describe('dates that say less than the others of their column', () => {
  const day = (i: number): string => `${10 + (i % 18)}.03.1992`;
  it.each([
    ['a year of two digits', '26.01.19', '2019-01-26T00:00'],
    ['a month without a day', '1992-04', '1992-04-01T00:00'],
    ['a time without a date', '12:30', '1970-01-01T12:30'],
  ])('are told: %s', async (_what, odd, read) => {
    const table = await load(`d,y\n${many(9000, (i) => `${i === 8000 ? odd : day(i)},${i}`)}`);
    expect(new Date(table.columns[0].values[8000]).toISOString()).toContain(read);
    expect(table.issues).toMatchObject([
      { code: 'table.mixed-date-forms', severity: 'warning', line: 8002, column: 'd' },
    ]);
  });

  it('are no names above dates', async () => {
    const table = await load(`x,12.03.1992,7,oops\n${many(20, (i) => `x,${day(i)},${i},${day(i)}`)}`);
    expect(table.rows).toBe(21);
    expect(codes(table)).toContain('table.unreadable-cells');
  });

  it('and numbers are no names above short rows', async () => {
    const table = await load('$5 05389 -45.21\nred 05782 99.49\n/\n01380\n7.67\nblue 05514 -110.65\n');
    expect(table.rows).toBe(6);
    expect(table.format.header).toBe(false);
  });

  it('are told where times begin again at midnight', async () => {
    const time = (i: number): string => `${String((22 + Math.floor(i / 6)) % 24).padStart(2, '0')}:${i % 6}0`;
    const table = await load(`t,y\n${many(40, (i) => `${time(i)},${i}`)}`);
    expect(table.issues).toMatchObject([{ code: 'table.midnight', line: 14, column: 't' }]);
    const mixed = await load(`t,y\n${many(40, (i) => `${String((19 * i) % 24).padStart(2, '0')}:00,${i}`)}`);
    expect(codes(mixed)).toEqual([]);
  });
});

describe('names of columns', () => {
  it('lose characters that cannot be seen, with a note, so that no two look the same', async () => {
    const table = await load(
      `x\u200b,x,\u202etsoc\u202c,y\n${many(30, (i) => `${i},${i * i},${i % 7},${i % 5}`)}`,
    );
    expect(table.columns.map(({ name }) => name)).toEqual(['x', 'x_2', 'tsoc', 'y']);
    expect(codes(table)).toEqual([
      'table.hidden-characters',
      'table.hidden-characters',
      'table.duplicate-name',
    ]);
  });

  it('may be those of what every object of the language has', async () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    const table = await load(`${names.join()}\n${many(40, (i) => `${i},${i * i},${i % 7},${i % 5}`)}`);
    const [first, ...inputs] = names;
    for (const missing of ['drop', 'median'] as const) {
      const { encoding } = await prepareDataset(table, { ...setup, inputs, targets: [first], missing });
      expect(encoding.features).toEqual(
        inputs.map((name) => expect.objectContaining({ name, column: name }) as object),
      );
      expect(encoding.features.every(({ unit, scaling }) => unit === undefined && !scaling.logarithm)).toBe(
        true,
      );
    }
  });
});
