import { describe, expect, it } from 'vitest';
import fc from '../../support/properties.ts';
import {
  decodeOutputs,
  describeTable,
  encodeRows,
  loadTable,
  prepareDataset,
  scoreOf,
} from '../../../main/engine/data/index.ts';
import type { Encoding, Split } from '../../../main/engine/data/dataset/dataset.ts';
import type { Column, Table } from '../../../main/engine/data/table/table.ts';
import type { DataSetup } from '../../../shared/contract/schemas.ts';
import type { KanError } from '../../../shared/errors.ts';
import { temporaryFiles } from './files.ts';

const format: Table['format'] = {
  source: 'csv',
  delimiter: ',',
  decimal: '.',
  thousands: '',
  header: true,
  encoding: 'utf-8',
  comment: '',
  missing: [],
};

function column(
  name: string,
  type: Column['type'],
  values: readonly number[],
  labels: readonly string[] = [],
): Column {
  return {
    name,
    type,
    values: Float64Array.from(values),
    labels,
    missing: values.filter(Number.isNaN).length,
  };
}

function tableOf(...columns: Column[]): Table {
  return { fileName: 't.csv', rows: columns[0]?.values.length ?? 0, format, columns, issues: [], hash: '' };
}

const count = (rows: number, of: (row: number) => number): number[] =>
  Array.from({ length: rows }, (_, row) => of(row));

const setup: DataSetup = {
  inputs: ['x'],
  targets: ['y'],
  weights: null,
  task: 'regression',
  validationFraction: 0.1,
  testFraction: 0.2,
  seed: 7,
  scaling: 'range',
  missing: 'drop',
};

const hundred = tableOf(
  column(
    'x',
    'number',
    count(100, (r) => r),
  ),
  column(
    'y',
    'number',
    count(100, (r) => 3 * r + 1),
  ),
  column(
    'colour',
    'category',
    count(100, (r) => r % 3),
    ['red', 'green', 'blue'],
  ),
  column(
    'on',
    'boolean',
    count(100, (r) => r % 2),
    ['no', 'yes'],
  ),
  column(
    'gappy',
    'number',
    count(100, (r) => (r % 10 === 0 ? NaN : r)),
  ),
  column(
    'kind',
    'number',
    count(100, (r) => (r % 4) * 10),
  ),
  column('note', 'text', []),
  column(
    'same',
    'number',
    count(100, () => 5),
  ),
);

const all = (dataset: { train: Split; validation: Split; test: Split }): number[] =>
  [dataset.train, dataset.validation, dataset.test].flatMap((s) => [...s.tableRows]);

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

  it('tests on another table if one is given', async () => {
    const test = tableOf(column('y', 'number', [1, 2, NaN]), column('x', 'number', [0, 99, 5]));
    const dataset = await prepareDataset(hundred, setup, { testTable: test });
    expect([dataset.train.rows, dataset.validation.rows, dataset.test.rows]).toEqual([90, 10, 2]);
    expect([...dataset.test.tableRows]).toEqual([0, 1]);
    expect(dataset.notes).toEqual([
      '1 row of t.csv left out: a value is missing, or a label does not occur in the training data.',
    ]);
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
    expect(filled.notes).toEqual([expect.stringMatching(/^3 rows are equal to another row/)]);
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
    const without = { testTable: { ...test, columns: test.columns.slice(0, 2) } };
    const alike = await prepareDataset(train, weighted, without);
    expect([alike.test.rows, alike.test.weights]).toEqual([3, null]);
    expect(alike.notes).toEqual(['t.csv has no column “w”: all rows have the same weight.']);
  });

  it.each<[string, Table, Partial<DataSetup>, string]>([
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
      'Only 3 rows would be left to train on (of 5 rows, 5 complete, 2 rows of those of weight 0)',
    ],
  ])('refused: %s', async (code, table, change, message) => {
    await expect(prepareDataset(table, { ...weighted, ...change })).rejects.toMatchObject({
      detail: { kind: 'user', code, message: expect.stringContaining(message) as string },
    });
  });
});

