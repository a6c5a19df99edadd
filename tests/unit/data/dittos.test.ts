/** “ditto” and ″, which stand for the value of the cell above. */
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import { isDitto } from '../../../main/engine/data/columns/cells/dittoMarks.ts';
import { previewTable } from '../../../main/engine/data/reading/preview.ts';
import { mendedReading } from '../../../renderer/rooms/data/mends.ts';
import { checked, of, plain, useTables } from './checked.ts';

const { csv } = useTables();
const woods = ['oak', 'fir', 'elm'];

describe('ditto marks', () => {
  it('are known as people write them; words that may be labels are not', () => {
    for (const mark of [
      'ditto',
      'Ditto',
      'do.',
      'idem',
      'same as above',
      '″',
      '〃',
      '"',
      "''",
      '-"-',
      '– ″ –',
    ])
      expect(isDitto(mark), mark).toBe(true);
    for (const label of ['same', 'do', 'id', '-', '', '↓', '5"', 'dittography'])
      expect(isDitto(label), label).toBe(false);
  });

  it.each(['ditto', '″'])('%s among labels is told, and filled from above by one press', async (mark) => {
    const path = csv({ wood: (row) => (row % 20 === 0 ? woods[(row / 20) % 3] : mark), ...plain });
    const [found] = of(await checked(path), 'dittos');
    expect(found).toMatchObject({ severity: 'warning', columns: ['wood'], count: 190 });
    expect(found.message).toContain(`“${mark}” is read as a label in 190 cells of “wood”.`);
    const mended = mendedReading({}, found.mends[0]);
    const { columns, issues } = await loadTable(path, mended);
    expect(columns[0].labels).toEqual(woods);
    expect([0, 19, 20, 59, 60].map((row) => woods[columns[0].values[row]])).toEqual([
      ...['oak', 'oak', 'fir', 'elm', 'oak'],
    ]);
    expect(issues.map(({ message }) => message)).toEqual([
      '“wood” is filled down: 190 cells have the value of the cell above.',
    ]);
    expect(of(await checked(path, mended), 'dittos')).toEqual([]);
    expect((await previewTable(path, mended)).rows[1][0]).toBe('oak');
  });

  it('among numbers are told, and the filled column is one of numbers', async () => {
    const path = csv({ dose: (row) => (row % 20 === 0 ? row / 10 : '″'), ...plain });
    const [found] = of(await checked(path), 'dittos');
    const [dose] = (await loadTable(path, mendedReading({}, found.mends[0]))).columns;
    expect(dose.type).toBe('number');
    expect([0, 19, 20, 199].map((row) => dose.values[row])).toEqual([0, 0, 2, 18]);
  });

  it('at the head of a column have nothing to stand for', async () => {
    const path = csv({ wood: (row) => (row % 2 === 0 ? 'do.' : 're.'), ...plain });
    expect(of(await checked(path), 'dittos')).toEqual([]);
  });
});
