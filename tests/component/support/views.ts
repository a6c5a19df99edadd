/** Views as the engine would send them, for a small made-up world: y = exp(sin πx₁ + x₂²). */
import { idleEquation } from '../../../shared/contract/views/equation.ts';
import type { TablePreview, DatasetView, TableView } from '../../../shared/contract/views/data.ts';
import type { CurvesView, EdgeView, ModelView, NodeView } from '../../../shared/contract/views/network.ts';
import type { EdgeDetail } from '../../../shared/contract/views/inspected.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import type { HistoryView } from '../../../shared/contract/views/history.ts';
import type { Scores } from '../../../shared/contract/views/scores.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { idleComparison } from '../../../shared/contract/views/comparison.ts';
import { idleSizeStudy } from '../../../shared/contract/views/sizeStudy.ts';
import { idleSearch } from '../../../shared/contract/views/formula.ts';
import { idleTraining } from '../../../shared/contract/views/training.ts';
import { idleFindings } from '../../../shared/contract/views/findings.ts';

const bell = Uint32Array.from({ length: 24 }, (_, i) => Math.round(400 * Math.exp(-(((i - 11.5) / 6) ** 2))));
const edgesOf = (count: number, low: number, high: number): Float64Array =>
  Float64Array.from({ length: count + 1 }, (_, i) => low + ((high - low) * i) / count);

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
  histogram: { edges: edgesOf(24, low, high), counts: bell },
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
    notes: ['3 rows were left out because a value is missing.'],
  };
}

/** A fully connected network of sum nodes; the first node of each hidden layer is a product where `products`. */
export function modelView(
  inputs: readonly string[],
  hidden: readonly number[],
  outputs: readonly string[],
  products = false,
): ModelView {
  const nodes: NodeView[][] = [
    inputs.map((name, i) => ({ kind: 'input', name, number: i + 1, subnodes: [], score: 1, category: null })),
    ...hidden.map((width) => {
      let subnode = 0;
      return Array.from({ length: width }, (_, i): NodeView => {
        const product = products && i === 0;
        const subnodes = product ? [subnode++, subnode++] : [subnode++];
        return {
          kind: product ? 'product' : 'sum',
          name: '',
          number: i + 1,
          subnodes,
          score: 1,
          category: null,
        };
      });
    }),
    outputs.map((name, i) => ({
      kind: 'output',
      name,
      number: i + 1,
      subnodes: [i],
      score: 1,
      category: null,
    })),
  ];
  const edges = nodes.slice(1).flatMap((layer, l) =>
    nodes[l].flatMap((_, input) =>
      layer
        .flatMap((node) => node.subnodes)
        .map((output): EdgeView => ({
          layer: l,
          input,
          output,
          kind: 'spline',
          fn: null,
          locked: false,
          score: scoreOf(l, input, output),
        })),
    ),
  );
  return {
    revision: `r-${inputs.length}-${hidden.join('-')}`,
    shape: nodes.map((layer) => layer.length),
    nodes,
    edges,
    grid: 5,
    order: 3,
    parameters: edges.length * 14 + 12,
  };
}

function scoreOf(layer: number, input: number, output: number): number {
  return Math.abs(Math.sin(1 + layer * 5 + input * 3 + output * 1.7)) ** 2;
}

/** The curve of an edge at x in [−1, 1]; `phase` moves it, as training would. */
export function curve(edge: EdgeRef, x: number, phase = 0): number {
  const kind = (edge.layer * 7 + edge.input * 3 + edge.output) % 5;
  const t = x + 0.1 * Math.sin(phase);
  return [
    Math.sin(Math.PI * t),
    t * t - 0.4,
    Math.exp(1.4 * t) / 3 - 0.6,
    Math.tanh(3 * t + 0.4),
    0.3 * t + 0.25 * Math.sin(5 * t + phase),
  ][kind];
}

export function curvesView(model: ModelView, points: number, phase = 0): CurvesView {
  return {
    revision: model.revision,
    curves: model.edges.map(({ layer, input, output }) => ({
      layer,
      input,
      output,
      y: Float32Array.from({ length: points }, (_, i) =>
        curve({ layer, input, output }, -1 + (2 * i) / (points - 1), phase),
      ),
    })),
    scores: Float32Array.from(model.edges, (edge) => edge.score),
  };
}

export function edgeDetail(model: ModelView, { layer, input, output }: EdgeRef, phase = 0): EdgeDetail {
  const x = Float64Array.from({ length: 201 }, (_, i) => -1 + i / 100);
  const edge = model.edges.find((e) => e.layer === layer && e.input === input && e.output === output);
  const name = model.nodes[layer][input].name;
  return {
    layer,
    input,
    output,
    kind: edge?.kind ?? 'spline',
    fn: edge?.fn ?? null,
    affine: edge?.kind === 'symbolic' ? [3.1416, 0, 1, 0] : null,
    fromLabel: name || `h${layer},${input + 1}`,
    toLabel: model.nodes[layer + 1][0].name || `h${layer + 1},${output + 1}`,
    inputUnits: layer === 0 ? { name, column: name, logarithm: false, shift: 20, scale: 5 } : null,
    x,
    y: x.map((value) => curve({ layer, input, output }, value, phase)),
    knots: Float64Array.from({ length: 6 }, (_, i) => -1 + i * 0.4),
    histogram: { edges: edgesOf(24, -1, 1), counts: bell },
    range: [-0.98, 0.99],
    toTarget: layer === 0 ? null : { factor: 2.5, quantity: 'y' },
    score: edge?.score ?? 0,
    base: 'silu',
    scaleBase: 0.42,
    scaleSpline: 1.03,
    locked: edge?.locked ?? false,
    derivative: x.map(
      (value) =>
        (curve({ layer, input, output }, value + 1e-4, phase) -
          curve({ layer, input, output }, value - 1e-4, phase)) /
        2e-4,
    ),
    band: null,
    category: null,
  };
}

export function scores(rmse: number, r2: number): Scores {
  const targets = [{ name: 'y', rmse, r2 }];
  return {
    rows: 150,
    rmse,
    r2,
    targets,
    crossEntropy: null,
    accuracy: null,
    rocAuc: null,
    confusion: null,
  };
}

export const noHistory: HistoryView = { revisions: [], current: null, undo: null, redo: null };

export const emptySnapshot: Snapshot = {
  table: null,
  lostTable: null,
  lostBecause: '',
  unprotected: null,
  dataset: null,
  setup: null,
  networkSetup: null,
  ladder: null,
  lines: null,
  trainingSetup: null,
  model: null,
  training: idleTraining,
  scores: null,
  history: noHistory,
  formulaSearch: idleSearch,
  comparison: idleComparison,
  sizeStudy: idleSizeStudy,
  ...{ phases: null, findings: idleFindings, thresholdUnsaved: false },
  equation: idleEquation,
  threshold: 0.5,
  equationSteps: { draft: null, canUndo: false, canRedo: false, outOfDate: false, unsaved: false },
  unsaved: false,
  recovered: false,
};
