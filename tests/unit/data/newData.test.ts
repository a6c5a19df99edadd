/** Rows of another table for a trained network. */
import { describe, expect, it } from 'vitest';
import { encodeRows, loadTable, prepareDataset } from '../../../main/engine/data/index.ts';
import { temporaryFiles } from './files.ts';
import { column, tableOf, setup, hundred } from './preparedTables.ts';

describe('new data', () => {
  const file = temporaryFiles();

  it('is encoded as the training rows were', async () => {
    const { encoding, train } = await prepareDataset(hundred, { ...setup, inputs: ['x', 'colour'] });
    const { batch, tableRows, dropped } = encodeRows(hundred, encoding);
    expect([batch.rows, dropped, tableRows.length]).toEqual([100, 0, 100]);
    const row = train.tableRows[5];
    for (let f = 0; f < encoding.features.length; f++) {
      expect(batch.inputs[f * 100 + row]).toBe(train.inputs[f * train.rows + 5]);
    }
    expect(batch.targets[row]).toBe(train.targets[5]);
  });

  it('needs no target, leaves out rows with gaps or unknown labels, and matches labels by name', async () => {
    const { encoding } = await prepareDataset(hundred, {
      ...setup,
      inputs: ['x', 'colour'],
      scaling: 'none',
    });
    const path = file('new.csv', 'colour,x\nblue,1\npink,2\nred,\nred,4\n');
    const { batch, tableRows, dropped } = encodeRows(await loadTable(path, {}), encoding);
    expect([...tableRows]).toEqual([0, 3]);
    expect(dropped).toBe(2);
    expect([...batch.inputs]).toEqual([1, 4, 0, 1, 0, 0, 1, 0]);
    expect([...batch.targets].every(Number.isNaN)).toBe(true);
  });

  it.each([
    ['no labels at all', 'colour,x\nNA,1\n,2\n', []],
    ['numbers in place of labels, some missing', 'colour,x\n5,1\n6,2\n,3\n7,4\n', []],
    ['one label missing', 'colour,x\nred,1\n,2\nblue,3\n', [0, 2]],
  ])('has no label where a cell is missing: %s', async (_what, content, usable) => {
    const { encoding } = await prepareDataset(hundred, { ...setup, inputs: ['x', 'colour'] });
    const table = await loadTable(file('gaps.csv', content), {});
    const rows = (): number[] => [...encodeRows(table, encoding, () => ['Because.']).tableRows];
    if (usable.length > 0) expect(rows()).toEqual(usable);
    else expect(rows).toThrow('No row of gaps.csv has all inputs. Because.');
  });

  it('is refused when a column is missing or has another type', async () => {
    const { encoding } = await prepareDataset(hundred, setup);
    expect(() => encodeRows(tableOf(column('X1', 'number', [1])), encoding)).toThrow(
      'There is no column “x” in t.csv.',
    );
    expect(() => encodeRows(tableOf(column('x', 'category', [0], ['a'])), encoding)).toThrow(
      '“x” holds words in t.csv, but the model expects numbers.',
    );
    expect(() => encodeRows(tableOf(column('x', 'number', [NaN])), encoding)).toThrow(
      'No row of t.csv has all inputs.',
    );
  });
});
