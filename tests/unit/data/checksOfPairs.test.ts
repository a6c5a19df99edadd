/** Columns that say the same in every row although neither is a multiple of the other. */
import { describe, expect, it } from 'vitest';
import { checkTable, loadTable } from '../../../main/engine/data/index.ts';
import type { CheckedRoles } from '../../../shared/contract/views/checks.ts';
import { checked, of, plain, useTables } from './checked.ts';

const { csv } = useTables();

describe('columns that go together', () => {
  const place = (row: number): number => [3, 7, 12][row % 3];
  const found = async (columns: Parameters<typeof csv>[0]) =>
    of(await checked(csv({ ...columns, ...plain })), 'duplicates');

  it('by values that are no multiples of each other are told, and either can be left out', async () => {
    const [pair, ...others] = await found({
      sensor: place,
      at: (row) => ({ 3: 'lab', 7: 'roof', 12: 'store' })[place(row)]!,
    });
    expect(others).toEqual([]);
    expect(pair).toMatchObject({
      severity: 'note',
      columns: ['sensor', 'at'],
      mends: [{ ignore: ['sensor'] }, { ignore: ['at'] }],
    });
    expect(pair.message).toMatch(
      /^“sensor” and “at” go together in every row, each value with one of the other: /u,
    );
  });

  it('are not told of a column that keeps rows together', async () => {
    const table = await loadTable(csv({ who: (row) => `p${place(row)}`, place, dose: place, ...plain }), {});
    const pairs = async (inputs: string[], roles: Pick<CheckedRoles, 'groups'>) => {
      const all: CheckedRoles = { inputs, targets: ['y'], weights: null, missing: 'drop', ...roles };
      return of(await checkTable(table, all), 'duplicates').map(({ columns }) => columns);
    };
    expect(await pairs(['who', 'place', 'dose', 'x'], {})).toEqual([
      ['who', 'place'],
      ['who', 'dose'],
    ]);
    expect(await pairs(['place', 'dose', 'x'], { groups: 'who' })).toEqual([['place', 'dose']]);
  });

  it('are not those of which one has a value with two of the other, or a gap, or hardly a value twice', async () => {
    expect(await found({ a: place, b: (row) => (row === 150 ? 5 : place(row) ** 2) })).toEqual([]);
    expect(await found({ a: place, b: (row) => (row === 150 ? '' : place(row) ** 2) })).toEqual([]);
    expect(await found({ a: (row) => row % 67, b: (row) => (row % 67) ** 2 })).toEqual([]);
  });

  it('are told of a target of labels, and not of a number that follows from few values', async () => {
    const kind = (row: number): string => ({ 3: 'low', 7: 'mid', 12: 'high' })[place(row)]!;
    const path = (last: (row: number) => string | number): string =>
      csv({ x: plain.x, dose: place, kind: last });
    const [copy] = of(await checked(path(kind)), 'duplicates');
    expect(copy).toMatchObject({ severity: 'warning', mends: [{ ignore: ['dose'] }] });
    expect(copy.message).toContain('the network would only copy it');
    expect(of(await checked(path((row) => place(row) ** 2)), 'duplicates')).toEqual([]);
  });
});
