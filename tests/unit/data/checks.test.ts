/** What the check of a table finds, what it lets pass, and that each mend does what it says. */
import { describe, expect, it } from 'vitest';
import { dataChecks } from '../../../main/engine/data/checks/checks.ts';
import {
  checkTable,
  describeTable,
  loadTable,
  prepareDataset,
  previewTable,
} from '../../../main/engine/data/index.ts';
import { suggestedRoles } from '../../../main/engine/data/columns/describeTable.ts';
import { mendedReading, mendedSetup } from '../../../renderer/rooms/data/mends.ts';
import { suggestSetup } from '../../../renderer/rooms/data/roles.ts';
import { checked, noise, of, other, plain, useTables } from './checked.ts';
import { column, tableOf } from './preparedTables.ts';

const { csv } = useTables();

it('finds nothing in a table without problems', async () => {
  expect(await checked(csv(plain))).toEqual([]);
});

describe('sentinels', () => {
  const holed = (value: string) => ({
    a: (row: number) => (row % 10 === 3 ? value : (20 + 10 * other[row]).toFixed(2)),
    ...plain,
  });

  const usual = [
    '-999',
    '-9999',
    '9999',
    '-99',
    '1e30',
    '65535',
    '-32767',
    '-2147483647',
    '-9223372036854775808',
    '9999.9',
    '-888',
    '777',
    '-9.99',
  ];
  const ofGrids = [
    '1.70141e38',
    '+9.910000E+37',
    '1.70141183460469E+38',
    '1.7014E+38',
    '9.97e36',
    '9.96921E+36',
    '3.40282347E+38',
    '-3.4e38',
  ];

  it.each([...usual, ...ofGrids])('%s is found, and mended', async (value) => {
    const path = csv(holed(value));
    const findings = await checked(path);
    const [found] = of(findings, 'sentinels');
    expect(found).toMatchObject({ severity: 'warning', columns: ['a'], count: 20 });
    expect(of(findings, 'outliers')).toEqual([]);
    const reading = mendedReading({}, found.mends[0]);
    const after = await checked(path, reading);
    expect(of(after, 'sentinels')).toEqual([]);
    expect(of(after, 'gaps')).toMatchObject([{ count: 20, columns: ['a'] }]);
    expect((await loadTable(path, reading)).columns[0].missing).toBe(20);
  });

  it('with a decimal comma is written as in the file', async () => {
    const path = csv({
      ...holed('-999,9'),
      a: (row) => (row % 10 === 3 ? '-999,9' : (20 + 10 * other[row]).toFixed(2).replace('.', ',')),
      x: (row) => plain.x(row).toFixed(4).replace('.', ','),
      y: (row) => plain.y(row).toFixed(4).replace('.', ','),
    });
    const [found] = of(await checked(path), 'sentinels');
    expect(found.message).toContain('−999.9');
    expect(found.mends[0].reading?.missing?.at(-1)).toBe('-999,9');
    expect(of(await checked(path, mendedReading({}, found.mends[0])), 'sentinels')).toEqual([]);
  });

  it.each(['9999-12-31', '1970-01-01', '1900-01-01', '0001-01-01'])('%s among dates is told', async (day) => {
    const when = (row: number) => (row % 10 === 3 ? day : `2024-03-${10 + (row % 19)}`);
    const path = csv({ when, ...plain });
    const [found] = of(await checked(path), 'sentinels');
    expect(found).toMatchObject({ columns: ['when'], count: 20 });
    expect(found.message).toContain(`${day} stands in 20 cells of “when”`);
    const table = await loadTable(path, mendedReading({}, found.mends[0]));
    expect(table.columns[0].missing).toBe(20);
  });

  it('dates and times that other rows come near to are none', async () => {
    const years = (row: number) => `${1900 + 10 * (row % 10)}-01-01`;
    const clock = (row: number) => (row % 10 === 3 ? '00:00' : `12:${10 + (row % 40)}`);
    for (const when of [years, clock])
      expect(of(await checked(csv({ when, ...plain })), 'sentinels')).toEqual([]);
  });

  it('are told before the gaps, of which there are more once they are mended', async () => {
    const path = csv({ ...holed('-999'), b: (row) => (row % 7 === 0 ? '' : 5 + other[row]), y: plain.y });
    expect((await checked(path)).map(({ check }) => check)).toEqual(['sentinels', 'gaps']);
  });

  it('two of them are mended by one mark each', async () => {
    const path = csv({ ...holed('-999'), b: (row) => (row % 7 === 0 ? -9999 : 5 + other[row]), y: plain.y });
    const found = of(await checked(path), 'sentinels');
    expect(found).toHaveLength(2);
    const both = found.reduce((reading, { mends }) => mendedReading(reading, mends[0]), {});
    expect(of(await checked(path, both), 'sentinels')).toEqual([]);
  });

  it('a sentinel that is a valid number in another column is removed by limits on its column', async () => {
    const path = csv({ ...holed('-999'), wide: (row) => -1000 + row, y: plain.y });
    const [found] = of(await checked(path), 'sentinels');
    expect(found.mends[0].reading?.missing).toBeUndefined();
    const table = await loadTable(path, mendedReading({}, found.mends[0]));
    expect(table.columns.find(({ name }) => name === 'a')?.missing).toBe(20);
    expect(table.columns.find(({ name }) => name === 'wide')?.missing).toBe(0);
  });

  it.each([
    // A mark that hardly anything else is written as: half the range of the others away, or below numbers from 0 on.
    ['-999', 'below −400 to 500', [-999, -999], -400, 500, 1],
    ['-999', 'below −500 to 500', [-999, -999], -500, 500, 0],
    ['-999', 'below 0 to 5000', [-999], 0, 5000, 1],
    // One that may be a number: the whole range away, and twice.
    ['99', 'twice above 20 to 55', [99, 99], 20, 55, 1],
    ['99', 'once above 20 to 55', [99], 20, 55, 0],
    ['99', 'twice above 20 to 65', [99, 99], 20, 65, 0],
  ])('%s %s', async (_value, _where, marks, low, high, findings) => {
    const a = (row: number): number => marks[row - 50] ?? low + ((high - low) * ((row * 37) % 200)) / 199;
    expect(of(await checked(csv({ a, ...plain })), 'sentinels')).toHaveLength(findings);
  });

  it('ordinary numbers are no sentinels', async () => {
    const path = csv({
      a: (row) => row * 10 - 999,
      b: (row) => (row === 4 ? 99 : 80 + (row % 15)),
      ...plain,
    });
    expect(of(await checked(path), 'sentinels')).toEqual([]);
  });
});

