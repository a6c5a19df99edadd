/** Numbers as people write them: with an uncertainty, a footnote mark, a power of ten. */
import { describe, expect, it } from 'vitest';
import { writtenNumber } from '../../../main/engine/data/columns/notations/writtenNumbers.ts';
import { checkTable } from '../../../main/engine/data/checks/checkTable.ts';
import { suggestedRoles } from '../../../main/engine/data/columns/describeTable.ts';
import { codes, many, useContents } from './misread.ts';

const { load } = useContents();

describe('the number in a cell', () => {
  it.each([
    ['12.3 ± 0.4 mm', '0.4 mm'],
    ['(1.2 ± 0.3)×10^3 V', '0.3e3 V'],
    ['1.2e3 ± 4e1', '4e1'],
    ['12.345(67)', '0.067'],
    ['12,3(45)', '4,5'],
    ['6.62607015(81)e-34', '0.00000081e-34'],
    ['12.3*', undefined],
  ])('“%s” has the uncertainty %s', (cell, uncertainty) => {
    expect(writtenNumber(cell)?.uncertainty).toBe(uncertainty);
  });

  it.each([
    ['12.3 ± 0.4', '12.3', 'uncertainty'],
    ['-5±1', '-5', 'uncertainty'],
    ['12.3 +/- 0.4 mm', '12.3 mm', 'uncertainty'],
    ['(12.3 ± 0.4) mm', '12.3 mm', 'uncertainty'],
    ['1.2e3 ± 4e1', '1.2e3', 'uncertainty'],
    ['12.345(67)', '12.345', 'uncertainty'],
    ['6.62607015(81)e-34', '6.62607015e-34', 'uncertainty'],
    ['1.2×10^3', '1.2e3', 'power'],
    ['1.2·10³', '1.2e3', 'power'],
    ['−1.2 x 10^-3', '−1.2e-3', 'power'],
    ['1.2*10**3', '1.2e3', 'power'],
    ['1.5*^-3', '1.5e-3', 'power'],
    ['1,2 × 10⁻¹²', '1,2e-12', 'power'],
    ['1.2×10^{-3} Pa', '1.2e-3 Pa', 'power'],
    ['10^-3', '1e-3', 'power'],
    ['-10⁴', '-1e4', 'power'],
    ['(1.2 ± 0.3)×10^3', '1.2e3', 'power,uncertainty'],
    ['1.20×10⁻³ ± 0.05×10⁻³', '1.20e-3', 'power,uncertainty'],
    ['1.234(5)×10⁻⁷ m', '1.234e-7 m', 'power,uncertainty'],
    ['12.3*', '12.3', 'mark'],
    ['12.3 **', '12.3', 'mark'],
    ['12.3†', '12.3', 'mark'],
    ['12.3ᵃ', '12.3', 'mark'],
    ['12.3 mm*', '12.3 mm', 'mark'],
    ['12.3 ± 0.4*', '12.3', 'mark,uncertainty'],
    ['48°30′N', '48500000000000e-12°', 'angle'],
    ['7° 30\' 36" W', '-7510000000000e-12°', 'angle'],
    ['12,5°S', '-12500000000000e-12°', 'angle'],
    ["-48°12'", '-48200000000000e-12°', 'angle'],
  ])('“%s” is %s', (cell, text, additions) => {
    const written = writtenNumber(cell);
    expect(written?.text).toBe(text);
    expect(written?.additions.join()).toBe(additions);
  });

  it.each([
    ...['12.3', '12.3 mm', '1e5', '2020-01-01', '12:30', 'a*', 'NaN', '', '*'],
    ...['12(3)', '(12.3)', '12.3 ± 5 %', '12.3 ± 5%', '1.2 ± 0.3×10^3', '1.2 ± 0.3e3', '(1.2±0.3'],
    ...['48°', '48.5°', '48.2N', '48°75′', '48.5°12′', '-48°12′S', '48°12′O', '48°12.5′30″', "12'30"],
    ...['1.2×103', '12.3 a', '12.3¹', '10³⁰⁰⁰', '±5', '12.3 ±', '5+3', '1.2.3'],
  ])('“%s” has nothing beside it that could be left out', (cell) => {
    expect(writtenNumber(cell)).toBeNull();
  });
});

