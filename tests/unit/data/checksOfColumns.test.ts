/** Checks of constants, merged cells, types and units. */
import { describe, expect, it } from 'vitest';
import { checkTable, describeTable, loadTable, previewTable } from '../../../main/engine/data/index.ts';
import { suggestedRoles } from '../../../main/engine/data/columns/describeTable.ts';
import { holds, mendedReading, mendedSetup, undoneSetup } from '../../../renderer/rooms/data/mends.ts';
import { keptSetup, suggestSetup } from '../../../renderer/rooms/data/roles.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import { checked, noise, of, other, plain, useTables } from './checked.ts';

const { csv, file } = useTables();

describe('constants', () => {
  it('are a note when they are no inputs, and mended when they are', async () => {
    const table = await loadTable(csv({ a: () => 5, ...plain }), {});
    expect(of(await checkTable(table, suggestedRoles(table)), 'constants')).toMatchObject([
      { severity: 'note', mends: [] },
    ]);
    const roles = { inputs: ['a', 'x'], targets: ['y'], weights: null, missing: 'drop' } as const;
    const [found] = of(
      await checkTable(table, { ...roles, inputs: [...roles.inputs], targets: ['y'] }),
      'constants',
    );
    expect(found).toMatchObject({ severity: 'warning', mends: [{ ignore: ['a'] }] });
    expect(found.message).toMatch(/“a” is 5 in every row/);
  });

  it('that are times of day are told as such', async () => {
    const [found] = of(await checked(csv({ at: () => '12:00', ...plain })), 'constants');
    expect(found.message).toMatch(/“at” is 12:00 in every row/);
  });
});

it('a column that names different units is told, and no other one', async () => {
  const units = (row: number): string => ['m/s', 'km/h'][row % 2];
  const path = csv({
    speed: plain.x,
    speed_unit: units,
    unit: () => 'm/s',
    'unit no': (row) => ['press A', 'press B'][row % 2],
    group: units,
    y: plain.y,
  });
  const found = of(await checked(path), 'mixed-units');
  expect(found.map(({ message }) => message)).toEqual([
    '“speed_unit” names different units (“m/s” and “km/h”): the numbers that they belong to are read as if they were in one. Convert them to one unit in the file.',
  ]);
});

it('gaps are offered to be filled by what fills them', async () => {
  const kind = (row: number): string => (row % 9 ? 'abc'[row % 3] : '');
  const size = (row: number): number | string => (row % 8 ? other[row] : '');
  const offered = async (columns: Parameters<typeof csv>[0]) =>
    of(await checked(csv({ ...columns, ...plain })), 'gaps')[0].mends[0].label;
  expect(await offered({ kind })).toBe('Fill with the most frequent label');
  expect(await offered({ size })).toBe('Fill with the median');
  expect(await offered({ kind, size })).toBe('Fill with the median, or the most frequent label');
});

