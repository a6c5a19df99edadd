import { describe, expect, test } from 'vitest';
import { findInNetwork } from '../../../renderer/rooms/graph/find.ts';
import { below, rankedScores, thresholdFor } from '../../../renderer/rooms/graph/pruning/prune-ranks.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import { modelView } from '../../component/support/network-views.ts';

const model = modelView(['x1', 'x2'], [3], ['y'], true);

describe('pruning by rank', () => {
  test('the threshold removes exactly the given number of the weakest edges', () => {
    const scores = rankedScores(model, 'edges');
    expect(scores).toHaveLength(model.edges.length);
    for (let count = 0; count <= scores.length; count++)
      expect(below(model, 'edges', thresholdFor(scores, count))).toHaveLength(count);
  });

  test('edges with equal scores are all kept or all removed', () => {
    expect(thresholdFor([1, 1, 1], 2)).toBe(1);
    expect(thresholdFor([], 0)).toBe(0);
    expect(thresholdFor([0, 0], 2)).toBeGreaterThan(0);
  });

  test('removed edges have no rank; a node is removed with all its edges', () => {
    const edges = model.edges.map((edge, i) => (i === 0 ? { ...edge, kind: 'removed' as const } : edge));
    expect(rankedScores({ ...model, edges }, 'edges')).toHaveLength(edges.length - 1);
    const nodes = model.nodes.map((layer, l) =>
      layer.map((node, n) => (l === 1 ? { ...node, score: n } : node)),
    );
    const graded = { ...model, nodes };
    expect(rankedScores(graded, 'nodes')).toEqual([0, 1, 2]);
    // The product has two factors from each of two inputs, and one edge on.
    expect(below(graded, 'nodes', 0.5)).toHaveLength(5);
  });
});

test('the labels of a category have one rank, by the sum of their scores, and go together', () => {
  const plain = modelView(['x', 'c=p', 'c=q'], [], ['y']);
  const scores = [0.5, 0.2, 0.4];
  const category: ModelView = {
    ...plain,
    nodes: [
      plain.nodes[0].map((node, i) =>
        i === 0 ? node : { ...node, category: { column: 'c', label: `${i}` } },
      ),
      plain.nodes[1],
    ],
    edges: plain.edges.map((edge, i) => ({ ...edge, score: scores[i] })),
  };
  expect(rankedScores(category, 'edges')).toEqual([0.5, expect.closeTo(0.6, 12)]);
  expect(below(category, 'edges', 0.55).map(({ input }) => input)).toEqual([0]);
  expect(below(category, 'edges', 0.7).map(({ input }) => input)).toEqual([0, 1, 2]);
});

describe('finding', () => {
  const labels = (typed: string) => findInNetwork(model, typed, 50).map(({ label }) => label);

  test('nodes by name and kind, edges by both ends, in plain digits and arrows', () => {
    expect(labels('product')).toEqual(['h₁,₁']);
    expect(labels('x2 -> h1,3')).toEqual(['x2 → h₁,₃']);
    expect(labels('H1,2 y')).toEqual(['h₁,₂ → y']);
    expect(labels('  ')).toEqual([]);
    expect(labels('no such thing')).toEqual([]);
  });

  test('edges by function and lock', () => {
    const edges = model.edges.map((edge, i) =>
      i === 3 ? { ...edge, kind: 'symbolic' as const, fn: 'tanh', locked: true } : edge,
    );
    expect(findInNetwork({ ...model, edges }, 'tanh locked', 50)).toHaveLength(1);
    expect(findInNetwork(model, 'spline', 4)).toHaveLength(4);
  });
});
