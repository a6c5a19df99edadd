/** Tables and a set-up for the tests of data sets. */
import type { Split } from '../../../main/engine/data/dataset/dataset.ts';
import type { Column, Table } from '../../../main/engine/data/table/table.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';

/** How a plain CSV file is read. */
export const csvFormat: Table['format'] = {
  source: 'csv',
  sheet: '',
  delimiter: ',',
  decimal: '.',
  thousands: '',
  header: true,
  encoding: 'utf-8',
  comment: '',
  missing: [],
};

export function column(
  name: string,
  type: Column['type'],
  values: ArrayLike<number>,
  labels: readonly string[] = [],
): Column {
  return {
    name,
    type,
    values: Float64Array.from(values),
    labels,
    missing: Array.from(values).filter(Number.isNaN).length,
  };
}

export function tableOf(...columns: Column[]): Table {
  return {
    fileName: 't.csv',
    rows: columns[0]?.values.length ?? 0,
    format: csvFormat,
    columns,
    issues: [],
    hash: '',
  };
}

export const count = (rows: number, of: (row: number) => number): number[] =>
  Array.from({ length: rows }, (_, row) => of(row));

export const setup: DataSetup = {
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

export const hundred = tableOf(
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

export const all = (dataset: { train: Split; validation: Split; test: Split }): number[] =>
  [dataset.train, dataset.validation, dataset.test].flatMap((s) => [...s.tableRows]);
