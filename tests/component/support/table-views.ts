/** What the engine says of a small made-up table. */
import type { DatasetView, TablePreview, TableView } from '../../../shared/contract/views/data.ts';

/** A histogram like a bell, over this range. */
export function bell(low: number, high: number): { edges: Float64Array; counts: Uint32Array } {
  const bins = 24;
  return {
    edges: Float64Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins),
    counts: Uint32Array.from({ length: bins }, (_, i) =>
      Math.round(400 * Math.exp(-(((i - 11.5) / 6) ** 2))),
    ),
  };
}

export const preview: TablePreview = {
  fileName: 'pendulum.csv',
  bytes: 48_213,
  format: {
    source: 'csv',
    sheet: '',
    delimiter: ';',
    decimal: ',',
    thousands: '',
    header: true,
    encoding: 'utf-8',
    comment: '#',
    missing: ['', 'NA', 'NaN', '?'],
  },
  overridden: [],
  overrides: {},
  findings: [],
  columns: [
    { name: 'length', type: 'number', missing: [] },
    { name: 'mass', type: 'number', missing: [4] },
    { name: 'material', type: 'category', missing: [] },
    { name: 'period', type: 'number', missing: [] },
  ],
  rows: Array.from({ length: 40 }, (_, i) => [
    (0.4 + i * 0.037).toFixed(3).replace('.', ','),
    i === 4 ? 'NA' : (1 + ((i * 7) % 11) / 10).toFixed(2).replace('.', ','),
    i % 3 ? 'steel' : 'brass',
    (2 * Math.PI * Math.sqrt((0.4 + i * 0.037) / 9.81)).toFixed(4).replace('.', ','),
  ]),
  complete: false,
  allChecked: false,
  issues: [
    {
      severity: 'warning',
      code: 'csv.ragged-row',
      message: 'This row has 3 cells instead of 4.',
      hint: 'The last cell was taken as missing. Check the row for a lost delimiter.',
      line: 212,
      column: null,
    },
    {
      severity: 'note',
      code: 'csv.missing',
      message: 'One value is missing.',
      hint: 'Rows with gaps are left out unless you choose to fill them.',
      line: 6,
      column: 'mass',
    },
  ],
};

const numeric = (name: string, low: number, high: number, missing = 0): TableView['columns'][number] => ({
  name,
  type: 'number',
  missing,
  decades: false,
  distinct: 1000,
  range: { min: low, max: high, mean: (low + high) / 2, std: (high - low) / 3.4 },
  labels: [],
  histogram: bell(low, high),
  unit: '',
});

export const table: TableView = {
  fileName: 'pendulum.csv',
  rows: 1000,
  overrides: {},
  format: preview.format,
  columns: [
    numeric('x1', -1, 1),
    numeric('x2', -1, 1, 3),
    {
      name: 'material',
      type: 'category',
      missing: 0,
      decades: false,
      distinct: 2,
      range: null,
      labels: [
        { label: 'steel', count: 640 },
        { label: 'brass', count: 360 },
      ],
      histogram: null,
      unit: '',
    },
    {
      name: 'remark',
      type: 'text',
      missing: 12,
      decades: false,
      distinct: 988,
      range: null,
      labels: [],
      histogram: null,
      unit: '',
    },
    numeric('y', 0.4, 7.2),
  ],
  issues: preview.issues,
  suggestedInputs: ['x1', 'x2'],
  suggestedTargets: ['y'],
};

export function datasetView(inputs: readonly string[], outputs: readonly string[]): DatasetView {
  return {
    task: 'regression',
    sources: inputs.map((column) => ({ column, label: null, logarithm: false })),
    inputs,
    outputs,
    classes: [],
    rows: { train: 698, validation: 149, test: 150, dropped: 3 },
    groups: null,
    notes: ['3 rows were left out because a value is missing.'],
  };
}
