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
import { suggestedRoles } from '../../../main/engine/data/table/describe.ts';
import type { DataFinding } from '../../../shared/contract/views/checks.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import { holds, mendedReading, mendedSetup, undoneSetup } from '../../../renderer/rooms/data/mends.ts';
import { seededRandom } from '../../../shared/random.ts';
import { suggestSetup } from '../../../renderer/rooms/data/roles.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();
let files = 0;

/** A table of 200 rows; a column by what it holds in each of them. */
function csv(columns: Record<string, (row: number) => string | number>, rows = 200): string {
  const names = Object.keys(columns);
  const lines = Array.from({ length: rows }, (_, row) => names.map((name) => columns[name](row)).join(';'));
  return file(`t${++files}.csv`, [names.join(';'), ...lines].join('\n'));
}

async function checked(path: string, overrides: ReadingOptions = {}): Promise<readonly DataFinding[]> {
  const table = await loadTable(path, overrides);
  return checkTable(table, suggestedRoles(table));
}

const random = seededRandom(7);
const noise = Array.from({ length: 1000 }, () => random.next());
const other = Array.from({ length: 1000 }, () => random.next());
const plain = { x: (row: number) => 20 + 10 * noise[row], y: (row: number) => noise[row] + other[row] };
const of = (findings: readonly DataFinding[], check: string) =>
  findings.filter((found) => found.check === check);

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
  ];
  const ofGrids = [
    '1.70141e38',
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

describe('duplicates', () => {
  it('a copy, and the same quantity in another unit, are found, each with the column to leave out', async () => {
    const path = csv({
      C: (row) => plain.x(row).toFixed(2),
      again: (row) => plain.x(row).toFixed(2),
      K: (row) => (plain.x(row) + 273.15).toFixed(2),
      y: (row) => other[row],
    });
    const found = of(await checked(path), 'duplicates');
    expect(found.map(({ message }) => message)).toEqual([
      '“again” repeats “C” in every row.',
      '“K” is “C” + 273.15 in every row.',
    ]);
    const setup = found.reduce(
      (before, { mends }) => mendedSetup(before, mends[0]),
      suggestSetup(describeTable(await loadTable(path, {}))),
    );
    expect(setup.inputs).toEqual(['C']);
  });

  it('an input that is a copy of the target is named', async () => {
    const [found] = of(
      await checked(csv({ x: plain.x, twice: (row) => 2 * other[row], y: (row) => other[row] })),
      'duplicates',
    );
    expect(found.message).toContain('the network would only copy it');
    expect(found.mends[0].ignore).toEqual(['twice']);
  });

  it('a number that follows the date is reported without the milliseconds of dates', async () => {
    const day = (i: number): string => new Date(Date.UTC(2024, 0, 3 + i)).toISOString().slice(0, 10);
    const rows = Array.from({ length: 60 }, (_, i) => `${day(i)},${1000 + i},${(i * 37) % 11}`);
    const path = file('batches.csv', ['date,batch,y', ...rows].join('\n'));
    expect(of(await checked(path), 'duplicates').map(({ message }) => message)).toEqual([
      '“batch” rises evenly with “date” in every row.',
    ]);
  });

  it('columns that correlate with noise are no duplicates', async () => {
    const path = csv({ a: plain.x, b: (row) => plain.x(row) + 0.2 * other[row], y: plain.y });
    expect(of(await checked(path), 'duplicates')).toEqual([]);
  });
});

describe('gaps', () => {
  const path = csv({
    a: (row) => (row < 60 ? '' : 1 + noise[row]),
    b: (row) => (row >= 50 && row < 80 ? '' : other[row]),
    ...plain,
  });

  it('are counted as in the data set, reported first, and mended', async () => {
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

describe('constants', () => {
  it('are a note when they are no inputs, and mended when they are', async () => {
    const table = await loadTable(csv({ a: () => 5, ...plain }), {});
    expect(of(await checkTable(table, suggestedRoles(table)), 'constants')).toMatchObject([
      { severity: 'note', mends: [] },
    ]);
    const roles = { inputs: ['a', 'x'], targets: ['y'], missing: 'drop' } as const;
    const [found] = of(
      await checkTable(table, { ...roles, inputs: [...roles.inputs], targets: ['y'] }),
      'constants',
    );
    expect(found).toMatchObject({ severity: 'warning', mends: [{ ignore: ['a'] }] });
    expect(found.message).toMatch(/“a” is 5 in every row/);
  });
});

describe('types', () => {
  it('codes can be read as labels, and a column that counts the rows can be left out', async () => {
    const path = csv({ 'station id': (row) => (row % 5) + 1, row: (row) => row + 1, ...plain });
    const [codes, running] = of(await checked(path), 'types');
    const reading = mendedReading({}, codes.mends[0]);
    expect((await loadTable(path, reading)).columns[0]).toMatchObject({ type: 'category' });
    expect(running.mends[0].ignore).toEqual(['row']);
  });

  it('a column of numbers and a few words can be read as numbers', async () => {
    const long = { x: (row: number) => row * other[row % 1000], y: (row: number) => noise[row % 1000] };
    const path = csv({ a: (row) => (row > 6000 ? 'broken' : noise[row % 999]), ...long }, 7001);
    const [found] = of(await checked(path), 'types');
    expect(found).toMatchObject({ severity: 'warning', columns: ['a'] });
    const table = await loadTable(path, mendedReading({}, found.mends[0]));
    expect(table.columns[0]).toMatchObject({ type: 'number', missing: 1000 });
  });

  it('numbers written with their unit are read without it', async () => {
    const table = await loadTable(
      csv({ power: (row) => `${row},5 kW`, length: (row) => `${row % 90}mm`, ...plain }),
      { decimal: ',' },
    );
    expect(table.columns[0]).toMatchObject({ type: 'number', missing: 0 });
    expect(table.columns[0].values[3]).toBe(3.5);
    expect(table.columns[1].values[91]).toBe(1);
    expect(table.issues.map(({ code }) => code)).toContain('table.unit-in-cells');
    const mixed = await loadTable(csv({ size: (row) => (row % 2 ? '3 kg' : '3 g'), ...plain }), {});
    expect(mixed.columns[0].type).toBe('category');
  });
});

describe('units', () => {
  const table = (name: string) => loadTable(csv({ [name]: (row) => 20 + noise[row], ...plain }), {});
  const found = async (name: string, units?: Record<string, string>) => {
    const loaded = await table(name);
    return of(await checkTable(loaded, { ...suggestedRoles(loaded), ...(units && { units }) }), 'units');
  };

  it.each([
    ['T (C)', 'coulomb', '°C'],
    ['oil_temperature [F]', 'farad', '°F'],
    ['AussenTemperatur / C', 'coulomb', '°C'],
    ['time [m]', 'metre', 'min'],
    ['acceleration (g)', 'gram', 'gee'],
    ['theta (d)', 'day', 'deg'],
  ])('asks about the letter in %s', async (name, meaning, instead) => {
    const [finding] = await found(name);
    expect(finding).toMatchObject({ severity: 'warning', columns: [name] });
    expect(finding.message).toContain(`is read as ${meaning}`);
    expect(finding.mends.map(({ units }) => units)).toEqual([{ [name]: instead }]);
  });

  it.each([
    'T (K)',
    'T (°C)',
    'q (C)',
    'charge [C]',
    'C [F]',
    'length (m)',
    'mass (g)',
    'T',
    'totals (C)',
    'duration (d)',
  ])('lets %s pass', async (name) => expect(await found(name)).toEqual([]));

  it('is content with a unit that was set by hand', async () => {
    expect(await found('T (C)', { 'T (C)': '°C' })).toEqual([]);
  });

  it('sets the unit, and takes it back', async () => {
    const loaded = await table('T (C)');
    const before = suggestSetup(describeTable(loaded));
    const [{ mends }] = await found('T (C)');
    const after = mendedSetup(before, mends[0]);
    expect(after.units).toEqual({ 'T (C)': '°C' });
    const made = { mend: mends[0], before: { overrides: {}, setup: before }, after: {} };
    expect(holds(made, {}, after)).toBe(true);
    expect(holds(made, {}, before)).toBe(false);
    expect(undoneSetup(made, after, describeTable(loaded)).units).toEqual({});
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

describe('labels that are something else but for some cells', () => {
  const but = (value: (row: number) => string) => (row: number) =>
    row % 4 === 3 ? `see note ${row % 3}` : value(row);

  it.each([
    ['numbers', but((row) => `${row % 30}.5`)],
    ['dates', but((row) => `2020-03-${String(10 + (row % 15))}`)],
  ])('are offered to be read as %s, and then are', async (what, cells) => {
    const path = csv({ ...plain, a: cells });
    const [found] = of(await checked(path), 'types');
    expect(found.mends.map(({ label }) => label)).toEqual([`Read as ${what}, the rest as missing`]);
    const table = await loadTable(path, mendedReading({}, found.mends[0]));
    const a = table.columns.find(({ name }) => name === 'a')!;
    expect(a).toMatchObject({ type: what === 'dates' ? 'date' : 'number', missing: 50 });
  });
});
