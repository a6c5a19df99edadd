/** Which rows are for training, validation and testing, and how much they count. */
import { describe, expect, it } from 'vitest';
import fc from '../../support/properties.ts';
import { prepareDataset } from '../../../main/engine/data/index.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import { pickRows } from '../../../main/engine/data/dataset/pickRows.ts';
import { shuffledPositions } from '../../../main/engine/data/dataset/splitRows.ts';
import type { Column, Table } from '../../../main/engine/data/table/table.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import { column, tableOf, count, setup, hundred, all } from './preparedTables.ts';

describe('splits', () => {
  it('puts every row into exactly one split, the same for the same seed', async () => {
    const dataset = await prepareDataset(hundred, setup);
    expect([dataset.train.rows, dataset.validation.rows, dataset.test.rows]).toEqual([70, 10, 20]);
    expect(all(dataset).sort((a, b) => a - b)).toEqual(count(100, (r) => r));
    expect(await prepareDataset(hundred, setup)).toEqual(dataset);
    expect([...(await prepareDataset(hundred, { ...setup, seed: 8 })).test.tableRows]).not.toEqual([
      ...dataset.test.tableRows,
    ]);
    // Shuffled, not cut from the file's order.
    expect([...dataset.test.tableRows]).not.toEqual(count(20, (r) => r));
  });

  it.each([
    [7, [5, 1, 1], []],
    [6, [4, 1, 1], []],
    [5, [4, 0, 1], ['Only 1 row is held out: of 5 rows, 4 are needed for training.']],
    [4, [4, 0, 0], ['No row is held out: of 4 rows, 4 are needed for training.']],
  ])('of %i rows at least four are for training', async (rows, expected, notes) => {
    const numbers = count(rows, (row) => row);
    const few = tableOf(column('x', 'number', numbers), column('y', 'number', numbers));
    const shares = { validationFraction: 0.15, testFraction: 0.15 };
    const dataset = await prepareDataset(few, { ...setup, ...shares });
    expect([dataset.train.rows, dataset.validation.rows, dataset.test.rows]).toEqual(expected);
    expect(dataset.notes).toEqual(notes);
  });

  it('tests on another table if one is given', async () => {
    const test = tableOf(column('y', 'number', [1, 2, NaN]), column('x', 'number', [0, 99, 5]));
    const dataset = await prepareDataset(hundred, setup, { testTable: test });
    expect([dataset.train.rows, dataset.validation.rows, dataset.test.rows]).toEqual([90, 10, 2]);
    expect([...dataset.test.tableRows]).toEqual([0, 1]);
    expect(dataset.testApart).toBe(true);
    expect(dataset.notes).toEqual([
      '1 row of t.csv left out: a value is missing, or a label does not occur in the training data.',
      expect.stringMatching(/^1 of the 2 rows of t\.csv is equal to a row that is trained on/u),
    ]);
  });
});

describe('rows of a test table that are trained on', () => {
  const noteOn = async (x: readonly number[], y: readonly number[]): Promise<readonly string[]> => {
    const testTable = { ...tableOf(column('x', 'number', x), column('y', 'number', y)), fileName: 'new.csv' };
    return (await prepareDataset(hundred, setup, { testTable })).notes;
  };
  const [x, y] = ['x', 'y'].map((name) => [...hundred.columns.find((one) => one.name === name)!.values]);

  it('are told', async () => {
    expect(await noteOn(x, y)).toEqual([
      'All 100 rows of new.csv are equal to a row that is trained on, in every input and target: if they are the same measurement, the test error is too small for new rows.',
    ]);
    expect(await noteOn([x[7], x[8], 0.123], [y[7], y[8] + 1, y[8]])).toEqual([
      expect.stringMatching(
        /^1 of the 3 rows of new\.csv is equal to a row .* if it is the same measurement/u,
      ),
    ]);
  });

  it('are not told where one value differs', async () => {
    expect(
      await noteOn(
        x.map((value) => value + 1e-6),
        y,
      ),
    ).toEqual([]);
  });
});

