/** Targets that were computed from inputs, row by row, or that name the same groups. */
import { describe, expect, it } from 'vitest';
import { checkTable, loadTable } from '../../../main/engine/data/index.ts';
import { suggestedRoles } from '../../../main/engine/data/columns/describeTable.ts';
import { checked, noise, of, other, useTables } from './checked.ts';

const { csv } = useTables();

const value = (row: number, rep: number): number =>
  Number((2 * noise[row] + 0.1 * other[row + 200 * rep]).toFixed(3));
const replicates = {
  dose: (row: number) => (50 * noise[row]).toFixed(2),
  rep1: (row: number) => value(row, 0),
  rep2: (row: number) => value(row, 1),
  rep3: (row: number) => value(row, 2),
};
const mean = (row: number): number => (value(row, 0) + value(row, 1) + value(row, 2)) / 3;
const found = async (columns: Parameters<typeof csv>[0], rows = 12) =>
  of(await checked(csv(columns, rows)), 'derived');

describe('a target', () => {
  it.each([2, 3, 6])(
    'that is the mean of replicates, with %i decimals, is told, and they can be left out',
    async (decimals) => {
      const [finding] = await found({ ...replicates, mean: (row) => mean(row).toFixed(decimals) });
      expect(finding).toMatchObject({ severity: 'warning', columns: ['mean', 'rep1', 'rep2', 'rep3'] });
      expect(finding.message).toBe(
        '“mean” is the mean of “rep1”, “rep2” and “rep3” in every row: the network would only compute it.',
      );
      expect(finding.mends).toEqual([{ label: 'Leave out 3 columns', ignore: ['rep1', 'rep2', 'rep3'] }]);
    },
  );

  it('that is a part of a sum is told: the total can be left out', async () => {
    const [gold, silver] = [
      (row: number) => Math.floor(30 * noise[row]),
      (row: number) => Math.floor(30 * other[row]),
    ];
    const path = csv({ gold, silver, total: (row) => gold(row) + silver(row), x: (row) => noise[row] }, 40);
    const table = await loadTable(path, {});
    const roles = { ...suggestedRoles(table), inputs: ['silver', 'total', 'x'], targets: ['gold'] };
    const [finding] = of(await checkTable(table, roles), 'derived');
    expect(finding.message).toBe(
      '“total” is the sum of “gold” and “silver” in every row: the network would only compute “gold” from the others.',
    );
    expect(finding.mends).toEqual([{ label: 'Leave out “total”', ignore: ['total'] }]);
    const without = { ...roles, inputs: ['silver', 'x'] };
    expect(of(await checkTable(table, without), 'derived')).toEqual([]);
    expect(
      of(
        await checkTable(table, { ...roles, inputs: ['gold', 'silver', 'total'], targets: ['x'] }),
        'derived',
      ),
    ).toEqual([]);
  });

  it('that is a sum in every row is told where that is by a chance of 10⁻⁸: in 8 rows for one of ten values', async () => {
    const [a, b] = [
      [0, 5, 2, 3, 1, 4, 2, 3],
      [0, 5, 1, 4, 3, 0, 2, 5],
    ];
    const sums = {
      a: (row: number) => a[row],
      b: (row: number) => b[row],
      sum: (row: number) => a[row] + b[row],
    };
    expect(await found(sums, 8)).toHaveLength(1);
    expect(await found(sums, 7)).toEqual([]);
  });

  it('that is a rounded sum is told where it varies by 50 times what its digits leave open', async () => {
    // Of a whole number (1 + 2·0.01)/2 is open: 25.5 are needed.
    const upTo = (most: number) => {
      const part = (values: readonly number[]) => (row: number) =>
        row === 0 ? 0 : row === 1 ? most / 2 : Number(((most / 2) * values[row]).toFixed(2));
      const [a, b] = [part(noise), part(other)];
      return found({ a, b, sum: (row) => Math.round(a(row) + b(row)) }, 200);
    };
    expect(await upTo(26)).toHaveLength(1);
    expect(await upTo(25)).toEqual([]);
  });

  it('that is a mean, but for more than what the rounding of a mean leaves open, is not', async () => {
    // Of parts and a mean with three decimals (0.001 + 3·0.001/3)/2 is open.
    const off = (by: number) => (row: number) => (mean(row) + (row % 2 === 0 ? by : -by)).toFixed(3);
    expect(await found({ ...replicates, mean: off(0.0004) })).toHaveLength(1);
    expect(await found({ ...replicates, mean: off(0.0016) })).toEqual([]);
  });

  it('that is a sum is told in a table of up to 60 columns', async () => {
    const beside = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, c) => [`z${c}`, (row: number) => noise[(row * (c + 2) + c) % 300]]),
      );
    const sum = (row: number): number => Math.floor(30 * noise[row]) + Math.floor(30 * other[row]);
    const [a, b] = [
      (row: number) => Math.floor(30 * noise[row]),
      (row: number) => Math.floor(30 * other[row]),
    ];
    expect(await found({ ...beside(57), a, b, sum }, 40)).toHaveLength(1);
    expect(await found({ ...beside(58), a, b, sum }, 40)).toEqual([]);
  });

  it('that is near a sum, or one in all rows but one, or in a few rows only, is not', async () => {
    const near = (row: number): string => (mean(row) * 1.01).toFixed(3);
    expect(await found({ ...replicates, mean: near })).toEqual([]);
    expect(
      await found({ ...replicates, mean: (row) => (mean(row) + (row === 7 ? 0.1 : 0)).toFixed(3) }),
    ).toEqual([]);
    const digit = (row: number): number => row % 2;
    expect(
      await found({ a: digit, b: (row) => 1 - digit(row), c: (row) => noise[row], y: () => 1 }, 9),
    ).toEqual([]);
    const small = { a: (row: number) => row % 3, b: (row: number) => (row * 2) % 3 };
    expect(await found({ ...small, y: (row) => small.a(row) + small.b(row) }, 5)).toEqual([]);
  });
});

