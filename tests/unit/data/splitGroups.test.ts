/** Groups of rows that are held out together. */
import { describe, expect, it } from 'vitest';
import fc from '../../support/properties.ts';
import { prepareDataset } from '../../../main/engine/data/index.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import { datasetView } from '../../../main/engine/views/dataset.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { KanError } from '../../../shared/errors.ts';
import { column, count, setup, tableOf } from './preparedTables.ts';

const subjects = (of: readonly number[]) =>
  tableOf(
    column(
      'subject',
      'category',
      of,
      Array.from({ length: Math.max(...of) + 1 }, (_, i) => `s${i}`),
    ),
    column(
      'x',
      'number',
      count(of.length, (row) => (row * 7919) % 1009),
    ),
    column(
      'y',
      'number',
      count(of.length, (row) => (row * 104729) % 997),
    ),
  );
const grouped: DataSetup = { ...setup, inputs: ['x'], targets: ['y'], groups: 'subject' };
const parts = ({ train, validation, test }: Dataset) => [train, validation, test];

describe('rows that stay together', () => {
  it('are never in two parts, whatever their groups are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 30, maxLength: 120 }),
        fc.integer({ min: 0, max: 1000 }),
        async (of, seed) => {
          fc.pre(new Set(of).size >= 3);
          const dataset = await prepareDataset(subjects(of), { ...grouped, seed });
          const groups = parts(dataset).map(
            ({ tableRows }) => new Set(Array.from(tableRows, (row) => of[row])),
          );
          expect(groups.every(({ size }) => size > 0)).toBe(true);
          expect(groups.reduce((sum, { size }) => sum + size, 0)).toBe(new Set(of).size);
          expect(parts(dataset).reduce((sum, { rows }) => sum + rows, 0)).toBe(of.length);
        },
      ),
    );
  });

  it('make parts of about the shares that are asked for', async () => {
    const dataset = await prepareDataset(subjects(count(400, (row) => row % 40)), {
      ...grouped,
      validationFraction: 0.2,
      testFraction: 0.1,
    });
    expect(parts(dataset).map(({ rows }) => rows)).toEqual([280, 80, 40]);
    expect(dataset.notes).toContain(
      '“subject” keeps rows together: of its groups 28 train, 8 validate, 4 test. Errors on held-out rows are those for groups that were not trained on.',
    );
    expect(datasetView(dataset).groups).toEqual({ train: 28, validation: 8, test: 4 });
    expect(datasetView({ ...dataset, testApart: true }).groups?.test).toBeNull();
  });

  it('leave a group of most rows in training', async () => {
    const of = count(200, (row) => (row < 150 ? 0 : 1 + (row % 5)));
    for (let seed = 0; seed < 10; seed++) {
      const { train } = await prepareDataset(subjects(of), { ...grouped, seed });
      expect(Array.from(train.tableRows, (row) => of[row])).toContain(0);
    }
  });

  it('are not all held out beside a group of most rows', async () => {
    const of = count(340, (row) => (row < 300 ? 0 : 1 + (row % 8)));
    for (let seed = 0; seed < 10; seed++) {
      const dataset = await prepareDataset(subjects(of), {
        ...grouped,
        seed,
        validationFraction: 0.15,
        testFraction: 0.15,
      });
      const groups = parts(dataset).map(({ tableRows }) => new Set(Array.from(tableRows, (row) => of[row])));
      expect(groups.map(({ size }) => size)).toEqual([3, 3, 3]);
    }
  });

  it('without a value are groups of their own', async () => {
    const table = subjects(count(60, (row) => row % 3));
    const [subject, ...others] = table.columns;
    const gaps = {
      ...subject,
      values: subject.values.map((value, row) => (row < 30 ? NaN : value)),
      missing: 30,
    };
    const { train, validation, groups, notes } = await prepareDataset(
      { ...table, columns: [gaps, ...others] },
      grouped,
    );
    expect(new Set(groups?.of).size).toBe(33);
    expect(train.rows + validation.rows).toBeGreaterThan(40);
    expect(notes.join()).toContain('not trained on. 30 rows without a value are groups of their own.');
  });

  it.each<[string, Partial<DataSetup>, string]>([
    [
      'data.group-has-role',
      { inputs: ['x', 'subject'] },
      '“subject” keeps rows together and is also an input',
    ],
    [
      'data.too-few-groups',
      {},
      '“subject” has 2 groups of usable rows; 3 are needed, so that some can be held out.',
    ],
    ['data.unknown-column', { groups: 'sbject' }, 'There is no column “sbject”'],
  ])('refuses: %s', async (code, changes, says) => {
    const table = subjects(count(40, (row) => row % 2));
    const error = await prepareDataset(table, { ...grouped, ...changes }).then(
      () => null,
      (thrown: unknown) => thrown as KanError,
    );
    expect(error?.detail.code).toBe(code);
    expect(error?.detail.message).toContain(says);
  });
});