describe('equal rows', () => {
  /** A row of x, y for each of the keys: rows of one key are alike. */
  const rowsOf = (keys: readonly number[], ...more: Column[]): Table =>
    tableOf(
      column('x', 'number', keys),
      column(
        'y',
        'number',
        keys.map((key) => key * key),
      ),
      ...more,
    );
  const keysOf = (table: Table, split: Split): Set<number> =>
    new Set([...split.tableRows].map((row) => table.columns[0].values[row]));

  it('are in one split, whatever the seed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 40, maxLength: 60 }),
        async (seed, times) => {
          const keys = times.flatMap((repeats, key) => Array<number>(repeats).fill(key));
          // Far from each other in the table.
          const table = rowsOf(keys.map((_, row) => keys[(row * 7919) % keys.length]));
          const dataset = await prepareDataset(table, { ...setup, seed });
          const parts = [dataset.train, dataset.validation, dataset.test];
          const distinct = new Set(table.columns[0].values).size;
          expect(parts.reduce((sum, part) => sum + keysOf(table, part).size, 0)).toBe(distinct);
          expect(all(dataset).sort((a, b) => a - b)).toEqual(count(keys.length, (row) => row));
          for (const [part, share] of [
            [dataset.validation, setup.validationFraction],
            [dataset.test, setup.testFraction],
          ] as const) {
            const over = part.rows - Math.round(share * keys.length);
            expect(over).toBeGreaterThanOrEqual(0);
            expect(over).toBeLessThan(4);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('give a note, and are compared by inputs and targets only; without them the split is unchanged', async () => {
    const keys = count(60, (row) => (row < 50 ? row : row - 50));
    const id = column(
      'id',
      'number',
      count(60, (row) => row),
    );
    const table = rowsOf(keys, id);
    const note =
      '10 rows are equal to another row in every input and target: equal rows are kept in the same split.';
    expect((await prepareDataset(table, setup)).notes).toEqual([note]);
    expect((await prepareDataset(table, { ...setup, validationFraction: 0, testFraction: 0 })).notes).toEqual(
      [],
    );
    const apart = await prepareDataset(table, { ...setup, inputs: ['x', 'id'] });
    expect(apart.notes).toEqual([]);
    const none = await prepareDataset(rowsOf(count(60, (row) => row)), setup);
    expect(all(apart)).toEqual(all(none));
    expect([none.train.rows, none.validation.rows, none.test.rows]).toEqual([42, 6, 12]);
  });

  it('include rows with the same gaps, and −0 equals 0', async () => {
    const keys = count(40, (row) => row);
    const gappy = keys.map((key) => (key < 3 ? NaN : key === 3 ? 0 : key === 4 ? -0 : key));
    const on = column(
      'on',
      'number',
      count(40, (row) => Number(row > 9)),
    );
    const filled = await prepareDataset(rowsOf(keys, column('g', 'number', gappy), on), {
      ...setup,
      inputs: ['g'],
      targets: ['on'],
      missing: 'median',
    });
    expect(filled.notes).toEqual([
      expect.stringMatching(/^3 rows are equal to another row/),
      expect.stringMatching(/^“on” has only the values 0 and 1/),
    ]);
  });

  it('are split one by one, with a note, when one kind of row is more than a tenth of all', async () => {
    // Four kinds of row, as a truth table repeated has.
    const table = rowsOf(count(400, (row) => row % 4));
    const dataset = await prepareDataset(table, setup);
    expect([dataset.train.rows, dataset.validation.rows, dataset.test.rows]).toEqual([280, 40, 80]);
    expect(keysOf(table, dataset.test).size).toBe(4);
    expect(dataset.notes).toEqual([
      '396 rows are equal to another row in every input and target, some too often to be kept in the same split: errors on held-out rows are too optimistic.',
    ]);
  });
});

describe('rows with the same dose', () => {
  it('are trials of their own where some live and some die', async () => {
    const dose = column(
      'x',
      'number',
      count(105, (row) => 2 ** (row % 7)),
    );
    const alive = column(
      'y',
      'number',
      count(105, (row) => Number(row % 15 > 2 * (row % 7))),
    );
    const { notes } = await prepareDataset(tableOf(dose, alive), setup);
    expect(notes).toEqual([
      expect.stringMatching(
        /^9\d rows are equal to another row in every input and target\. Most rows with the same inputs differ in the target, so each counts as a trial of its own\.$/,
      ),
      expect.stringMatching(/^“y” has only the values 0 and 1/),
    ]);
  });
});

describe('classes', () => {
  /** A row for each class code, with an x of its own or one of few. */
  const classed = (codes: readonly number[], x: (row: number) => number): Table =>
    tableOf(
      column('x', 'number', count(codes.length, x)),
      column(
        'kind',
        'category',
        codes,
        Array.from({ length: Math.max(...codes) + 1 }, (_, code) => `k${code}`),
      ),
    );
  const ofClasses: DataSetup = {
    ...setup,
    task: 'classification',
    inputs: ['x'],
    targets: ['kind'],
    validationFraction: 0.15,
    testFraction: 0.15,
  };
  const rowsOf = (codes: readonly number[], { tableRows }: Split, code: number): number =>
    tableRows.filter((row) => codes[row] === code).length;

  it('have their share of each part, whatever the seed; a class of one row is for training', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 30, maxLength: 120 }),
        async (seed, drawn) => {
          const codes = [...drawn, 4, 0, 1];
          const dataset = await prepareDataset(
            classed(codes, (row) => row),
            { ...ofClasses, seed },
          );
          expect(all(dataset).sort((a, b) => a - b)).toEqual(count(codes.length, (row) => row));
          for (const part of [dataset.train, dataset.validation, dataset.test])
            for (const code of [0, 1, 2, 3]) {
              const share = codes.filter((one) => one === code).length / codes.length;
              // Each end of a part is at most one row from the exact share.
              expect(Math.abs(rowsOf(codes, part, code) - share * part.rows)).toBeLessThan(2);
            }
          expect(rowsOf(codes, dataset.train, 4)).toBe(1);
        },
      ),
    );
  });

  it('of 65 rows, one in three of one class, have the nearest numbers of rows in every part', async () => {
    const codes = count(65, (row) => Number(row % 3 === 0));
    for (let seed = 0; seed < 20; seed++) {
      const { train, validation, test } = await prepareDataset(
        classed(codes, (row) => row),
        { ...ofClasses, seed },
      );
      for (const part of [validation, test]) {
        expect(part.rows).toBe(10);
        expect([3, 4]).toContain(rowsOf(codes, part, 1));
      }
      expect([15, 16]).toContain(rowsOf(codes, train, 1));
    }
  });

  it('keep the random split of a project of before', async () => {
    const codes = count(65, (row) => Number(row % 3 === 0));
    const table = classed(codes, (row) => row);
    const parts = async (seed: number, stratified: Pick<DataSetup, 'stratified'>): Promise<number> =>
      rowsOf(codes, (await prepareDataset(table, { ...ofClasses, ...stratified, seed })).test, 1);
    const before: number[] = [];
    for (let seed = 1; seed <= 8; seed++) before.push(await parts(seed, { stratified: false }));
    // Shuffled and cut, whatever the classes are.
    const shuffled = count(8, (index) => {
      const held = shuffledPositions(65, index + 1).subarray(0, 10);
      return held.filter((row) => row % 3 === 0).length;
    });
    expect(new Set(shuffled).size).toBeGreaterThan(2);
    expect(before).toEqual(shuffled);
  });

  it('have equal rows in one part, and the rows of other classes between them', async () => {
    const codes = count(120, (row) => Number(row % 4 === 0));
    const table = classed(codes, (row) => row % 40);
    for (let seed = 0; seed < 10; seed++) {
      const dataset = await prepareDataset(table, { ...ofClasses, seed });
      const parts = [dataset.train, dataset.validation, dataset.test];
      const keys = parts.map(({ tableRows }) => new Set(Array.from(tableRows, (row) => row % 40)));
      expect(keys.reduce((sum, { size }) => sum + size, 0)).toBe(40);
      for (const part of parts)
        expect(Math.abs(rowsOf(codes, part, 1) - part.rows / 4)).toBeLessThanOrEqual(3);
    }
  });
});

