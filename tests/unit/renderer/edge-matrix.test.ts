/** The network as matrices: what stands in which row and column, and what is folded. */
import { describe, expect, it } from 'vitest';
import { layerMatrices, suitsMatrix } from '../../../renderer/rooms/graph/lists/edge-matrix.ts';
import type { ImportanceView } from '../../../shared/contract/views/importance.ts';
import type { EdgeView, ModelView, NodeView } from '../../../shared/contract/views/network.ts';

/** x, a column of labels p and q, unused z; two nodes, the second a product of two. */
function model(): ModelView {
  const node = (kind: NodeView['kind'], name: string, number: number, subnodes: number[]): NodeView => ({
    ...{ kind, name, number, subnodes },
    ...{ score: 0, category: name.startsWith('c=') ? { column: 'c', label: name.slice(2) } : null },
  });
  const scores = [1, 0, 0, 2, 3, 1, 2, 3, 1, 9, 9, 9, 4, 5];
  const edge = (layer: number, input: number, output: number, place: number): EdgeView => ({
    ...{ layer, input, output, fn: null, locked: false, score: scores[place] },
    kind: layer === 0 && input === 3 ? 'removed' : 'spline',
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
      ...[0, 1, 2, 3].flatMap((input) =>
        [0, 1, 2].map((output) => edge(0, input, output, 3 * input + output)),
      ),
      edge(1, 0, 0, 12),
      edge(1, 1, 0, 13),
    ],
    ...{ grid: 3, order: 3, parameters: 14 },
  };
}

const importance: ImportanceView = {
  heldOut: true,
  rows: 60,
  far: 0,
  error: 1,
  columns: [
    { name: 'x', inputs: [0], used: true, shuffled: 3, share: 0.8, attribution: 0.1 },
    { name: 'c', inputs: [1, 2], used: true, shuffled: 2, share: 0.2, attribution: 0.9 },
  ],
};

describe('the matrix of a layer', () => {
  const [first, second] = layerMatrices(model(), null);

  it('has a row for each column of the table, the most important first', () => {
    expect(first.rows.map(({ name, score, share }) => [name, score, share])).toEqual([
      ['c', 12, null],
      ['x', 1, null],
    ]);
    expect(first.columns.map(({ name, score }) => [name, score])).toEqual([
      ['h₁,₂', 8],
      ['h₁,₁', 5],
    ]);
  });

  it('has one edge for all labels of a category, and one for each factor of a product', () => {
    const [ofProduct, ofSum] = first.rows[0].cells;
    expect(ofSum.map(({ parts }) => parts.map(({ label, position }) => [label, position]))).toEqual([
      [
        ['p', 3],
        ['q', 6],
      ],
    ]);
    expect(ofProduct).toHaveLength(2);
  });

  it('is sorted by the importance on held-out rows where that is known', () => {
    const [sorted, above] = layerMatrices(model(), importance);
    expect(sorted.rows.map(({ name, share }) => [name, share])).toEqual([
      ['x', 0.8],
      ['c', 0.2],
    ]);
    expect(above.rows.map(({ name }) => name)).toEqual(['h₁,₂', 'h₁,₁']);
  });

  it('hides inputs without an edge', () => {
    expect(first.unused).toEqual(['z']);
    expect(second.unused).toEqual([]);
  });
});

it('the matrix is the default from sixty edges on, unless it would be too wide', () => {
  const small = model();
  const edges = Array.from({ length: 60 }, (_, output) => ({ ...small.edges[0], output }));
  expect(suitsMatrix({ ...small, edges })).toBe(true);
  expect(suitsMatrix({ ...small, edges: edges.slice(1) })).toBe(false);
  expect(suitsMatrix({ ...small, edges, shape: [4, 64, 1] })).toBe(false);
});