describe('outliers', () => {
  it('are found, named with the range of the others, and read as missing', async () => {
    const path = csv({
      a: (row) => (row === 50 ? 4500 : row === 60 ? -300 : 20 + 10 * other[row]),
      ...plain,
    });
    const [found] = of(await checked(path), 'outliers');
    expect(found).toMatchObject({ columns: ['a'], count: 2 });
    expect(found.message).toMatch(/4500, −300/);
    const reading = mendedReading({ types: { '1': 'number' } }, found.mends[0]);
    expect(reading.types).toEqual({ '1': 'number' });
    const table = await loadTable(path, reading);
    expect(table.columns[0].missing).toBe(2);
    expect([table.columns[0].values[50], table.columns[0].values[60]]).toEqual([NaN, NaN]);
    expect(of(await checkTable(table, suggestedRoles(table)), 'outliers')).toEqual([]);
  });

  it('are told where one value stands again and again, which no reading can be', async () => {
    const at = (row: number): boolean => row % 25 === 3;
    const path = csv({ a: (row) => (at(row) ? -1 : 20 + 5 * other[row]), ...plain });
    const [found] = of(await checked(path), 'outliers');
    expect(found).toMatchObject({ columns: ['a'], count: 8 });
    expect(found.message).toContain('“a” has 8 values far from all others: −1.');
    const often = csv({ a: (row) => (row % 10 === 3 ? -1 : 20 + 5 * other[row]), ...plain });
    expect(of(await checked(often), 'outliers')).toEqual([]);
  });

  it('are told where the others lie evenly, although they are not so far out on a logarithmic scale', async () => {
    const y = (row: number): number => (row === 17 ? 710 : 2 + 18 * noise[row]);
    const [found] = of(await checked(csv({ ...plain, y })), 'outliers');
    expect(found).toMatchObject({ columns: ['y'], count: 1 });
    expect(found.message).toContain('“y” has 1 value far from all others: 710.');
  });

  it('quantities over orders of magnitude, and columns of mostly zeros, have no outliers', async () => {
    const path = csv({
      lognormal: (row) => Math.exp(6 * (noise[row] + other[row] - 1)),
      exponential: (row) => -Math.log(1 - noise[row]),
      zeros: (row) => (row % 40 === 0 ? 100 * noise[row] : 0),
      y: plain.y,
    });
    expect(of(await checked(path), 'outliers')).toEqual([]);
  });
});

