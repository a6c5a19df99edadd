/** Columns that repeat another, as they are or in another unit. */
import { describe, expect, it } from 'vitest';
import { describeTable, loadTable } from '../../../main/engine/data/index.ts';
import { mendedSetup } from '../../../renderer/rooms/data/mends.ts';
import { suggestSetup } from '../../../renderer/rooms/data/roles.ts';
import { checked, of, other, plain, useTables } from './checked.ts';

const { csv, file } = useTables();

describe('duplicates', () => {
  it('deviate from a straight line by at most a thousandth of their range', async () => {
    const rows = Array.from({ length: 200 }, (_, row) => plain.x(row));
    const range = Math.max(...rows) - Math.min(...rows);
    const middle = rows.indexOf(rows.toSorted((a, b) => a - b)[100]);
    const found = async (share: number) => {
      const twice = (row: number): number => 2 * (plain.x(row) + (row === middle ? share * range : 0));
      return of(await checked(csv({ ...plain, twice })), 'duplicates');
    };
    expect(await found(0.0009)).toHaveLength(1);
    expect(await found(0.0011)).toEqual([]);
  });

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

it('the same quantity in another unit is found where both are rounded, and other columns are not', async () => {
  const degrees = (row: number): number => Math.round(10 * plain.x(row)) / 10;
  const path = csv({
    'T (°C)': (row) => degrees(row).toFixed(1),
    'T (°F)': (row) => (1.8 * degrees(row) + 32).toFixed(1),
    score: (row) => row % 5,
    grade: (row) => (row % 5) + (row % 7 === 3 ? 1 : 0),
    y: (row) => other[row],
  });
  expect(of(await checked(path), 'duplicates').map(({ message }) => message)).toEqual([
    expect.stringMatching(/^“T \(°F\)” is 1\.(8|799|801) · “T \(°C\)” \+ 3[12]\.?\d* in every row/),
  ]);
});
