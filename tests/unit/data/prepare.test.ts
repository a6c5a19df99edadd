/** From a table to a data set: scaling and roles. */
import { describe, expect, it } from 'vitest';
import fc from '../../support/properties.ts';
import { prepareDataset } from '../../../main/engine/data/index.ts';
import type { Column, Table } from '../../../main/engine/data/table/table.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { KanError } from '../../../shared/errors.ts';
import { column, tableOf, count, setup, hundred, all } from './preparedTables.ts';

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
    expect(dropped.gapsNote).toBe('10 rows of 100 left out for missing values in gappy (10).');
    // The window has it from the check of the table, and does not say it twice.
    expect(dropped.notes).toEqual([]);
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
    const tens = Uint32Array.from({ length: 10 }, (_, ten) => 10 * ten);
    expect(filled.filled).toEqual([{ column: 'gappy', inputs: ['gappy'], rows: tens }]);
    expect(dropped.filled).toEqual([]);
  });

  it('says which columns are constant', async () => {
    expect((await prepareDataset(hundred, { ...setup, inputs: ['x', 'same'] })).notes).toEqual([
      '“same” is 5 in every training row: it has no effect on the prediction.',
    ]);
    expect((await prepareDataset(hundred, { ...setup, targets: ['same'] })).notes).toEqual([
      'The target “same” is 5 in every training row: it cannot be predicted from the inputs.',
    ]);
  });

  it('says that a target of two numbers may be a class', async () => {
    const two = {
      ...hundred,
      columns: hundred.columns.map((column) =>
        column.name === 'y' ? { ...column, values: column.values.map((_, row) => row % 2) } : column,
      ),
    };
    const notes = async (changed: Partial<typeof setup>): Promise<readonly string[]> =>
      (await prepareDataset(two, { ...setup, ...changed })).notes;
    expect(await notes({ inputs: ['x'], targets: ['y'] })).toEqual([
      '“y” has only the values 0 and 1, and is predicted as a number. For the probability of each, set “Predict” to “A class”.',
    ]);
    expect(await notes({ inputs: ['x'], targets: ['y'], task: 'classification' })).toEqual([]);
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

  const named = (labels: number): Column =>
    column(
      'id',
      'category',
      count(400, (r) => r % labels),
      Array.from({ length: labels }, (_, i) => `n${i}`),
    );
  const numbers = column(
    'y',
    'number',
    count(400, (r) => r),
  );

  it('takes a column of a hundred labels as an input', async () => {
    const { encoding } = await prepareDataset(tableOf(named(100), numbers), { ...setup, inputs: ['id'] });
    expect(encoding.features.length).toBe(100);
  });

  const many = tableOf(
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
      tableOf(named(101), numbers),
      { inputs: ['id'] },
      '“id” has 101 labels; an input can have at most 100, as each becomes an input of its own. | Remove it from the inputs, or group its labels in the file.',
    ],
    [
      'data.too-few-rows',
      many,
      {},
      'Only 3 rows would be left to train on (of 100 rows, 3 complete); at least 4 are needed. | The target “y” is missing in 97 rows: choose another target, or a table with its values.',
    ],
    [
      'data.too-few-rows',
      tableOf(
        column(
          'x',
          'number',
          count(20, (i) => i),
        ),
        column(
          'y',
          'number',
          count(20, (i) => (i - 10.5) * 1e246),
        ),
      ),
      {},
      'Only 0 rows would be left to train on (of 20 rows, 0 complete); at least 4 are needed. | Values beyond ±1e+150 in “y” are read as missing: a larger unit keeps them. The target “y” is missing in 20 rows: choose another target, or a table with its values.',
    ],
    [
      'data.too-few-rows',
      many,
      { inputs: ['y'], targets: ['x'] },
      'Only 3 rows would be left to train on (of 100 rows, 3 complete); at least 4 are needed. | “y” is missing in 97 rows: do not use it as an input, or fill missing inputs with the median.',
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