describe('groups of a test table', () => {
  const trained = subjects(count(60, (row) => row % 6));
  const noteOn = async (test: Table, changes: Partial<DataSetup> = {}) => {
    const testTable = { ...test, fileName: 'new.csv' };
    const { notes } = await prepareDataset(trained, { ...grouped, ...changes }, { testTable });
    return notes.filter((note) => note.includes('new.csv'));
  };

  it('are told where they were trained on, with their rows', async () => {
    // s0 … s5 are known; s4 … s9 are in the test table, s4 three times, s5 once.
    expect(await noteOn(subjects([4, 4, 4, 5, 6, 6, 7, 8, 9, 9]))).toEqual([
      '2 of the 6 groups “subject” in new.csv (4 of 10 rows) are also among those trained on: errors on this table are too small for new groups.',
    ]);
    expect(await noteOn(subjects([3, 9, 9, 9]))).toEqual([
      expect.stringMatching(/^1 of the 2 groups “subject” in new\.csv \(1 of 4 rows\) is also among/u),
    ]);
    expect(await noteOn(subjects([0, 1, 1, 2]))).toEqual([
      expect.stringMatching(/^All 3 groups “subject” in new\.csv \(4 of 4 rows\) are also among/u),
    ]);
  });

  it('leave the note on groups true of the validation rows', async () => {
    const testTable = subjects([4, 4, 5]);
    const { notes } = await prepareDataset(trained, grouped, { testTable });
    expect(notes.join()).toContain(
      'Errors on validation rows are those for groups that were not trained on.',
    );
  });

  it('are not told where all are new, or nothing keeps rows together', async () => {
    expect(await noteOn(subjects([6, 7, 7, NaN, 8]))).toEqual([]);
    const alone: DataSetup = { ...grouped };
    delete alone.groups;
    const testTable = { ...trained, fileName: 'new.csv' };
    expect((await prepareDataset(trained, alone, { testTable })).notes.join()).not.toContain(
      '“subject” in new.csv',
    );
  });

  it('are known by their names, however the column is written there', async () => {
    const numbers = tableOf(
      column('Subject', 'category', [0, 1, 2], ['7', '2', '8']),
      column('x', 'number', [1, 2, 3]),
      column('y', 'number', [1, 2, 3]),
    );
    const table = tableOf(
      column(
        'subject',
        'number',
        count(60, (row) => row % 6),
      ),
      ...trained.columns.slice(1),
    );
    const { notes } = await prepareDataset(table, grouped, {
      testTable: { ...numbers, fileName: 'new.csv' },
    });
    expect(notes.at(-1)).toMatch(/^1 of the 3 groups “subject” in new\.csv \(1 of 3 rows\)/u);
  });

  it('cannot be told in a table without the column', async () => {
    const test = tableOf(...subjects([1, 2, 3]).columns.slice(1));
    expect(await noteOn(test)).toEqual([
      'new.csv has no groups “subject”: whether they were trained on is not known.',
    ]);
  });
});
