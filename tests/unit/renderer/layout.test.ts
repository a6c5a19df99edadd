import { describe, expect, test } from 'vitest';
import { labelScale } from '../../../renderer/drawing/labels.ts';
import { lanes } from '../../../renderer/drawing/lanes.ts';
import { CARD, importance, layoutGraph, type PlacedEdge } from '../../../renderer/drawing/layout.ts';
import { refsOf } from '../../../renderer/drawing/folded.ts';
import { cytoscapeControls, linkOf } from '../../../renderer/drawing/links.ts';
import { seededRandom } from '../../../shared/random.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import { modelView } from '../../component/support/network-views.ts';
import { removed } from './thinned.ts';

const hello = modelView(['x1', 'x2'], [5], ['y']);

describe('the layout of a network', () => {
  test('places every node and every edge', () => {
    const layout = layoutGraph(hello);
    expect(layout.nodes).toHaveLength(8);
    expect(layout.edges).toHaveLength(15);
    expect(new Set(layout.edges.map(({ id }) => id)).size).toBe(15);
  });

  test('runs from left to right: nodes, plots, nodes', () => {
    const layout = layoutGraph(hello);
    const x = new Map(layout.nodes.map((node) => [node.id, node.x]));
    for (const edge of layout.edges) {
      expect(edge.x).toBeGreaterThan((x.get(edge.source) ?? NaN) + CARD.width);
      expect(edge.x).toBeLessThan((x.get(edge.target) ?? NaN) - CARD.width);
    }
  });

  test.each([
    ['hello', hello],
    ['deep', modelView(['a', 'b', 'c', 'd'], [6, 3], ['u', 'v'], true)],
    [
      'wide',
      modelView(
        Array.from({ length: 30 }, (_, i) => `i${i}`),
        [64],
        ['y'],
      ),
    ],
  ])('%s: no two plots overlap', (_, model) => {
    const { edges } = layoutGraph(model);
    for (const [i, a] of edges.entries())
      for (const b of edges.slice(i + 1))
        if (Math.abs(a.x - b.x) < CARD.width && Math.abs(a.y - b.y) < CARD.height)
          throw new Error(`${a.id} lies on ${b.id}`);
  });

  test('is no taller than wide for a large network', () => {
    const { nodes, edges } = layoutGraph(
      modelView(
        Array.from({ length: 30 }, (_, i) => `i${i}`),
        [64],
        ['y'],
      ),
    );
    const width = Math.max(...nodes.map(({ x }) => x)) - Math.min(...nodes.map(({ x }) => x));
    const height = Math.max(...edges.map(({ y }) => y)) - Math.min(...edges.map(({ y }) => y));
    expect(height).toBeLessThanOrEqual(width);
  });

  test('is centred on the axis', () => {
    const { nodes } = layoutGraph(hello);
    const layer = nodes.filter((node) => node.layer === 1);
    expect(layer.reduce((sum, { y }) => sum + y, 0)).toBeCloseTo(0, 9);
  });

  test('leaves out removed edges, and connects factors to their product', () => {
    const model = modelView(['a'], [2], ['y'], true);
    const first = layoutGraph({
      ...model,
      edges: model.edges.map((e, i) => (i === 0 ? { ...e, kind: 'removed' } : e)),
    });
    expect(first.edges.map(({ id }) => id)).not.toContain('e0-0-0');
    expect(first.edges.find(({ id }) => id === 'e0-0-1')?.target).toBe('n1-0');
    expect(first.edges.find(({ id }) => id === 'e0-0-2')?.target).toBe('n1-1');
  });

  test('works for a network without hidden layers and one with everything removed', () => {
    const model = modelView(['a', 'b'], [], ['y']);
    expect(layoutGraph(model).edges).toHaveLength(2);
    const bare = layoutGraph({
      ...model,
      edges: model.edges.map((edge) => ({ ...edge, kind: 'removed' as const })),
    });
    expect(bare.edges).toHaveLength(0);
    expect(bare.nodes.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    expect(bare.ink).toBe(1);
  });
});

/** A network of numbers and of one category with three labels. */
function withCategory(numbers: number): ModelView {
  const names = Array.from({ length: numbers }, (_, i) => `x${i}`);
  const model = modelView([...names, 'c=p', 'c=q', 'c=r'], [], ['y']);
  const inputs = model.nodes[0].map((node, i) =>
    i < numbers ? node : { ...node, category: { column: 'c', label: node.name.slice(2) } },
  );
  return { ...model, nodes: [inputs, model.nodes[1]] };
}

describe('a category', () => {
  const layout = layoutGraph(withCategory(2));

  test('is one node with the name of its column', () => {
    expect(layout.nodes.filter(({ layer }) => layer === 0).map(({ label }) => label)).toEqual([
      'x0',
      'x1',
      'c',
    ]);
  });

  test('has one edge to each node, with a part for each label', () => {
    expect(layout.edges).toHaveLength(3);
    const [edge] = layout.edges.filter(({ parts }) => parts.length > 1);
    expect(edge.source).toBe('n0-2');
    expect(edge.parts.map(({ label, position }) => [label, position])).toEqual([
      ['p', 2],
      ['q', 3],
      ['r', 4],
    ]);
  });

  test('keeps its edge while one label is left, and knows the pruned ones', () => {
    const { edges } = layoutGraph(removed(withCategory(2), ({ input }) => input !== 3));
    const [edge] = edges.filter(({ parts }) => parts.length > 1);
    expect(edge.edge.kind).toBe('spline');
    expect(edge.parts.map(({ edge: { kind } }) => kind)).toEqual(['spline', 'removed', 'spline']);
    expect(refsOf(edge).map(({ input }) => input)).toEqual([2, 4]);
  });
});

describe('inputs that are not used', () => {
  const onlyFirst = (numbers: number): ModelView =>
    removed(withCategory(numbers), ({ input }) => input === 0);

  test('are one line below the others', () => {
    const { nodes, unused } = layoutGraph(onlyFirst(4));
    expect(nodes.filter(({ layer }) => layer === 0).map(({ label }) => label)).toEqual(['x0']);
    expect(unused?.names).toEqual(['x1', 'x2', 'x3', 'c']);
    expect(unused?.y).toBeGreaterThan(Math.max(...nodes.map(({ y }) => y)));
  });

  test('have their nodes where they are few, where pruned edges are shown, and where no input is used', () => {
    expect(layoutGraph(onlyFirst(2)).unused).toBeNull();
    expect(layoutGraph(onlyFirst(4), { untangled: true, removed: true }).unused).toBeNull();
    expect(layoutGraph(removed(withCategory(4), () => false)).unused).toBeNull();
  });
});

describe('plots and lines', () => {
  /** Whether the link of an edge runs through the plot of another, within the bank. */
  const crosses = (edge: PlacedEdge, other: PlacedEdge): boolean =>
    edge !== other &&
    Math.abs(edge.y - other.y) < CARD.height / 2 &&
    Math.abs(edge.x - other.x) >= CARD.width;

  test.each([12, 30, 45, 60])('no line of %i edges runs through the plot of another', (count) => {
    const names = Array.from({ length: count }, (_, i) => `x${i}`);
    const { edges } = layoutGraph(modelView(names, [], ['y']));
    expect(edges.filter((edge) => edges.some((other) => crosses(edge, other)))).toEqual([]);
    expect(edges.every(({ bank }) => !bank.grid)).toBe(true);
  });

  test('a plot is level with its input where all lines lead to one node', () => {
    const names = Array.from({ length: 30 }, (_, i) => `x${i}`);
    const { edges } = layoutGraph(modelView(names, [], ['y']));
    for (const { y, start } of edges) expect(y).toBeCloseTo(start.y, 6);
  });

  test('links end at the sides of a grid', () => {
    const { edges } = layoutGraph(modelView(['a', 'b', 'c', 'd', 'e', 'f', 'g'], [10], ['y']));
    const [edge] = edges;
    expect(edge.bank.grid).toBe(true);
    expect(linkOf(edge, 'in').end.x).toBe(edge.bank.left);
    expect(linkOf(edge, 'out').start.x).toBe(edge.bank.right);
  });
});

describe('lanes', () => {
  test('stay where they are wanted when they are apart', () => {
    expect(lanes([-50, 0, 60], 40)).toEqual([-50, 0, 60]);
  });

  test('make room around the mean of those that are too near', () => {
    expect(lanes([0, 0, 0, 200], 10)).toEqual([-10, 0, 10, 200]);
  });

  test('are never nearer than asked', () => {
    const random = seededRandom(3);
    const wanted = Array.from({ length: 40 }, () => 300 * random.next()).sort((a, b) => a - b);
    const found = lanes(wanted, 12);
    found.slice(1).forEach((height, i) => expect(height - found[i]).toBeGreaterThanOrEqual(12 - 1e-9));
  });
});

describe('links', () => {
  test('start and end horizontally: each control point has the height of its end', () => {
    const [x0, y0, x1, y1] = [10, -40, 130, 70];
    const { distances, weights } = cytoscapeControls({
      start: { x: x0, y: y0 },
      end: { x: x1, y: y1 },
      lane: { from: x0, to: x1 },
    });
    const length = Math.hypot(x1 - x0, y1 - y0);
    // Cytoscape: start + weight·(end − start) + distance·(−dy, dx)/length
    const height = (i: number): number => y0 + weights[i] * (y1 - y0) + (distances[i] * (x1 - x0)) / length;
    expect(height(0)).toBeCloseTo(y0, 9);
    expect(height(1)).toBeCloseTo(y1, 9);
  });

  test('are horizontal before the curve starts and after its end', () => {
    const [x0, y0, x1, y1] = [10, -40, 230, 70];
    const { distances, weights } = cytoscapeControls({
      start: { x: x0, y: y0 },
      end: { x: x1, y: y1 },
      lane: { from: 50, to: 150 },
    });
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = Math.hypot(dx, dy);
    const points = weights.map((weight, i) => [
      x0 + weight * dx - (distances[i] * dy) / length,
      y0 + weight * dy + (distances[i] * dx) / length,
    ]);
    expect(points).toHaveLength(4);
    expect(points.map(([, y]) => Math.round(y))).toEqual([y0, y0, y1, y1]);
    expect(points[0][0]).toBeCloseTo(50, 9);
    expect(points[3][0]).toBeCloseTo(150, 9);
  });

  test('pass between the plots of a bank of two columns', () => {
    const { edges } = layoutGraph(modelView(['a', 'b', 'c', 'd'], [5], ['y']));
    const bank = edges.filter(({ edge }) => edge.layer === 0);
    const columns = [...new Set(bank.map(({ x }) => x))];
    expect(columns).toHaveLength(2);
    for (const edge of bank)
      for (const other of bank.filter(({ x }) => x !== edge.x))
        expect(Math.abs(edge.y - other.y)).toBeGreaterThan(CARD.height / 2);
  });

  test('a layer of two hundred nodes does not make the others tiny', () => {
    const names = Array.from({ length: 199 }, (_, i) => `c${i}`);
    const { nodes, edges } = layoutGraph(modelView(names, [5], ['y']));
    const span = (ys: number[]) => Math.max(...ys) - Math.min(...ys);
    const plots = span(edges.map(({ y }) => y));
    expect(span(nodes.map(({ y }) => y))).toBeLessThan(1.1 * plots);
    for (const node of nodes.filter(({ layer }) => layer === 0)) expect(node.room).toBeLessThan(plots / 199);
  });

  test('labels keep their size on screen while the drawing shrinks, within bounds', () => {
    expect(labelScale(1, 1)).toBe(1);
    expect(labelScale(1, 3)).toBe(1);
    expect(12 * labelScale(1, 0.5) * 0.5).toBeCloseTo(10.5, 9);
    expect(12 * labelScale(1, 0.3) * 0.3).toBeCloseTo(10.5, 9);
    expect(labelScale(1, 0.01)).toBe(4);
  });

  test('importance grows with the score and is finite for any score', () => {
    expect(importance(1, 4)).toBe(0.5);
    expect(importance(4, 4)).toBe(1);
    expect(importance(NaN, 4)).toBe(0);
    expect(importance(1, 0)).toBe(0);
  });
});
