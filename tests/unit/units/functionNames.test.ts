/** “v(t)” is v as a function of t; “h(m)” beside “m(kg)” is a height in metres. */
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { checkTable } from '../../../main/engine/data/checks/checkTable.ts';
import { describeTable, loadTable } from '../../../main/engine/data/index.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder();

async function read(...names: string[]): Promise<Table> {
  const quoted = names.map((name) => `"${name}"`).join(',');
  const rows = Array.from({ length: 30 }, (_, row) => names.map((_, at) => (row + 1) * (at + 2)).join(','));
  await writeFile(folder('a.csv'), [quoted, ...rows, ''].join('\n'));
  return loadTable(folder('a.csv'), {});
}

/** The unit of each column. @param names without quotation marks */
async function units(...names: string[]): Promise<string[]> {
  return describeTable(await read(...names)).columns.map(({ unit }) => unit);
}

/** What is asked about the units of columns, and what the button sets. */
async function asked(...names: string[]): Promise<(readonly [string, object | undefined])[]> {
  const table = await read(...names);
  const roles = { inputs: [names[0]], targets: [names[1]], weights: null, missing: 'drop' as const };
  const findings = await checkTable(table, roles);
  return findings
    .filter(({ check }) => check === 'units')
    .map(({ message, mends }) => [message, mends[0].units]);
}

describe('brackets that name another column', () => {
  it.each([
    [
      ['t', 'v(t)'],
      ['', ''],
    ],
    [
      ['t (s)', 'v (t)', 'x_1(t)'],
      ['s', '', ''],
    ],
    [
      ['V', 'I(V)'],
      ['', ''],
    ],
    [
      ['T(K)', 'R(T)'],
      ['K', ''],
    ],
    [
      ['x', 't', 'y(x,t)', 'f(x)'],
      ['', '', '', ''],
    ],
    [
      ['V(mL)', 'p(V)'],
      ['mL', ''],
    ],
  ])('%j are arguments where the unit does not go with the letter', async (names, expected) => {
    expect(await units(...names)).toEqual(expected);
    expect(await asked(...names)).toEqual([]);
  });

  it.each([
    [
      ['m(kg)', 'h(m)', 't(s)', 's(m)'],
      ['kg', 'm', 's', 'm'],
    ],
    [
      ['A(m2)', 'I(A)', 'U (V)'],
      ['m2', 'A', 'V'],
    ],
    [
      ['V(mL)', 'E(V)'],
      ['mL', 'V'],
    ],
    [
      ['h (m)', 't (h)'],
      ['m', 'h'],
    ],
  ])('%j are units where they go with the letter', async (names, expected) => {
    expect(await units(...names)).toEqual(expected);
    expect(await asked(...names)).toEqual([]);
  });

  it('are asked about where either may be meant', async () => {
    expect(await units('t', 'N(t)')).toEqual(['', '']);
    expect(await asked('t', 'N(t)')).toEqual([
      ['“N(t)” is read as a function of t, another column, without a unit. Is t its unit?', { 'N(t)': 't' }],
    ]);
    expect(await units('V', 'signal (V)')).toEqual(['', 'V']);
    expect(await asked('V', 'signal (V)')).toEqual([
      [
        'The V of “signal (V)” is read as a unit, but a column has that name too. Is it a function of V?',
        { 'signal (V)': '' },
      ],
    ]);
  });
});

it('brackets that name no other column hold a unit', async () => {
  expect(await units('time', 'm(t)', 'U[V]', 'p(Pa)')).toEqual(['', 't', 'V', 'Pa']);
  expect(await asked('time', 'm(t)', 'U[V]', 'p(Pa)')).toEqual([]);
  expect(await units('t', 'U[t]')).toEqual(['', 't']);
});
