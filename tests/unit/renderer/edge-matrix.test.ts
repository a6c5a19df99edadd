/** The network as matrices: what stands in which row and column, and what is folded. */
import { describe, expect, it } from 'vitest';
import { labelValues, layerMatrices, suitsMatrix } from '../../../renderer/rooms/graph/edge-matrix.ts';
import type { EdgeView, ModelView, NodeView } from '../../../shared/contract/views.ts';

/** x, a column of labels p and q, unused z; two nodes, the second a product of two. */
function model(): ModelView {
  const node = (kind: NodeView['kind'], name: string, number: number, subnodes: number[]): NodeView => ({
    ...{ kind, name, number, subnodes },
    score: 0,
  });
  const edge = (layer: number, input: number, output: number, removed = false): EdgeView => ({
    ...{ layer, input, output, fn: null, locked: false, score: 0 },
    kind: removed ? 'removed' : 'spline',
  });
  return {
    revision: 'r',
    shape: [4, 2, 1],
    nodes: [
      ['x', 'c=p', 'c=q', 'z'].map((name, i) => node('input', name, i + 1, [])),
      [node('sum', '', 1, [0]), node('product', '', 2, [1, 2])],
      [node('output', 'y', 1, [0])],
    ],
    edges: [
      ...[0, 1, 2, 3].flatMap((input) => [0, 1, 2].map((output) => edge(0, input, output, input === 3))),
      edge(1, 0, 0),
      edge(1, 1, 0),
    ],
    ...{ grid: 3, order: 3, parameters: 14 },
  };
}

const sources = [
  { column: 'x', label: null },
  { column: 'c', label: 'p' },
  { column: 'c', label: 'q' },
  { column: 'z', label: null },
];

describe('the matrix of a layer', () => {
  const scores = [1, 0, 0, 2, 3, 1, 2, 3, 1, 9, 9, 9, 4, 5];
  const [first, second] = layerMatrices(model(), scores, sources);

  it('has a row for each column of the table, the labels of one together, the most important first', () => {
    expect(first.rows.map(({ name, score }) => [name, score])).toEqual([
      ['c', 12],
      ['x', 1],
    ]);
    expect(first.columns.map(({ name, score }) => [name, score])).toEqual([
      ['h₁,₂', 8],
      ['h₁,₁', 5],
    ]);
    const [ofProduct, ofSum] = first.rows[0].cells;
    expect(ofSum.map(({ label, position }) => [label, position])).toEqual([
      ['p', 3],
      ['q', 6],
    ]);
    expect(ofProduct).toHaveLength(4);
  });

  it('hides inputs without an edge', () => {
    expect(first.unused).toEqual(['z']);
    expect(second.unused).toEqual([]);
    expect(second.rows.map(({ name }) => name)).toEqual(['h₁,₂', 'h₁,₁']);
  });

  it('has a row for each input when the columns are unknown', () => {
    expect(layerMatrices(model(), scores, [])[0].rows.map(({ name }) => name)).toEqual(['c=p', 'c=q', 'x']);
  });
});

it('the value of a label is the rise of its curve from 0 to 1', () => {
  expect(labelValues([[1, 2, 4], null, [2, 0]])).toEqual([3, NaN, -2]);
});

it('the matrix is the default from sixty edges on, unless it would be too wide', () => {
  const small = model();
  const edges = Array.from({ length: 60 }, () => small.edges[0]);
  expect(suitsMatrix({ ...small, edges })).toBe(true);
  expect(suitsMatrix({ ...small, edges: edges.slice(1) })).toBe(false);
  expect(suitsMatrix({ ...small, edges, shape: [4, 64, 1] })).toBe(false);
});