describe('merged cells', () => {
  it('are told by their blocks', async () => {
    const group = (row: number): string => (row % 50 === 0 ? 'ABCD'[row / 50] : '');
    const [found, ...others] = of(
      await checked(csv({ group, t: (row) => (row % 3 === 0 ? row : ''), ...plain })),
      'merged-cells',
    );
    expect(found.message).toMatch(/^“group” has a value in every 50th row only, as merged cells/u);
    expect(others.map(({ columns }) => columns)).toEqual([['t']]);
  });

  it('are told together with columns that have values in the same rows, equal ones too', async () => {
    const first = (value: (block: number) => string) => (row: number) =>
      row % 20 === 0 ? value(row / 20) : '';
    const found = of(
      await checked(
        csv({ batch: first((block) => `B${block}`), who: first((block) => 'MJM'[block % 3]), ...plain }),
      ),
      'merged-cells',
    );
    expect(found.map(({ columns }) => columns)).toEqual([['batch', 'who']]);
    expect(found[0].message).toMatch(/^“batch” and “who” have a value in every 20th row only/u);
  });

  it('are filled down by the mend, which is undone as others are', async () => {
    const path = csv({
      batch: (row) => (row % 20 === 0 ? `B${row / 20}` : ''),
      when: (row) => (row % 20 === 0 ? `2024-03-${10 + row / 20}` : ''),
      dose: (row) => (row === 50 ? 'NA' : row % 20 === 0 ? row + 1 : ' '),
      ...plain,
    });
    const [found] = of(await checked(path), 'merged-cells');
    expect(found.columns).toEqual(['batch', 'when', 'dose']);
    const [mend] = found.mends;
    expect(mend.label).toBe('Fill down');
    const overrides = mendedReading({ fillDown: { 3: true }, decimal: '.' }, mend);
    expect(overrides).toEqual({ fillDown: { 0: true, 1: true, 2: true, 3: true }, decimal: '.' });

    const filled = await loadTable(path, mendedReading({}, mend));
    expect(filled.columns.map(({ type, missing }) => [type, missing])).toEqual([
      ['category', 0],
      ['date', 0],
      // What is marked as missing stays so, and is filled down too.
      ['number', 10],
      ['number', 0],
      ['number', 0],
    ]);
    const [batch, when, dose] = filled.columns;
    expect([0, 19, 20, 199].map((row) => batch.labels[batch.values[row]])).toEqual(['B0', 'B0', 'B1', 'B9']);
    expect([0, 19, 20].map((row) => when.values[row])).toEqual(
      [10, 10, 11].map((day) => Date.UTC(2024, 2, day)),
    );
    expect([39, 40, 49, 50, 59, 60].map((row) => dose.values[row])).toEqual([21, 41, 41, NaN, NaN, 61]);
    expect(filled.issues.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'note: “batch” is filled down: 190 cells have the value of the cell above.',
      'note: “when” is filled down: 190 cells have the value of the cell above.',
      'note: “dose” is filled down: 189 cells have the value of the cell above.',
    ]);
    expect(of(await checked(path, mendedReading({}, mend)), 'merged-cells')).toEqual([]);

    const made = { mend, before: { overrides: {}, setup: null }, after: mendedReading({}, mend) };
    expect(holds(made, made.after, null)).toBe(true);
    expect(holds(made, made.before.overrides, null)).toBe(false);
  });

  it('make a column an input that was none for its few values, unless a person had another role for it', async () => {
    const path = csv({ dose: (row) => (row % 20 === 0 ? row : ''), ...plain });
    const as = async (overrides: ReadingOptions) =>
      describeTable(await loadTable(path, overrides), overrides);
    const [blank, filled] = [await as({}), await as({ fillDown: { 0: true } })];
    const setup = suggestSetup(blank);
    expect(setup.inputs).toEqual(['x']);
    const after = keptSetup(setup, blank, filled);
    expect(after.inputs).toEqual(['dose', 'x']);
    expect(keptSetup(after, filled, blank).inputs).toEqual(['x']);
    expect(keptSetup({ ...setup, inputs: ['dose', 'x'] }, blank, filled).inputs).toEqual(['dose', 'x']);
    expect(keptSetup({ ...setup, groups: 'dose' }, blank, filled)).toMatchObject({
      inputs: ['x'],
      groups: 'dose',
    });
    expect(keptSetup({ ...after, inputs: ['x'] }, filled, filled).inputs).toEqual(['x']);
  });

  it('are shown in the preview as they are filled', async () => {
    const path = csv({ batch: (row) => ['A', '', '', 'B', '', ''][row % 6], ...plain }, 6);
    const before = await previewTable(path, {});
    expect([before.rows[1][0], before.columns[0].missing]).toEqual(['', [1, 2, 4, 5]]);
    const after = await previewTable(
      path,
      mendedReading({}, of(before.findings, 'merged-cells')[0].mends[0]),
    );
    expect(after.rows.map(([batch]) => batch).join('')).toBe('AAABBB');
    expect(after.columns[0].missing).toEqual([]);
  });

  it('above the first value stay blank', async () => {
    const path = file('late.csv', ['batch;x', ';1', 'A;2', ';3', 'B;4', ';5', 'C;6'].join('\n'));
    const { columns } = await loadTable(path, { fillDown: { 0: true } });
    expect(columns[0].values).toEqual(Float64Array.of(NaN, 0, 0, 1, 1, 2));
  });

  it('are not seen in remarks, or where values are repeated', async () => {
    const remark = (row: number): string => ([0, 70, 90].includes(row) ? `seen at ${row}` : '');
    const path = csv({
      remark,
      mark: (row) => (row % 50 === 0 ? 'x' : ''),
      late: (row) => (row % 50 === 3 ? row : ''),
      ...plain,
    });
    expect(of(await checked(path), 'merged-cells')).toEqual([]);
    expect(of(await checked(path), 'constants')[0].message).toMatch(/^“mark” is x in every row with a value/);
  });
});

describe('types', () => {
  it('codes can be read as labels, and a column that counts the rows can be left out', async () => {
    const path = csv({ 'press code': (row) => (row % 5) + 1, row: (row) => row + 1, ...plain });
    const [codes, running] = of(await checked(path), 'types');
    const reading = mendedReading({}, codes.mends[0]);
    expect((await loadTable(path, reading)).columns[0]).toMatchObject({ type: 'category' });
    expect(running.mends[0].ignore).toEqual(['row']);
  });

  it('a time or a quantity with a unit that was measured at even steps counts no rows', async () => {
    const even = { year: (row: number) => row + 1935, 'U [V]': (row: number) => row, ...plain };
    expect(of(await checked(csv(even)), 'types')).toEqual([]);
    const counted = of(await checked(csv({ yearly: (row) => row + 1, ...even })), 'types');
    expect(counted.map(({ columns }) => columns)).toEqual([['yearly']]);
  });

  it('the order of the runs of a design is told by its name, and a rank is not', async () => {
    const order = (row: number): number => ((row * 7) % 22) + 1;
    const design = { StdOrder: order, rank: (row: number) => ((row * 3) % 22) + 1, ...plain };
    const found = of(await checked(csv(design, 22)), 'types');
    expect(found.map(({ columns, message }) => [...columns, message])).toEqual([
      [
        'StdOrder',
        '“StdOrder” numbers the rows from 1 to 22: it says nothing of a row but its place in an order.',
      ],
    ]);
    expect(of(await checked(csv({ ...design, StdOrder: (row) => order(row) + 1 }, 22)), 'types')).toEqual([]);
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

  it('numbers without the unit of the others are told, and missing where the unit is only a power of ten', async () => {
    const cell = (row: number, unit: string): string =>
      row % 20 === 5 ? '0' : row % 20 === 3 ? '470' : `${row}${unit}`;
    const table = await loadTable(
      csv({ mass: (row) => cell(row, ' kg'), ohm: (row) => cell(row, 'k'), ...plain }),
      {},
    );
    const told = table.issues.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
    expect(told).toEqual([
      '10 cells in “mass” have no unit, the first on line 5: “470”. They are read as if in “kg”.',
      '10 cells in “ohm” cannot be read as a number, the first on line 5: “470”. They are read as missing.',
    ]);
    expect(table.columns[0]).toMatchObject({ missing: 0 });
    expect(table.columns[1]).toMatchObject({ missing: 10 });
    expect([...table.columns[1].values.subarray(2, 6)]).toEqual([2, NaN, 4, 0]);
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
