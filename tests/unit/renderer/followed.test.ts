import { describe, expect, it } from 'vitest';
import { followedEdge, followedNode } from '../../../renderer/common/followed.ts';
import type { ModelView, NodeView } from '../../../shared/contract/views/network.ts';

/** Two inputs, hidden nodes of these numbers (those in `products` of two factors), one output. */
function network(numbers: readonly number[], products: readonly number[] = []): ModelView {
  let subnode = 0;
  const hidden = numbers.map((number): NodeView => {
    const subnodes = products.includes(number) ? [subnode++, subnode++] : [subnode++];
    return {
      kind: subnodes.length > 1 ? 'product' : 'sum',
      name: '',
      number,
      subnodes,
      score: 1,
      category: null,
    };
  });
  const inputs = ['a', 'b'].map((name, i): NodeView => {
    return { kind: 'input', name, number: i + 1, subnodes: [], score: 1, category: null };
  });
  const output: NodeView = { kind: 'output', name: 'y', number: 1, subnodes: [0], score: 1, category: null };
  return { nodes: [inputs, hidden, [output]] } as unknown as ModelView;
}

describe('the selection after an edit', () => {
  const before = network([1, 2, 3, 4], [3, 4]);
  const pruned = network([2, 4], [4]);

  it('is the same node and edge when others are removed', () => {
    expect(followedNode({ layer: 1, node: 1 }, before, pruned)).toEqual({ layer: 1, node: 0 });
    // The second factor of h1.4.
    expect(followedEdge({ layer: 0, input: 1, output: 5 }, before, pruned)).toEqual({
      layer: 0,
      input: 1,
      output: 2,
    });
    expect(followedEdge({ layer: 1, input: 3, output: 0 }, before, pruned)).toEqual({
      layer: 1,
      input: 1,
      output: 0,
    });
  });

  it('is empty when the node or edge is removed, and returns with an undo', () => {
    expect(followedNode({ layer: 1, node: 2 }, before, pruned)).toBeNull();
    expect(followedEdge({ layer: 1, input: 0, output: 0 }, before, pruned)).toBeNull();
    expect(followedEdge({ layer: 0, input: 1, output: 2 }, pruned, before)?.output).toBe(5);
  });
});
