/** Zeros that mean “missing”, values in two units, variables in rows, plates, and means among the rows. */
import { describe, expect, it } from 'vitest';
import { mendedReading } from '../../../renderer/rooms/data/mends.ts';
import { checked, noise, of, other, plain, useTables } from './checked.ts';

const { csv, file } = useTables();

/** About normal, with mean 0 and standard deviation 1. */
const bell = (row: number): number =>
  [0, 1, 2, 3, 4, 5].reduce((sum, i) => sum + noise[(7 * row + 131 * i) % 1000] - 0.5, 0) * Math.SQRT2;

describe('zeros', () => {
  const pressure = (row: number) => (row % 10 === 3 ? 0 : Math.round(72 + 8 * bell(row)));
  const find = async (columns: Parameters<typeof csv>[0]) => of(await checked(csv(columns)), 'zeros');

  it('far below all other values are told, and can be read as missing', async () => {
    const path = csv({ pressure, ...plain });
    const [found, ...more] = of(await checked(path), 'zeros');
    expect(more).toEqual([]);
    expect(found).toMatchObject({ severity: 'note', columns: ['pressure'], count: 20 });
    expect(found.message).toMatch(
      /^0 stands in 20 cells of “pressure”, far below .* \(\d+ to \d+\): it may mean/u,
    );
    const after = await checked(path, mendedReading({}, found.mends[0]));
    expect(of(after, 'zeros')).toEqual([]);
    expect(of(after, 'gaps')).toMatchObject([{ count: 20, columns: ['pressure'] }]);
  });

  it('are told as −1 and −9 are, below values from 0 on', async () => {
    for (const code of [-1, -9]) {
      const path = csv({ pressure: (row) => pressure(row) || code, ...plain });
      const [found] = of(await checked(path), 'zeros');
      expect(found.message).toContain(`−${-code} stands in 20 cells of “pressure”`);
      expect(found.mends[0].label).toBe(`Read −${-code} as missing`);
      expect(of(await checked(path, mendedReading({}, found.mends[0])), 'gaps')).toMatchObject([
        { count: 20 },
      ]);
    }
    expect(await find({ a: (row) => (row % 10 === 3 ? -1 : bell(row)), ...plain })).toEqual([]);
    expect(await find({ a: (row) => [-1, 0, 1][row % 3], ...plain })).toEqual([]);
  });

  it('are cut off halfway to the least value, which stays, as smaller ones of other tables do', async () => {
    const [found] = await find({ a: (row) => (row % 10 === 3 ? 0 : 64 + (row % 20)), ...plain });
    expect(found.message).toContain('(64 to 83)');
    expect(Object.values(found.mends[0].reading?.limits ?? {})).toEqual([{ least: 32, most: null }]);
  });

  it.each([
    // Evenly between the two, the middle half spans a standard deviation of 0.74 times its width.
    ['4 standard deviations below the median', 2, 4, 0.1, 1],
    ['2.7 standard deviations below the median', 1.5, 4.5, 0.1, 0],
    ['in 45 of 100 cells', 2, 4, 0.45, 1],
    ['in 55 of 100 cells', 2, 4, 0.55, 0],
  ])('%s', async (_, low, high, share, findings) => {
    const even = (row: number): number => low + ((high - low) * ((row * 37) % 200)) / 199;
    const a = (row: number): number => ((row * 73) % 200 < 200 * share ? 0 : even(row));
    expect(await find({ a, ...plain })).toHaveLength(findings);
  });

  it('of several columns are one finding', async () => {
    const mass = (row: number) => (row % 20 === 5 ? 0 : (32 + 4 * bell(row + 50)).toFixed(1));
    expect(await find({ pressure, mass, ...plain })).toMatchObject([
      { columns: ['pressure', 'mass'], count: 30 },
    ]);
  });

  it.each([
    ['amounts', (row: number) => (row % 5 === 0 ? 0 : Math.exp(2 * bell(row)).toFixed(2))],
    ['numbers of events', (row: number) => Math.floor(6 * noise[row])],
    ['the doses of an experiment', (row: number) => [0, 50, 55, 60][row % 4]],
    ['one value', (row: number) => (row === 7 ? 0 : Math.round(72 + 8 * bell(row)))],
    [
      'values near them',
      (row: number) => (row % 10 === 3 ? 0 : row % 50 === 1 ? 2 : Math.round(72 + 8 * bell(row))),
    ],
  ])('are ordinary among %s', async (_, a) => {
    expect(await find({ a, ...plain })).toEqual([]);
  });
});