describe('a target that has one value for each group', () => {
  const group = (row: number): number => (row % 9) + 1;
  const level = (row: number): string => (other[group(row)] * 10).toFixed(2);
  const x = (row: number): number => noise[row];
  const told = async (columns: Parameters<typeof csv>[0], rows = 90) => {
    const findings = await checked(csv(columns, rows));
    return [...of(findings, 'lookups'), ...of(findings, 'groups')].map(({ check, columns }) => [
      check,
      ...columns,
    ]);
  };

  it('would be looked up by their number, which is then not to be read as labels', async () => {
    const [finding] = of(await checked(csv({ sample_no: group, x, nominal: level }, 90)), 'lookups');
    expect(finding.message).toBe(
      'Each of the 9 numbers in “sample_no” has one value of “nominal” in all its rows: the network would only look it up. Held out whole, they show the errors for new ones.',
    );
    expect(finding.mends).toEqual([
      { label: 'Hold out each “sample_no” whole', groups: 'sample_no' },
      { label: 'Leave out “sample_no”', ignore: ['sample_no'] },
    ]);
    expect(await told({ sample_no: group, x, nominal: level })).toEqual([
      ['lookups', 'sample_no', 'nominal'],
    ]);
  });

  it('would be looked up by their labels, a class too', async () => {
    const subject = (row: number): string => `s${group(row)}`;
    expect(await told({ subject, x, level })).toEqual([['lookups', 'subject', 'level']]);
    const state = (row: number): string => (group(row) > 5 ? 'ill' : 'well');
    expect(await told({ subject, x, state })).toEqual([['lookups', 'subject', 'state']]);
    expect(await told({ subject, x, state }, 12)).toEqual([]);
  });

  it('is none where one row has another, and an input with few values may tell a target', async () => {
    const but = (row: number): string => (row === 50 ? '4.44' : level(row));
    expect(await told({ batch: group, x, but })).toEqual([['groups', 'batch']]);
    expect(await told({ dose: group, x, level })).toEqual([]);
  });
});