it('a column of numbers with texts such as “trace”, too many to be labels, is read as numbers by a mend', async () => {
  const path = csv({ ...plain, y: (row) => (row % 6 === 0 ? 'trace' : plain.y(row)) });
  const [found] = of(await checked(path), 'types');
  expect(found.message).toContain('the first on line 2: “trace” (where it says that nothing was detected,');
  expect(found.message).toContain('half of a limit of 0.1). So it is no column of numbers.');
  expect(found.mends.map(({ label }) => label)).toEqual(['Read as numbers, the rest as missing']);
  const table = await loadTable(path, mendedReading({}, found.mends[0]));
  expect(table.columns[1]).toMatchObject({ type: 'number', missing: 34 });
});

describe('one value', () => {
  const short = async (value: number) => {
    const rows = Array.from({ length: 30 }, (_, row) => (row === 7 ? value : 30 + other[row]));
    const short = tableOf(column('x', 'number', [...rows.keys()]), column('y', 'number', rows));
    return of(await checkTable(short, suggestedRoles(short)), 'outliers');
  };

  it('far from all others is found in a short table too', async () => {
    const [found] = await short(-412);
    expect(found).toMatchObject({ columns: ['y'], count: 1 });
  });

  it('is no outlier where the next one lies near it', async () => {
    expect(await short(31.2)).toEqual([]);
  });
});

describe('gaps', () => {
  const path = csv({
    a: (row) => (row < 60 ? '' : 1 + noise[row]),
    b: (row) => (row >= 50 && row < 80 ? '' : other[row]),
    ...plain,
  });

  it('are counted as in the data set, and mended', async () => {
    const table = await loadTable(path, {});
    const setup = suggestSetup(describeTable(table));
    const [first] = await checkTable(table, setup);
    expect(first).toMatchObject({ check: 'gaps', count: 80 });
    expect(first.message).toMatch(/^80 of 200 rows \(40.0 %\) are left out/);
    expect((await prepareDataset(table, setup)).dropped).toBe(80);
    const [fill, leaveOut] = first.mends;
    expect((await prepareDataset(table, mendedSetup(setup, fill))).dropped).toBe(0);
    expect(leaveOut.label).toBe('Leave out “a”: 50 rows come back');
    expect((await prepareDataset(table, mendedSetup(setup, leaveOut))).dropped).toBe(30);
  });

  it('of the target are not filled', async () => {
    const lacking = await loadTable(csv({ x: plain.x, y: (row) => (row < 9 ? '' : plain.y(row)) }), {});
    expect(await checkTable(lacking, suggestedRoles(lacking))).toMatchObject([{ count: 9, mends: [] }]);
  });
});

it('the preview checks the first rows and says so', async () => {
  const path = csv(
    { a: (row) => (row % 3 === 0 ? '' : other[row % 1000]), x: (row) => row, y: (row) => other[row % 1000] },
    60_000,
  );
  const { findings } = await previewTable(path, {});
  expect(of(findings, 'gaps')[0].message).toMatch(/of the first [\d\u202f]+ rows/);
});

it('a check that is no longer needed is cancelled', async () => {
  const table = await loadTable(csv(plain), {});
  const stop = new AbortController();
  stop.abort();
  await expect(checkTable(table, suggestedRoles(table), { signal: stop.signal })).rejects.toThrow(
    'Cancelled',
  );
});

it('every check has its own name and says what it looks for', () => {
  expect(new Set(dataChecks.map(({ name }) => name)).size).toBe(dataChecks.length);
  for (const { help } of dataChecks) expect(help).toMatch(/^[A-Z].*\.$/);
});