describe('values in two units', () => {
  const height = (row: number): number => 1.75 + 0.08 * bell(row);
  const find = async (a: (row: number) => number | string) =>
    of(await checked(csv({ a, ...plain })), 'two-scales');

  it('are told with the factor', async () => {
    const [found] = await find((row) => (row < 60 ? height(row).toFixed(2) : (100 * height(row)).toFixed(0)));
    expect(found).toMatchObject({ severity: 'warning', columns: ['a'], mends: [] });
    expect(found.message).toMatch(
      /^“a” has two groups of values about 100 times apart: 60 between 1\.\d+ and [12]\.?\d*, 140 between/u,
    );
  });

  it.each([
    ['another ratio', (row: number) => (row < 60 ? height(row) : 31 * height(row))],
    ['the levels of an experiment', (row: number) => [1, 1.1, 1.2, 100, 110, 120][row % 6]],
    ['values over decades', (row: number) => 10 ** (4 * noise[row])],
    ['groups of another shape', (row: number) => (row < 60 ? height(row) : 175 * 1.5 ** bell(row))],
  ])('are not found in %s', async (_, x) => {
    expect(await find(x)).toEqual([]);
  });
});

describe('variables in rows', () => {
  const table = (rows: Record<string, (sample: number) => number>, names = 'name'): string => {
    const samples = Array.from({ length: 40 }, (_, i) => i);
    const lines = Object.entries(rows).map(([name, value]) => [
      name,
      ...samples.map((i) => value(i).toFixed(2)),
    ]);
    return file(`${names}.csv`, [[names, ...samples.map((i) => `s${i}`)], ...lines].map(String).join('\n'));
  };

  it('are told', async () => {
    const path = table({
      Temperature: (i) => 20 + 5 * noise[i],
      Pressure: (i) => 1 + other[i],
      Yield: (i) => 50 + 40 * noise[i + 50],
    });
    const [found] = of(await checked(path), 'transposed');
    expect(found).toMatchObject({ severity: 'warning', columns: ['name'] });
    expect(found.message).toContain(
      '“name” names each of the 3 rows, and the numbers of a row are alike in all 40 columns',
    );
  });

  it('are told where a variable is zero or negative in some samples, and where units stand beside the names', async () => {
    const rows = [
      ['temperature,K', (c: number) => -20 + 5 * c],
      ['pressure,Pa', (c: number) => 101_325 + c],
      ['share,1', (c: number) => c / 1000],
    ] as const;
    const cells = Array.from({ length: 12 }, (_, c) => c);
    const lines = rows.map(([name, value]) => `${name},${cells.map(value).join(',')}`);
    const path = file('units.csv', [`name,unit,${cells.map((c) => `s${c}`).join(',')}`, ...lines].join('\n'));
    expect(of(await checked(path), 'transposed')).toMatchObject([{ columns: ['name'] }]);
  });

  it('are not seen where the columns differ as samples of a wide table do', async () => {
    const spectrum = (shift: number) => (i: number) => 1 + 10 * Math.exp(-(((i - 20 - shift) / 6) ** 2));
    const path = table({ a: spectrum(0), b: spectrum(1), c: spectrum(2), d: spectrum(-1) }, 'sample');
    expect(of(await checked(path), 'transposed')).toEqual([]);
  });
});

describe('plates', () => {
  const plate = (names: readonly string[], columns: readonly string[]): string =>
    [
      `,${columns.join(',')}`,
      ...names.map((name, r) =>
        [name, ...columns.map((_, c) => (1 + noise[31 * r + c]).toFixed(3))].join(','),
      ),
    ].join('\n');
  const numbers = (to: number): string[] => Array.from({ length: to }, (_, c) => String(c + 1));
  const find = async (content: string) => of(await checked(file('plate.csv', content)), 'plates');

  it('are told, one or several below each other', async () => {
    const [found, ...more] = await find(plate('ABCDEFGH'.split(''), numbers(12)));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ severity: 'warning', columns: ['column_1'] });
    expect(found.message).toContain(
      'The rows are called A to H and the columns 1 to 12, as the wells of a plate',
    );
    expect(await find(plate('ABCDABCD'.split(''), numbers(6)))).toHaveLength(1);
  });

  it.each([
    ['the letters do not follow each other', plate('ABDC'.split(''), numbers(6))],
    ['the rows have names', plate(['Ann', 'Bo', 'Cy', 'Di'], numbers(6))],
    ['the columns have names', plate('ABCD'.split(''), ['u', 'v', 'w', 'x'])],
    ['the columns are years', plate('ABCD'.split(''), ['2019', '2020', '2021', '2022'])],
  ])('are not seen where %s', async (_what, content) => {
    expect(await find(content)).toEqual([]);
  });
});

describe('means among the rows', () => {
  const find = async (batch: (row: number) => string | number) =>
    of(await checked(csv({ batch, ...plain })), 'totals');

  it('are told where the other labels are numbers', async () => {
    const [found] = await find((row) => (row % 5 === 4 ? 'Mean' : Math.floor(row / 5)));
    expect(found).toMatchObject({ severity: 'warning', columns: ['batch'], count: 40 });
    expect(found.message).toMatch(/^40 rows with “Mean” in “batch” seem to sum up others/u);
  });

  it('are not seen in a label among others', async () => {
    expect(await find((row) => ['poor', 'average', 'good'][row % 3])).toEqual([]);
  });
});
