/** Units of columns: from names, from a row of units, and by hand. */
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { describeTable, loadTable, prepareDataset } from '../../../main/engine/data/index.ts';
import { sameNumbers } from '../../../main/engine/data/encoding/encoding.ts';
import { formulaScaling } from '../../../main/engine/data/units/dayUnit.ts';
import { unitTextOf } from '../../../main/engine/data/units/columnUnits.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import { dataSettings } from '../../../shared/settings/data.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder();

async function read(...head: string[]): Promise<Table> {
  const rows = Array.from({ length: 30 }, (_, i) => `${i},${i * i},${1 + (i % 7)}`);
  await writeFile(folder('a.csv'), [...head, ...rows].join('\n'));
  return loadTable(folder('a.csv'), {});
}

const setup = (inputs: string[], target: string, units?: DataSetup['units']): DataSetup => ({
  ...defaultsOf(dataSettings),
  task: 'regression',
  inputs,
  targets: [target],
  weights: null,
  ...(units && { units }),
});

describe('a row of units', () => {
  it('gives the columns their units', async () => {
    const table = await read('t,s,m', 's,[m],kg');
    expect(table.rows).toBe(30);
    expect(describeTable(table).columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['t', 's'],
      ['s', 'm'],
      ['m', 'kg'],
    ]);
    expect(table.issues.map(({ message }) => message)).toContain(
      'Line 2 holds the units of the columns (s, [m], kg).',
    );
  });

  it('may have empty cells, dashes, and a text that is no unit', async () => {
    const table = await read('t,s,m', 's,-,widgets');
    // Most of the cells must be units.
    expect(describeTable(table).columns.map(({ unit }) => unit)).toEqual(['', '', '']);
    const other = await read('t,s,m', 's,m,widgets');
    expect(describeTable(other).columns.map(({ unit }) => unit)).toEqual(['s', 'm', 'widgets']);
  });

  it('is no row of units where it holds other words', async () => {
    const table = await read('t,s,m', 'clock,ruler,scale');
    expect(describeTable(table).columns.map(({ unit }) => unit)).toEqual(['', '', '']);
    expect(table.issues.map(({ message }) => message)).toContain(
      'Line 1 (t, s, m) is read as the names of the columns, and line 2 (clock, ruler, scale) is left out: it holds words above the values.',
    );
  });
});

describe('the unit of a column in a data set', () => {
  it('is the one set by hand, else that of the row of units, else that of the name', async () => {
    const table = await read('t,s [cm],m', 's,m,kg');
    const units = async (given?: DataSetup['units']): Promise<string[]> => {
      const { encoding } = await prepareDataset(table, setup(['t', 's [cm]'], 'm', given));
      return [...encoding.features, ...encoding.outputs].map(unitTextOf);
    };
    expect(await units()).toEqual(['s', 'm', 'kg']);
    expect(await units({ t: 'ms', m: '' })).toEqual(['ms', 'm', '']);
    const named = await read('t (s),s / m,m');
    const { encoding } = await prepareDataset(named, setup(['t (s)', 's / m'], 'm'));
    expect([...encoding.features, ...encoding.outputs].map(unitTextOf)).toEqual(['s', 'm', '']);
  });

  it('does not change the numbers: a network stays', async () => {
    const table = await read('t,s,m');
    const one = await prepareDataset(table, setup(['t', 's'], 'm'));
    const other = await prepareDataset(table, setup(['t', 's'], 'm', { t: 's' }));
    expect(sameNumbers(one.encoding, other.encoding)).toBe(true);
    const third = await prepareDataset(table, setup(['t'], 'm', { t: 's' }));
    expect(sameNumbers(one.encoding, third.encoding)).toBe(false);
  });

  it('is named in a note where it is not understood', async () => {
    const table = await read('t (s),s (widgets),m (kg)');
    const { notes } = await prepareDataset(table, setup(['t (s)', 's (widgets)'], 'm (kg)'));
    expect(notes).toContain(
      'The unit “widgets” of “s (widgets)” is not understood: the search for formulas does without it.',
    );
    const without = await read('t (first),s (mean),m (third)');
    const plain = await prepareDataset(without, setup(['t (first)', 's (mean)'], 'm (third)'));
    expect(plain.notes.join()).not.toContain('understood');
  });

  it('of bare times is days since midnight', async () => {
    await writeFile(
      folder('a.csv'),
      ['t,m', ...Array.from({ length: 20 }, (_, i) => `10:${i + 10},${i * i}`)].join('\n'),
    );
    const { encoding } = await prepareDataset(await loadTable(folder('a.csv'), {}), setup(['t'], 'm'));
    expect(encoding.features[0].unit).toBe('days since midnight');
    const { shift } = formulaScaling(encoding.features[0]);
    expect(1440 * shift).toBeGreaterThan(10 * 60 + 10);
    expect(1440 * shift).toBeLessThan(10 * 60 + 29);
  });

  it('is not missed in dates, which are counted in days', async () => {
    const days = Array.from({ length: 20 }, (_, i) => `2026-03-${String(i + 1).padStart(2, '0')},${i * i}`);
    await writeFile(folder('a.csv'), ['day,m (kg)', ...days].join('\n'));
    const { notes } = await prepareDataset(await loadTable(folder('a.csv'), {}), setup(['day'], 'm (kg)'));
    expect(notes).toEqual([]);
  });
});