describe('a column of such numbers', () => {
  it('is read without uncertainties, which are a column of their own', async () => {
    const table = await load(`x;y [mV]\n${many(40, (i) => `${i};${i},5 ± 0,${1 + (i % 3)}`)}`);
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['x', 'number'],
      ['y [mV]', 'number'],
      ['y ± [mV]', 'number'],
    ]);
    expect([...table.columns[1].values.subarray(0, 2)]).toEqual([0.5, 1.5]);
    expect([...table.columns[2].values.subarray(0, 4)]).toEqual([0.1, 0.2, 0.3, 0.1]);
    expect(table.format).toMatchObject({ delimiter: ';', decimal: ',' });
    expect(codes(table)).toEqual(['table.uncertainty-in-cells']);
    expect(table.issues[0]).toMatchObject({
      severity: 'note',
      message:
        '40 cells in “y [mV]” have uncertainties, which are in the column “y ± [mV]”: “0,5 ± 0,1” on line 2 is read as 0.5.',
      hint: expect.stringContaining('the role Uncertainty') as string,
    });
  });

  it('has uncertainties in its own unit and powers of ten, by the last digits too', async () => {
    const table = await load(
      `x;y;z\n${many(40, (i) => `${i};(${i}.5 ± 0.25)×10^3 mm;1.23${i % 10}(1${i % 10})e-2`)}`,
    );
    expect(table.columns[3]).toMatchObject({ name: 'y ±', unit: 'mm' });
    expect(table.columns[3].values[7]).toBe(250);
    expect(table.columns[4].name).toBe('z ±');
    expect(table.columns[4].values[7]).toBe(0.017e-2);
  });

  it.each([
    [20, ['x', 'y', 'y ±']],
    [19, ['x', 'y']],
  ])('leaves %d uncertainties of 40 in a column, or out', async (count, names) => {
    const table = await load(`x;y\n${many(40, (i) => `${i};${i}.5${i < count ? ' ± 0.5' : ''}`)}`);
    expect(table.columns.map(({ name }) => name)).toEqual(names);
    expect(table.columns[2]?.missing ?? 20).toBe(20);
    expect(table.issues[0].message).toContain(names.length === 3 ? 'in the column “y ±”' : 'left out');
  });

  it('has no column of uncertainties where it is read as labels, or the file has one of that name', async () => {
    const rows = many(40, (i) => `${i};${i % 4}.5 ± 0.1;${i % 5}`);
    const labels = await load(`x;y;z\n${rows}`, { types: { 1: 'category' } });
    expect(labels.columns.map(({ name }) => name)).toEqual(['x', 'y', 'z']);
    const named = await load(`x;y;y ±\n${rows}`);
    expect(named.columns.map(({ name }) => name)).toEqual(['x', 'y', 'y ±']);
    expect(named.columns[2].values[3]).toBe(3);
  });

  it('has uncertainties that are no inputs, and weigh rows by one press where it is the target', async () => {
    const table = await load(`x;y\n${many(40, (i) => `${i} ± 0.1;${i}.5 ± 0.${1 + (i % 3)}`)}`);
    const roles = suggestedRoles(table);
    expect(roles).toMatchObject({ inputs: ['x'], targets: ['y'] });
    const findings = await checkTable(table, roles);
    expect(findings.find(({ check }) => check === 'uncertainties')?.mends).toEqual([
      { label: 'Weigh the rows by 1/“y ±”²', uncertainty: 'y ±' },
    ]);
  });

  it('is found between commas, without a header, and with the unit in the cells', async () => {
    const table = await load(many(40, (i) => `${i},${i}.5 ± 0.2 mm`));
    expect(table.rows).toBe(40);
    expect(table.columns[1]).toMatchObject({ type: 'number', unit: 'mm' });
    expect(codes(table)).toContain('table.uncertainty-in-cells');
  });

  it.each([3, 20])('keeps the values of %d cells with a mark', async (marked) => {
    const table = await load(`x;y\n${many(40, (i) => `${i};${i}.5${i % (40 / marked) < 1 ? '*' : ''}`)}`);
    expect(table.columns[1]).toMatchObject({ type: 'number', missing: 0 });
    expect(codes(table)).toEqual(['table.mark-in-cells']);
    expect(table.issues[0].message).toMatch(
      new RegExp(`^${marked} cells in “y” have marks .* “0.5\\*” on line 2 is read as 0.5.$`),
    );
  });

  it('takes marks that begin far down, and one mark', async () => {
    const table = await load(`x;y\n${many(9000, (i) => `${i};${i}.5${i === 8500 ? ' †' : ''}`)}`);
    expect(table.columns[1].values[8500]).toBe(8500.5);
    expect(table.issues).toMatchObject([
      {
        code: 'table.mark-in-cells',
        line: 8502,
        message: expect.stringMatching(/^1 cell in “y” has/) as string,
      },
    ]);
  });

  it('reads marks beside units, but no mark as a unit', async () => {
    const units = await load(`x;y\n${many(40, (i) => `${i};${i}.5 kW${i === 7 ? '*' : ''}`)}`);
    expect(units.columns[1]).toMatchObject({ type: 'number', unit: 'kW', missing: 0 });
    const all = await load(`x;y\n${many(40, (i) => `${i};${i}.5*`)}`);
    expect(all.columns[1]).toMatchObject({ type: 'number', missing: 0 });
    expect(all.columns[1].unit).toBeUndefined();
  });

  it('reads whole numbers with digits in brackets only beside fractions with them', async () => {
    const table = await load(`x;y\n${many(40, (i) => `${i};${i % 2 ? `${i}.5(2)` : `${i}(1)`}`)}`);
    expect([...table.columns[1].values.subarray(0, 3)]).toEqual([0, 1.5, 2]);
  });

  it('is in degrees where it holds angles, with either decimal mark', async () => {
    const rows = many(40, (i) => `${i};${40 + (i % 9)}°${i}'30"${i % 2 ? 'N' : 'S'};${i},5`);
    const table = await load(`x;lat;y\n${rows}`);
    expect(table.columns[1]).toMatchObject({ name: 'lat', type: 'number', unit: '°', missing: 0 });
    expect(table.columns[1].values[0]).toBeCloseTo(-40 - 0.5 / 60, 11);
    expect(table.columns[1].values[3]).toBeCloseTo(43 + 3.5 / 60, 11);
    expect(codes(table)).toContain('table.angle-in-cells');
    expect(codes(table)).not.toContain('table.unit-in-cells');
  });

  it('has a sign where all of its angles are in the south', async () => {
    const table = await load(`x;lat\n${many(40, (i) => `${i};${33 + i / 100}°S`)}`);
    expect(table.columns[1]).toMatchObject({ type: 'number', unit: '°' });
    expect(table.columns[1].values[0]).toBe(-33);
  });

  it('has half of a limit where a value is below it, and says so', async () => {
    const table = await load(
      `x;y\n${many(40, (i) => `${i};${i % 3 === 2 ? '< 0,05 mg/l' : `${i},5 mg/l`}`)}`,
    );
    expect(table.columns[1]).toMatchObject({ type: 'number', unit: 'mg/l', missing: 0 });
    expect([...table.columns[1].values.subarray(1, 4)]).toEqual([1.5, 0.025, 3.5]);
    const [told] = table.issues.filter(({ code }) => code === 'table.below-in-cells');
    expect(told).toMatchObject({
      severity: 'warning',
      line: 4,
      column: 'y',
      hint: 'To leave them out, add their texts to “Missing values”.',
    });
    expect(told.message).toBe(
      '13 cells in “y” say only that the value is below a limit; half of the limit stands for them: “< 0,05 mg/l” on line 4 is read as 0.025.',
    );
  });

  it('has one such cell, which is spoken of as one', async () => {
    const hintOf = async (cell: string): Promise<string | undefined> =>
      (await load(`x;y\n${many(40, (i) => `${i};${i === 5 ? cell : `${i},5`}`)}`)).issues[0].hint;
    expect(await hintOf('< 0,05')).toBe('To leave it out, add its text to “Missing values”.');
    expect(await hintOf('1,5×10³')).toBe('If it is a label, set the type of the column to “category”.');
  });

  it('has a lower limit and an approximate value as they are written', async () => {
    const table = await load(`x;y\n${many(40, (i) => `${i};${['>=7', '~5.5', '6'][i % 3]}`)}`, {
      types: { 1: 'number' },
    });
    expect([...table.columns[1].values.subarray(0, 3)]).toEqual([7, 5.5, 6]);
    expect(codes(table)).toEqual(['table.above-in-cells', 'table.about-in-cells']);
  });

  it('has labels where most cells are limits, unless a person says otherwise', async () => {
    const text = `x;y\n${many(40, (i) => `${i};${['<25', '>35', '<40', '30'][i % 4]}`)}`;
    expect((await load(text)).columns[1].type).toBe('category');
    const said = await load(text, { types: { 1: 'number' } });
    expect([...said.columns[1].values.subarray(0, 4)]).toEqual([12.5, 35, 20, 30]);
  });

  it('has no value where a limit is a mark of a missing value', async () => {
    const table = await load(
      `x;y\n${many(40, (i) => `${i};${i === 5 ? '<0.05' : i === 7 ? '<1' : `${i}.5`}`)}`,
      {
        missing: ['<0.05'],
      },
    );
    expect(table.columns[1]).toMatchObject({ missing: 1 });
    expect(table.columns[1].values[7]).toBe(0.5);
  });

  it('is in seconds where it holds minutes and seconds, or more than a day', async () => {
    const laps = await load(`x;t\n${many(40, (i) => `${i};${i}:${i % 2 ? '05' : '07,5'}`)}`);
    expect(laps.columns[1]).toMatchObject({ type: 'number', unit: 's', missing: 0 });
    expect([...laps.columns[1].values.subarray(0, 3)]).toEqual([7.5, 65, 127.5]);
    expect(codes(laps)).toEqual(['table.duration-in-cells']);
    const days = await load(`x;t\n${many(40, (i) => `${i};${2 * i}:00:30`)}`);
    expect(days.columns[1].values[39]).toBe(78 * 3600 + 30);
    const times = await load(`x;t\n${many(20, (i) => `${i};${i}:00:30`)}`);
    expect(times.columns[1].type).toBe('date');
  });

  it('has the middles of ranges where a person says that they are numbers, and says that labels have no order', async () => {
    const text = `age;n\n${many(40, (i) => `${10 * (i % 5)}–${10 * (i % 5) + 8};${i}`)}`;
    const labels = await load(text);
    expect(labels.columns[0].type).toBe('category');
    expect(codes(labels)).toEqual(['table.range-labels']);
    const numbers = await load(text, { types: { 0: 'number' } });
    expect([...numbers.columns[0].values.subarray(0, 3)]).toEqual([4, 14, 24]);
    expect(codes(numbers)).toEqual(['table.range-in-cells']);
  });
});

