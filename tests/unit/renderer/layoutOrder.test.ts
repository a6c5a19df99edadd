/** The order of nodes in the drawing, and the way of the arrow keys through them. */
import { describe, expect, test } from 'vitest';
import { layoutGraph } from '../../../renderer/drawing/layout.ts';
import { crossings, exchanges, untangle, type Link } from '../../../renderer/drawing/order.ts';
import { walk, type Direction } from '../../../renderer/rooms/graph/keyboard.ts';
import { seededRandom } from '../../../shared/random.ts';
import { modelView } from '../../component/support/network-views.ts';

const hello = modelView(['x1', 'x2'], [5], ['y']);

describe('going through the graph by arrow keys', () => {
  const layout = layoutGraph(modelView(['a', 'b', 'c'], [4, 2], ['y']));

  test('reaches every edge', () => {
    const seen = new Set<string>();
    const queue = [walk(layout.edges, null, 'first')?.id ?? ''];
    while (queue.length > 0) {
      const id = queue.pop() ?? '';
      if (seen.has(id)) continue;
      seen.add(id);
      for (const direction of ['up', 'down', 'left', 'right'] satisfies Direction[])
        queue.push(walk(layout.edges, id, direction)?.id ?? id);
    }
    expect(seen.size).toBe(layout.edges.length);
  });

  test('stays at the border', () => {
    const first = walk(layout.edges, null, 'first');
    expect(walk(layout.edges, first?.id ?? '', 'left')).toBe(first);
    expect(walk(layout.edges, first?.id ?? '', 'up')).toBe(first);
    const last = walk(layout.edges, null, 'first') && walk(layout.edges, first?.id ?? '', 'last');
    expect(last).toBe(layout.edges.at(-1));
  });
});

describe('the order of nodes', () => {
  const byLayer = (sizes: readonly number[], links: readonly Link[]) =>
    sizes.slice(1).map((_, layer) => links.filter((link) => link.layer === layer));

  /** Every pair by itself. */
  const plainCrossings = (order: readonly (readonly number[])[], links: readonly Link[]): number => {
    const place = (layer: number, node: number): number => order[layer].indexOf(node);
    let count = 0;
    for (const [i, a] of links.entries())
      for (const b of links.slice(i + 1))
        if (a.layer === b.layer) {
          const from = place(a.layer, a.from) - place(b.layer, b.from);
          const to = place(a.layer + 1, a.to) - place(b.layer + 1, b.to);
          if (from * to < 0) count++;
        }
    return count;
  };

  test('crossings are counted as by comparing all pairs', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 20; round++) {
      const sizes = [4, 5, 6];
      const links = sizes.slice(1).flatMap((to, layer) =>
        Array.from({ length: 9 }, () => ({
          layer,
          from: random.integer(sizes[layer]),
          to: random.integer(to),
        })),
      );
      const order = sizes.map((size) => Array.from({ length: size }, (_, i) => size - 1 - i));
      expect(crossings(order, byLayer(sizes, links))).toBe(plainCrossings(order, links));
    }
  });

  test('finds an order without crossings if there is one', () => {
    // Input i feeds hidden node 4 − i alone, and all feed the output.
    const links = Array.from({ length: 5 }, (_, i) => [
      { layer: 0, from: i, to: 4 - i },
      { layer: 1, from: i, to: 0 },
    ]).flat();
    const order = untangle([5, 5, 1], links);
    expect(order[1]).toEqual([4, 3, 2, 1, 0]);
    expect(crossings(order, byLayer([5, 5, 1], links))).toBe(0);
  });

  test('keeps the order of a full network, of inputs and of outputs', () => {
    const { nodes } = layoutGraph(hello);
    const indices = (layer: number) => nodes.filter((node) => node.layer === layer).map(({ index }) => index);
    expect(indices(1)).toEqual([0, 1, 2, 3, 4]);
    expect(untangle([2, 2], [{ layer: 0, from: 0, to: 1 }])).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test('swaps store the order that is shown', () => {
    expect(exchanges([0, 1, 2, 3], 1, 3)).toEqual([[1, 3]]);
    const shown = [3, 0, 4, 1];
    const own = [0, 1, 3, 4];
    const held = [...own];
    for (const [a, b] of exchanges(shown, 0, 4)) {
      const [i, j] = [own.indexOf(a), own.indexOf(b)];
      [held[i], held[j]] = [held[j], held[i]];
    }
    expect(held).toEqual([3, 4, 0, 1]);
  });

  test('hidden nodes without edges are drawn only together with removed edges', () => {
    const model = modelView(['a', 'b'], [3], ['y']);
    const edges = model.edges.map((edge) =>
      (edge.layer === 0 ? edge.output : edge.input) === 1 ? { ...edge, kind: 'removed' as const } : edge,
    );
    const drawn = (removed: boolean) =>
      layoutGraph({ ...model, edges }, { untangled: true, removed }).nodes.filter(({ layer }) => layer === 1);
    expect(drawn(false).map(({ index }) => index)).toEqual([0, 2]);
    expect(drawn(true)).toHaveLength(3);
  });
});