describe('many rows', () => {
  const rows = 300_000;
  const large = tableOf(
    ...Array.from({ length: 8 }, (_, c) =>
      column(
        `c${c}`,
        'number',
        count(rows, (r) => ((r * 7919) % 1009) * (c + 1)),
      ),
    ),
  );
  const wide = {
    ...setup,
    inputs: large.columns.slice(1).map(({ name }) => name),
    targets: ['c0'],
  };

  it('are prepared in pieces, and can be cancelled', async () => {
    let turns = 0;
    const beat = setInterval(() => turns++, 1);
    await prepareDataset(large, wide);
    clearInterval(beat);
    expect(turns).toBeGreaterThan(4);
    const abort = new AbortController();
    const prepared = prepareDataset(large, wide, { signal: abort.signal });
    setImmediate(() => {
      abort.abort();
    });
    await expect(prepared).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
  });
});

describe('weights', () => {
  const weighed = (weights: readonly number[], type: Column['type'] = 'number'): Table => {
    const rows = weights.length;
    return tableOf(
      column(
        'x',
        'number',
        count(rows, (r) => r),
      ),
      column(
        'y',
        'number',
        count(rows, (r) => r * r),
      ),
      column('w', type, weights, type === 'category' ? ['a', 'b'] : []),
    );
  };
  const weighted: DataSetup = { ...setup, weights: 'w' };

  it('follow their rows into every split; rows of weight 0 are left out, with a note', async () => {
    const weights = count(100, (r) => (r % 10 === 3 ? 0 : r / 2 + 1));
    const dataset = await prepareDataset(weighed(weights), weighted);
    expect(dataset.dropped).toBe(10);
    expect(dataset.notes).toEqual(['10 rows left out: “w” is 0 there.']);
    expect(all(dataset)).toHaveLength(90);
    for (const part of [dataset.train, dataset.validation, dataset.test]) {
      expect([...part.weights!]).toEqual([...part.tableRows].map((row) => weights[row]));
      expect(Math.min(...part.weights!)).toBeGreaterThan(0);
    }
    expect((await prepareDataset(weighed(weights), setup)).train.weights).toBeNull();
  });

  it('are those of the test table, if it has weights', async () => {
    const test = weighed([0, 2, 5]);
    const options = { testTable: test };
    const train = weighed(count(40, () => 1));
    const dataset = await prepareDataset(train, weighted, options);
    expect([...dataset.test.tableRows]).toEqual([1, 2]);
    expect([...dataset.test.weights!]).toEqual([2, 5]);
    expect(dataset.notes).toEqual([
      '1 row of t.csv left out: “w” is 0 there.',
      expect.stringMatching(/^All 2 rows of t\.csv are equal/u),
    ]);
    const without = { testTable: { ...test, columns: test.columns.slice(0, 2) } };
    const alike = await prepareDataset(train, weighted, without);
    expect([alike.test.rows, alike.test.weights]).toEqual([3, null]);
    expect(alike.notes).toEqual([
      't.csv has no column “w”: all rows have the same weight.',
      expect.stringMatching(/^All 3 rows of t\.csv are equal/u),
    ]);
  });

  it('are 1/s² for uncertainties s', async () => {
    const table = weighed(count(40, (r) => r + 1));
    const dataset = await prepareDataset(table, { ...setup, uncertainty: 'w' });
    for (const { weights, tableRows } of [dataset.train, dataset.validation, dataset.test])
      expect([...weights!]).toEqual([...tableRows].map((row) => (row + 1) ** -2));
    const parts = ({ train, validation, test }: Dataset): (true | undefined)[] =>
      [train, validation, test, pickRows(train, Uint32Array.of(1, 2))].map(({ uncertain }) => uncertain);
    expect(parts(dataset)).toEqual([true, true, true, true]);
    expect(parts(await prepareDataset(table, { ...setup, weights: 'w' }))).toEqual(Array(4).fill(undefined));
  });

  it('are all that uncertainties are beside classes, with a note', async () => {
    const labels = column(
      'kind',
      'category',
      count(40, (r) => r % 2),
      ['a', 'b'],
    );
    const table = weighed(count(40, (r) => r + 1));
    const notesOf = async (changes: Partial<DataSetup>): Promise<readonly string[]> =>
      (
        await prepareDataset(tableOf(...table.columns, labels), {
          ...{ ...setup, task: 'classification', targets: ['kind'] },
          ...changes,
        })
      ).notes;
    expect(await notesOf({ uncertainty: 'w' })).toEqual([
      'The classes of “kind” have no uncertainty: “w” only weighs the rows, by 1/s². If it is the uncertainty of another column, ignore it here.',
    ]);
    expect(await notesOf({ weights: 'w' })).toEqual([]);
  });

  it('rows without an uncertainty are left out, with a note', async () => {
    const table = weighed(count(40, (r) => (r % 10 === 3 ? NaN : r + 1)));
    const dataset = await prepareDataset(table, { ...setup, uncertainty: 'w' }, { testTable: table });
    expect(dataset.notes).toEqual([
      '4 rows left out: “w” is missing there.',
      '4 rows of t.csv left out: “w” is missing there.',
      expect.stringMatching(/^All 36 rows of t\.csv are equal/u),
    ]);
    expect(all(dataset).filter((row) => row % 10 === 3)).toEqual([]);
    expect(Math.min(...dataset.train.weights!, ...dataset.test.weights!)).toBeGreaterThan(0);
  });

  it.each<[string, Table, Partial<DataSetup>, string]>([
    [
      'data.uncertainty',
      weighed([1, 2, 0, 3]),
      { weights: null, uncertainty: 'w' },
      'The uncertainty “w” is 0 in row 3 of t.csv, counted without the header, but rows count by 1/s²',
    ],
    [
      'data.uncertainty',
      weighed([1, NaN, -2, 3]),
      { weights: null, uncertainty: 'w' },
      'The uncertainty “w” is -2 in row 3 of t.csv',
    ],
    [
      'data.too-few-rows',
      weighed([NaN, NaN, 1, 1, 1, NaN]),
      { weights: null, uncertainty: 'w', testFraction: 0, validationFraction: 0 },
      'Only 3 rows would be left to train on (of 6 rows, 6 complete, 3 rows of those without a weight)',
    ],
    [
      'data.uncertainty',
      weighed([0, 1], 'category'),
      { weights: null, uncertainty: 'w' },
      'The uncertainty “w” holds labels, not numbers.',
    ],
    [
      'data.weight-has-role',
      weighed([1, 1]),
      { weights: null, uncertainty: 'w', targets: ['w'] },
      '“w” is the uncertainty and also a target.',
    ],
    [
      'data.weight-has-role',
      weighed([1, 1]),
      { inputs: ['x'], weights: 'w', uncertainty: 'y' },
      'Rows count by the weight “w” or by the uncertainty “y”, not by both.',
    ],
    [
      'data.weight-negative',
      weighed([1, 0, 3, -2, -1]),
      {},
      'The weight “w” is -2 in row 4 of t.csv, counted without the header, but a weight cannot be negative.',
    ],
    [
      'data.weight-missing',
      weighed([1, NaN, 3, -2]),
      {},
      'The weight “w” is missing in row 2 of t.csv, counted without the header.',
    ],
    ['data.weight-too-large', weighed([1, Infinity]), {}, 'The weight “w” is Infinity in row 2'],
    ['data.no-weight', weighed([0, 0, 0, 0, 0]), {}, 'The weight “w” is 0 in every row of t.csv'],
    ['data.weight-not-numeric', weighed([0, 1], 'category'), {}, 'The weight “w” holds labels, not numbers.'],
    ['data.weight-has-role', weighed([1, 1]), { inputs: ['x', 'w'] }, '“w” is the weight and also an input.'],
    ['data.unknown-column', weighed([1, 1]), { weights: 'v' }, 'There is no column “v” in t.csv.'],
    [
      'data.too-few-rows',
      weighed([1, 1, 1, 0, 0]),
      { testFraction: 0, validationFraction: 0 },
      'Only 3 rows would be left to train on (of 5 rows, 5 complete, 2 rows of those without a weight)',
    ],
  ])('refused: %s', async (code, table, change, message) => {
    await expect(prepareDataset(table, { ...weighted, ...change })).rejects.toMatchObject({
      detail: { kind: 'user', code, message: expect.stringContaining(message) as string },
    });
  });
});
