/** Labels that stand for combinations of other inputs. */
import { describe, expect, it } from 'vitest';
import { checkTable, loadTable } from '../../../main/engine/data/index.ts';
import { checked, of, plain, useTables } from './checked.ts';

const { csv } = useTables();

/** Row and column of a plate with 24 wells, one plate below the other. */
const plate = {
  Row: (row: number) => 'ABCD'[Math.floor(row / 6) % 4],
  Column: (row: number) => (row % 6) + 1,
  Well: (row: number) => `${plate.Row(row)}${plate.Column(row)}`,
};
const y = { y: plain.y };

describe('labels of combinations', () => {
  const found = async (columns: Parameters<typeof csv>[0], rows?: number) =>
    of(await checked(csv(columns, rows)), 'combinations');

  it('are told with the columns that they are made of, and left out', async () => {
    const [well, ...others] = await found({ ...plate, x: plain.x, ...y });
    expect(others).toEqual([]);
    expect(well).toMatchObject({
      severity: 'warning',
      message:
        'Each label of “Well” is one combination of “Row” and “Column”: it says nothing that they do not.',
      columns: ['Well', 'Row', 'Column'],
      mends: [{ label: 'Leave out “Well”', ignore: ['Well'] }],
    });
  });

  it('are told of three columns, where no two will do', async () => {
    const sites = { lab: (row: number) => ['north', 'south'][Math.floor(row / 24) % 2], ...plate };
    const code = (row: number): string => `s${(row % 48) * 7}`;
    const { Row, Column, lab } = sites;
    const [place, ...others] = await found({ code, Row, Column, lab, ...y });
    expect(others).toEqual([]);
    expect(place.columns).toEqual(['code', 'Row', 'Column', 'lab']);
    expect(place.message).toContain('of “Row”, “Column” and “lab”');
  });

  it('are told in a plate that is not full, and in two plates', async () => {
    const used = Array.from({ length: 200 }, (_, row) => row).filter((row) => row % 24 !== 7);
    const at = (of: (row: number) => string | number) => (row: number) => of(used[row]);
    const some = { Row: at(plate.Row), Column: at(plate.Column), Well: at(plate.Well) };
    expect(await found({ ...some, ...y }, used.length)).toHaveLength(1);
    expect(
      await found(
        {
          Well: (row) => plate.Well(row % 12),
          Row: (row) => plate.Row(row % 12),
          Column: plate.Column,
          ...y,
        },
        24,
      ),
    ).toHaveLength(1);
  });

  it('are told where at least half of the possible combinations occur', async () => {
    // Every second well, as on a chessboard; of the others there are fewer than half.
    const wells = Array.from({ length: 24 }, (_, well) => well).filter(
      (well) => (Math.floor(well / 6) + well) % 2 === 0,
    );
    const foundAmong = (used: readonly number[]) => {
      const at = (of: (row: number) => string | number) => (row: number) => of(used[row % used.length]);
      return found({ Row: at(plate.Row), Column: at(plate.Column), Well: at(plate.Well), ...y });
    };
    expect(wells).toHaveLength(12);
    expect(await foundAmong(wells)).toHaveLength(1);
    expect(await foundAmong(wells.slice(1))).toEqual([]);
  });

  it('are told where their rows agree by a chance of one in ten thousand', async () => {
    // Of two rows of one label by (3² + 3² + 2² + 2²)/10², to the power of the 6 rows whose label has occurred before: 3·10⁻⁴.
    const four = {
      Row: (row: number) => 'AB'[Math.floor(row / 2) % 2],
      Column: (row: number) => (row % 2) + 1,
      Well: (row: number) => `${four.Row(row)}${four.Column(row)}`,
    };
    expect(await found({ ...four, ...y }, 10)).toEqual([]);
    // (3·3² + 2²)/11², to the power of 7: 7·10⁻⁵.
    expect(await found({ ...four, ...y }, 11)).toHaveLength(1);
  });

  it('are not those that say more, or that name things with properties', async () => {
    const odd = (row: number): string => (row === 100 ? 'A9' : plate.Well(row));
    expect(await found({ ...plate, Well: odd, ...y })).toEqual([]);
    const { Row, Column, Well } = plate;
    expect(await found({ Row, Well, ...y })).toEqual([]);
    expect(await found({ Row, half: (row) => (Column(row) > 3 ? 1 : 0), Well, ...y })).toEqual([]);
    // Each person has an age and a weight of its own.
    const person = (row: number): number => row % 20;
    const age = (row: number): number => 20 + Math.floor(0.7 * person(row));
    const weight = (row: number): number => 50 + ((7 * person(row)) % 13);
    expect(await found({ person: (row) => `P${person(row)}`, age, weight, ...y })).toEqual([]);
    // Each label occurs once.
    expect(await found({ ...plate, ...y }, 12)).toEqual([]);
  });

  it('are not told where they, or what they are made of, are no inputs', async () => {
    const table = await loadTable(csv({ ...plate, ...y }), {});
    const messages = async (...inputs: string[]) =>
      of(await checkTable(table, { inputs, targets: ['y'], weights: null, missing: 'drop' }), 'combinations');
    expect(await messages('Well', 'Row', 'Column')).toHaveLength(1);
    expect(await messages('Well', 'Row')).toEqual([]);
    expect(await messages('Row', 'Column')).toEqual([]);
  });
});