describe('scaling', () => {
  it('maps the training rows to −1 … 1 and standardises the target, by the training rows alone', async () => {
    const { train, test, encoding } = await prepareDataset(hundred, setup);
    const used = [...train.tableRows];
    const [low, high] = [Math.min(...used), Math.max(...used)];
    expect(encoding.features[0]?.scaling).toEqual({ shift: (low + high) / 2, scale: (high - low) / 2 });
    expect([Math.min(...train.inputs), Math.max(...train.inputs)]).toEqual([-1, 1]);
    const mean = train.targets.reduce((a, b) => a + b) / train.rows;
    expect(mean).toBeCloseTo(0, 12);
    expect(train.targets.reduce((a, b) => a + b * b, 0) / train.rows).toBeCloseTo(1, 12);
    const row = test.tableRows[3];
    expect(test.inputs[3]).toBeCloseTo((row - (low + high) / 2) / ((high - low) / 2), 12);
  });

  it('standardises the inputs, or leaves them alone, when asked', async () => {
    const { train } = await prepareDataset(hundred, { ...setup, scaling: 'standard' });
    expect(train.inputs.reduce((a, b) => a + b) / train.rows).toBeCloseTo(0, 12);
    expect(train.inputs.reduce((a, b) => a + b * b, 0) / train.rows).toBeCloseTo(1, 12);
    const plain = await prepareDataset(hundred, { ...setup, scaling: 'none' });
    expect([...plain.train.inputs]).toEqual([...plain.train.tableRows]);
  });

  it('never gives infinite or missing values', async () => {
    const extreme = fc.constantFrom(NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 0, 1, 1e-300, 2);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(extreme, extreme, fc.nat(2)), { minLength: 30, maxLength: 60 }),
        fc.constantFrom<DataSetup['scaling']>('range', 'standard', 'none'),
        fc.constantFrom<DataSetup['missing']>('drop', 'median'),
        async (rows, scaling, missing) => {
          const table = tableOf(
            column(
              'x',
              'number',
              rows.map((r) => r[0]),
            ),
            column(
              'y',
              'number',
              rows.map((r) => r[1]),
            ),
            column(
              'c',
              'category',
              rows.map((r) => (r[2] === 2 ? NaN : r[2])),
              ['a', 'b'],
            ),
          );
          let dataset;
          try {
            dataset = await prepareDataset(table, { ...setup, inputs: ['x', 'c'], scaling, missing });
          } catch (thrown) {
            expect((thrown as KanError).detail.code).toMatch(/^data\.(too-few-rows|empty-input)$/);
            return;
          }
          for (const part of [dataset.train, dataset.validation, dataset.test]) {
            expect([...part.inputs, ...part.targets].every(Number.isFinite)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('roles', () => {
  it('gives one input per label, booleans as one, all between −1 and 1', async () => {
    const { encoding, train, notes } = await prepareDataset(hundred, { ...setup, inputs: ['colour', 'on'] });
    expect(encoding.features.map((f) => f.name)).toEqual(['colour=red', 'colour=green', 'colour=blue', 'on']);
    const row = train.tableRows[0];
    const first = encoding.features.map((_, f) => train.inputs[f * train.rows]);
    expect(first).toEqual([...[0, 1, 2].map((c) => (row % 3 === c ? 1 : -1)), row % 2 === 1 ? 1 : -1]);
    expect(notes).toEqual(['“colour” gives 3 inputs, one for each label.']);
  });

  it('leaves out rows with gaps, or fills gaps with the median of the training rows', async () => {
    const dropped = await prepareDataset(hundred, { ...setup, inputs: ['x', 'gappy'] });
    expect(dropped.dropped).toBe(10);
    expect(dropped.notes).toEqual(['10 rows of 100 left out for missing values in gappy (10).']);
    expect(all(dropped).some((r) => r % 10 === 0)).toBe(false);
    const filled = await prepareDataset(hundred, {
      ...setup,
      inputs: ['gappy'],
      missing: 'median',
      scaling: 'none',
    });
    const known = [...filled.train.tableRows].filter((r) => r % 10 !== 0).sort((a, b) => a - b);
    const median = known[Math.floor((known.length - 1) / 2)];
    expect(filled.dropped).toBe(0);
    const gap = filled.train.tableRows.findIndex((r) => r % 10 === 0);
    expect(filled.train.inputs[gap]).toBe(median);
  });

  it('says which columns are constant', async () => {
    expect((await prepareDataset(hundred, { ...setup, inputs: ['x', 'same'] })).notes).toEqual([
      '“same” is 5 in every training row: it has no effect on the prediction.',
    ]);
    expect((await prepareDataset(hundred, { ...setup, targets: ['same'] })).notes).toEqual([
      'The target “same” is 5 in every training row: it cannot be predicted from the inputs.',
    ]);
  });

  it.each<[string, string[], string[]]>([
    ['colour', ['red', 'green', 'blue'], ['colour=red', 'colour=green', 'colour=blue']],
    ['on', ['no', 'yes'], ['on=yes']],
    ['kind', ['0', '10', '20', '30'], ['kind=0', 'kind=10', 'kind=20', 'kind=30']],
  ])('makes classes of %s', async (target, classes, outputs) => {
    const { encoding, train } = await prepareDataset(hundred, {
      ...setup,
      targets: [target],
      weights: null,
      task: 'classification',
    });
    expect(encoding.classes).toEqual(classes);
    expect(encoding.outputs.map((o) => o.name)).toEqual(outputs);
    expect(new Set(train.targets)).toEqual(new Set(classes.keys()));
  });

  const many = tableOf(
    column(
      'id',
      'category',
      count(100, (r) => r % 30),
      Array.from({ length: 30 }, (_, i) => `n${i}`),
    ),
    column(
      'x',
      'number',
      count(100, (r) => r),
    ),
    column(
      'y',
      'number',
      count(100, (r) => (r < 97 ? NaN : r)),
    ),
    column(
      'void',
      'number',
      count(100, () => NaN),
    ),
    column(
      'one',
      'category',
      count(100, () => 0),
      ['a'],
    ),
  );
  const classify = { ...setup, task: 'classification' } as const;

  it.each<[string, Table, Partial<DataSetup>, string]>([
    [
      'data.unknown-column',
      hundred,
      { inputs: ['colors'] },
      'There is no column “colors” in t.csv. | Did you mean “colour”? Columns: x, y, colour, on, gappy, kind, note, same.',
    ],
    [
      'data.target-is-input',
      hundred,
      { inputs: ['x', 'y'] },
      '“y” is both the target and an input: the network would only copy it. | Remove it from the inputs, or choose another target.',
    ],
    ['data.twice', hundred, { inputs: ['x', 'x'] }, '“x” is listed twice. | List each column once.'],
    [
      'data.text-input',
      hundred,
      { inputs: ['note'] },
      '“note” holds free text and cannot be an input. | Remove it from the inputs. If it holds numbers or labels, set its type in the preview of the file.',
    ],
    [
      'data.target-not-numeric',
      hundred,
      { targets: ['colour'] },
      'The target “colour” holds words, and regression needs numbers. | Choose classification to predict labels, or another target.',
    ],
    [
      'data.too-many-labels',
      many,
      { inputs: ['id'] },
      '“id” has 30 labels; an input can have at most 20, as each becomes an input of its own. | Remove it from the inputs, or group its labels in the file.',
    ],
    [
      'data.too-few-rows',
      many,
      {},
      'Only 2 rows would be left to train on (of 100 rows, 3 complete); at least 4 are needed. | “y” is missing in 97 rows: do not use it as an input, or fill missing inputs with the median.',
    ],
    ['data.empty-input', many, { inputs: ['void'] }, '“void” has no values. | Remove it from the inputs.'],
    [
      'data.one-target',
      hundred,
      { ...classify, targets: ['y', 'on'] },
      'Classification takes one target; 2 are chosen (y, on). | Keep one of them.',
    ],
    [
      'data.too-many-classes',
      hundred,
      { ...classify },
      'The target “y” has more than 20 different values, too many for classes. | Choose regression, which predicts numbers.',
    ],
    [
      'data.one-class',
      many,
      { ...classify, targets: ['one'] },
      'The target “one” is “a” in every row that can be used: it has only one class. | Choose a target with at least two classes.',
    ],
  ])('refuses: %s', async (code, table, change, text) => {
    try {
      await prepareDataset(table, { ...setup, ...change });
    } catch (thrown) {
      const { detail } = thrown as KanError;
      expect([detail.kind, detail.code, `${detail.message} | ${detail.hint}`]).toEqual(['user', code, text]);
      return;
    }
    expect.unreachable();
  });
});

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

  it('is refused when a column is missing or has another type', async () => {
    const { encoding } = await prepareDataset(hundred, setup);
    expect(() => encodeRows(tableOf(column('X1', 'number', [1])), encoding)).toThrow(
      'There is no column “x” in t.csv.',
    );
    expect(() => encodeRows(tableOf(column('x', 'category', [0], ['a'])), encoding)).toThrow(
      '“x” holds words in t.csv, but the model expects numbers.',
    );
    expect(() => encodeRows(tableOf(column('x', 'number', [NaN])), encoding)).toThrow(
      'In every row of t.csv one of the inputs is missing.',
    );
  });
});

describe('predictions and scores', () => {
  const regression: Encoding = {
    task: 'regression',
    features: [],
    outputs: [
      { name: 'u', scaling: { shift: 10, scale: 2 } },
      { name: 'v', scaling: { shift: 0, scale: 1 } },
    ],
    targets: ['u', 'v'],
    classes: [],
  };
  const batch = (rows: number, targets: number[]): Parameters<typeof scoreOf>[2] => ({
    rows,
    inputs: new Float64Array(0),
    targets: Float64Array.from(targets),
    weights: null,
  });

  it('are in the target’s own units', () => {
    const outputs = Float64Array.of(0, 1, 0.5, -0.5);
    expect(decodeOutputs(regression, outputs, 2)).toEqual({
      task: 'regression',
      values: [Float64Array.of(10, 12), Float64Array.of(0.5, -0.5)],
    });
    // Over both targets, whose units differ, in scaled values: u 0 and 1, v 0.5 and 0.5. Σ² = 1.5; 4 values.
    // R² of u: 1 − 1/0.5 (targets 0, 2 → scaled 0, 2: spread 2; residual 1); of v: 1 − 0.5/2.
    const score = scoreOf(regression, outputs, batch(2, [0, 2, 1, -1]));
    expect(score.rmse).toBeCloseTo(Math.sqrt(1.5 / 4), 14);
    expect(score.r2).toBeCloseTo((1 - 1 / 2 + (1 - 0.5 / 2)) / 2, 14);
    expect([score.rows, score.crossEntropy, score.accuracy]).toEqual([2, null, null]);
  });

  it('leave out rows without a target, and give no scores without rows', () => {
    const outputs = Float64Array.of(1, 5, 1, 5);
    expect(scoreOf(regression, outputs, batch(2, [0, NaN, 1, 2]))).toMatchObject({ rows: 1, r2: null });
    expect(scoreOf(regression, outputs, batch(2, [NaN, NaN, 1, 2]))).toMatchObject({ rows: 0, rmse: null });
  });

  const classes = (labels: string[]): Encoding => ({
    task: 'classification',
    features: [],
    outputs: (labels.length === 2 ? labels.slice(1) : labels).map((name) => ({
      name,
      scaling: { shift: 0, scale: 1 },
    })),
    targets: ['c'],
    classes: labels,
  });

  it('of two classes come from one output by the logistic function', () => {
    const outputs = Float64Array.of(Math.log(3), -1000);
    const decoded = decodeOutputs(classes(['no', 'yes']), outputs, 2);
    if (decoded.task !== 'classification') return expect.unreachable();
    expect([...decoded.classes]).toEqual([1, 0]);
    expect(decoded.probabilities[1]?.[0]).toBeCloseTo(0.75, 14);
    expect(decoded.probabilities[0]?.[1]).toBe(1);
    const score = scoreOf(classes(['no', 'yes']), outputs, batch(2, [0, 1]));
    expect(score.crossEntropy).toBeCloseTo((Math.log(4) + 1000) / 2, 10);
    expect(score.accuracy).toBe(0);
  });

  it('of more classes come from the softmax', () => {
    const outputs = Float64Array.of(0, 800, Math.log(2), 0, Math.log(5), 0);
    const decoded = decodeOutputs(classes(['a', 'b', 'c']), outputs, 2);
    if (decoded.task !== 'classification') return expect.unreachable();
    expect([...decoded.classes]).toEqual([2, 0]);
    expect(decoded.probabilities.map((p) => p[0])).toEqual(
      [1 / 8, 2 / 8, 5 / 8].map((p): unknown => expect.closeTo(p, 14)),
    );
    const score = scoreOf(classes(['a', 'b', 'c']), outputs, batch(2, [1, 0]));
    expect(score.crossEntropy).toBeCloseTo(Math.log(4) / 2, 12);
    expect(score.accuracy).toBe(0.5);
  });
});

describe('a table described', () => {
  it('has ranges, counts, histograms and a first choice of roles', () => {
    const view = describeTable(hundred);
    const [x, , colour, , gappy, , note, same] = view.columns;
    expect(x?.range).toEqual({
      min: 0,
      max: 99,
      mean: expect.closeTo(49.5, 12) as unknown,
      std: expect.closeTo(Math.sqrt(9999 / 12), 12) as unknown,
    });
    expect(x?.histogram?.edges.length).toBe(41);
    expect(x?.histogram?.counts.reduce((a, b) => a + b)).toBe(100);
    expect([x?.histogram?.edges[0], x?.histogram?.edges[40]]).toEqual([0, 99]);
    expect(colour?.labels).toEqual([
      { label: 'red', count: 34 },
      { label: 'green', count: 33 },
      { label: 'blue', count: 33 },
    ]);
    expect([gappy?.missing, gappy?.distinct]).toEqual([10, 90]);
    expect([...(same?.histogram?.counts ?? [])]).toEqual([100]);
    expect(note?.range).toBeNull();
    expect(view.suggestedTargets).toEqual(['kind']);
    expect(view.suggestedInputs).toEqual(['x', 'y', 'colour', 'on', 'gappy']);
  });

  it.each<[string, Column, string]>([
    ['yes and no', column('last', 'boolean', [0, 1, 0], ['no', 'yes']), 'last'],
    ['a few labels', column('last', 'category', [0, 1, 2], ['a', 'b', 'c']), 'last'],
    ['dates', column('last', 'date', [0, 1, 2]), 'x'],
    ['mostly empty labels', column('last', 'category', [0, 1, NaN, NaN, NaN], ['a', 'b']), 'x'],
    ['mostly empty numbers', column('last', 'number', [7, 8, NaN, NaN, NaN]), 'x'],
    ['the same in every row', column('last', 'category', [0, 0, 0], ['a']), 'x'],
  ])('proposes the last column as the target where it can be one: %s', (_what, last, target) => {
    const rows = last.values.length;
    const table = tableOf(
      column(
        'w',
        'number',
        count(rows, (r) => 9 - r),
      ),
      column(
        'x',
        'number',
        count(rows, (r) => r),
      ),
      last,
    );
    const view = describeTable(table);
    expect(view.suggestedTargets).toEqual([target]);
    expect(view.suggestedInputs).toEqual(
      target === 'x' ? ['w', ...(last.type === 'date' ? ['last'] : [])] : ['w', 'x'],
    );
  });

  it('counts each value in the bin that it lies in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 50 }),
        (values) => {
          const [view] = describeTable(tableOf(column('x', 'number', values))).columns;
          const { edges, counts } = view?.histogram ?? { edges: [], counts: new Uint32Array() };
          expect([...edges].every(Number.isFinite)).toBe(true);
          expect(counts.reduce((a, b) => a + b)).toBe(values.length);
        },
      ),
    );
  });
});