describe('the decimal mark', () => {
  it.each([
    ['per cent', '5,5 %', 5.5],
    ['a unit', '5,5 mm', 5.5],
    ['an uncertainty', '5,5 ± 0,1', 5.5],
    ['a mark', '5,5*', 5.5],
  ])('is known from cells with %s alone', async (_what, cell, value) => {
    const table = await load(
      `x;y\n${many(40, (i) => `${i};${i === 0 ? cell : cell.replace('5,', `${i},`)}`)}`,
    );
    expect(table.format.decimal).toBe(',');
    expect(table.columns[1]).toMatchObject({ type: 'number', missing: 0 });
    expect(table.columns[1].values[0]).toBe(value);
  });

  it('is known from the seconds of times', async () => {
    const table = await load(`t;y\n${many(40, (i) => `14:05:${10 + i},250;5,${100 + i}`)}`);
    expect(table.format.decimal).toBe(',');
    expect(table.issues.filter(({ severity }) => severity === 'warning')).toEqual([]);
    const points = await load(`t;y\n${many(40, (i) => `14:05:${10 + i}.250;5,${100 + i}`)}`);
    expect(points.format.decimal).toBe(',');
  });

  it('of a number with a unit may be in doubt as well', async () => {
    const table = await load(`x\ty\n${many(40, (i) => `${i}\t1,${100 + i} mm`)}`);
    expect(codes(table)).toContain('csv.ambiguous-thousands');
  });
});
