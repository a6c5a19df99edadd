import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../main/engine/data/batch.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { edgeCount, edgeIndex, layoutOf, shapeOf, type KanModel } from '../../../main/engine/kan/model.ts';
import { presentEdgeCount } from '../../../main/engine/kan/places.ts';
import { prune, worthKeeping, type PruneStatistics } from '../../../main/engine/kan/prune.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(21);
const rows = 200;

function outputs(model: KanModel, inputs: Float64Array): Float64Array {
  return evaluator(model, inputs).forward(model.params) as Float64Array;
}

function evaluator(model: KanModel, inputs: Float64Array) {
  const targets = new Float64Array(rows * shapeOf(model).at(-1));
  const batch: Batch = { rows, inputs, targets, weights: null };
  return referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
}

function statistics(model: KanModel, inputs: Float64Array): readonly PruneStatistics[] {
  return evaluator(model, inputs).statistics(model.params) as readonly PruneStatistics[];
}

const largestGap = (a: Float64Array, b: Float64Array): number =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);

/** Edges are set to constants (a symbolic `0` plus d) or left; all is dense otherwise. */
function withConstants(model: KanModel, edges: readonly [number, number, number, number][]): KanModel {
  const params = model.params.slice();
  const layouts = layoutOf(model.layers);
  const layers = model.layers.map((layer, index) => {
    const mask = layer.mask.slice();
    const symbolic = [...layer.symbolic];
    for (const [at, input, output, constant] of edges) {
      if (at !== index) continue;
      const edge = edgeIndex(layer, input, output);
      mask[edge] = 0;
      symbolic[edge] = '0';
      params[layouts[index].affine + 4 * edge + 3] = constant;
    }
    return { ...layer, mask, symbolic };
  });
  return { layers, params };
}

const inputs = Float64Array.from({ length: 3 * rows }, () => 2 * random.next() - 1);
const dense = ((): KanModel => {
  const model = createModel({ inputs: 3, hidden: [4, 2], outputs: 1, grid: 4, seed: 2 });
  return { ...model, params: model.params.map((value) => value + 0.3 * random.normal()) };
})();

describe('prune', () => {
  it('changes nothing where all scores are above the thresholds', () => {
    expect(prune(dense, statistics(dense, inputs), { node: 0, edge: 0 })).toEqual(dense);
  });

  it('keeps the constants of removed edges, so that the outputs stay', () => {
    // pykan drops them: outputs would be off by what the constants contribute.
    const model = withConstants(dense, [
      [0, 0, 1, 0.7],
      [0, 2, 3, -1.1],
      [1, 0, 0, 0.4],
    ]);
    const pruned = prune(model, statistics(model, inputs), { node: 1e-9, edge: 1e-9 });
    expect(pruned.layers[0].mask[edgeIndex(pruned.layers[0], 0, 1)]).toBe(0);
    expect(pruned.layers[0].symbolic[edgeIndex(pruned.layers[0], 0, 1)]).toBeNull();
    expect(shapeOf(pruned)).toEqual([3, 4, 2, 1]);
    expect(largestGap(outputs(pruned, inputs), outputs(model, inputs))).toBeLessThan(1e-12);
  });

  it('removes a node without incoming edges and moves its constant to the next layer', () => {
    const model = withConstants(dense, [
      [0, 0, 2, 0.3],
      [0, 1, 2, 0.2],
      [0, 2, 2, -0.1],
    ]);
    const pruned = prune(model, statistics(model, inputs), { node: -1, edge: 1e-9 });
    expect(shapeOf(pruned)).toEqual([3, 3, 2, 1]);
    expect(largestGap(outputs(pruned, inputs), outputs(model, inputs))).toBeLessThan(1e-12);
  });

  it('evaluates strong outgoing edges of such a node at its constant', () => {
    // Each incoming edge is weak, the node they feed is not.
    const found = statistics(dense, inputs);
    const weak = [0, 1, 2].map((input) => edgeIndex(dense.layers[0], input, 2));
    const marked = found.map((layer, index) => ({
      ...layer,
      edgeScores: layer.edgeScores.map((_, edge) => (index === 0 && weak.includes(edge) ? 0 : 1)),
    }));
    const pruned = prune(dense, marked, { node: -1, edge: 0.5 });
    expect(shapeOf(pruned)).toEqual([3, 3, 2, 1]);
    const constants = weak.map((edge, input): [number, number, number, number] => [
      0,
      input,
      2,
      found[0].edgeMean[edge],
    ]);
    const expected = outputs(withConstants(dense, constants), inputs);
    expect(largestGap(outputs(pruned, inputs), expected)).toBeLessThan(1e-12);
    expect(largestGap(outputs(dense, inputs), expected)).toBeGreaterThan(1e-3);
  });

  it('removes a node without outgoing edges, and its incoming edges, whatever their scores', () => {
    const model = withConstants(dense, [
      [1, 3, 0, 0.5],
      [1, 3, 1, -0.5],
    ]);
    const pruned = prune(model, statistics(model, inputs), { node: -1, edge: 1e-9 });
    expect(shapeOf(pruned)).toEqual([3, 3, 2, 1]);
    expect(largestGap(outputs(pruned, inputs), outputs(model, inputs))).toBeLessThan(1e-12);
  });

  it('removes weak nodes with their edges', () => {
    const found = statistics(dense, inputs);
    const weakest = Math.min(...found[1].inputScores);
    const pruned = prune(dense, found, { node: weakest, edge: -1 });
    expect(shapeOf(pruned)).toEqual([3, 3, 2, 1]);
    expect(pruned.layers.map(edgeCount)).toEqual([9, 6, 2]);
    const node = found[1].inputScores.indexOf(weakest);
    const [first, second] = worthKeeping(dense, found, { node: weakest, edge: -1 });
    const into = (layer: number, input: number, output: number): number =>
      edgeIndex(dense.layers[layer], input, output);
    expect([0, 1, 2].map((input) => first[into(0, input, node)])).toEqual([0, 0, 0]);
    expect([0, 1].map((output) => second[into(1, node, output)])).toEqual([0, 0]);
    expect([...first, ...second].filter((kept) => kept === 0)).toHaveLength(5);
  });

  it('keeps the means of the edges from a weak node, so that the mean of the output stays', () => {
    const found = statistics(dense, inputs).map((layer, index) => ({
      ...layer,
      inputScores: layer.inputScores.map((_, node) => Number(index !== 2 || node !== 1)),
    }));
    const mean = (model: KanModel): number => outputs(model, inputs).reduce((sum, y) => sum + y, 0) / rows;
    const pruned = prune(dense, found, { node: 0, edge: -1 });
    expect(shapeOf(pruned)).toEqual([3, 4, 1, 1]);
    expect(mean(pruned)).toBeCloseTo(mean(dense), 12);
  });

  it('removes the edges whose scores are at most the threshold', () => {
    const found = statistics(dense, inputs);
    const weakest = Math.min(...found.flatMap(({ edgeScores }) => [...edgeScores]));
    const edgesOf = (edge: number): number => presentEdgeCount(prune(dense, found, { node: -1, edge }));
    expect(edgesOf(weakest)).toBe(presentEdgeCount(dense) - 1);
    expect(edgesOf(weakest * (1 - 1e-9))).toBe(presentEdgeCount(dense));
  });

  it('keeps the factors of products together', () => {
    const plain = createModel({
      inputs: 3,
      hidden: [{ sums: 1, arities: [2, 3] }],
      outputs: 1,
      seed: 9,
    });
    const model = { ...plain, params: plain.params.map((value) => value + 0.3 * random.normal()) };
    const found = statistics(model, inputs);
    const scores = [...found[1].inputScores];
    const marked = found.map((layer, index) =>
      index === 1 ? { ...layer, inputScores: Float64Array.of(scores[0], 0, scores[2]) } : layer,
    );
    const pruned = prune(model, marked, { node: 1e-6, edge: -1 });
    expect(pruned.layers[0]).toMatchObject({ inputs: 3, sums: 1, arities: [3] });
    expect(outputs(pruned, inputs).every(Number.isFinite)).toBe(true);
  });

  it('keeps a constant factor of a product', () => {
    const plain = createModel({ inputs: 3, hidden: [{ sums: 1, arities: [2] }], outputs: 1, seed: 9 });
    const model = withConstants(plain, [
      [0, 0, 1, 2],
      [0, 1, 1, 0.5],
      [0, 2, 1, 0.5],
    ]);
    const pruned = prune(model, statistics(model, inputs), { node: -1, edge: 0 });
    expect(pruned.layers[0].arities).toEqual([2]);
    expect(largestGap(outputs(pruned, inputs), outputs(model, inputs))).toBeLessThan(1e-12);
  });

  it('moves the product of a product node that has become constant, scaled and shifted, to the next layer', () => {
    const plain = createModel({ inputs: 3, hidden: [{ sums: 1, arities: [2] }], outputs: 1, seed: 9 });
    const params = plain.params.map((value) => value + 0.3 * random.normal());
    const factors: [number, number, number, number][] = [1, 2].flatMap((subnode) =>
      [0, 1, 2].map((input): [number, number, number, number] => [0, input, subnode, 0.2 * subnode + 0.3]),
    );
    const model = withConstants({ ...plain, params }, factors);
    // The edges into it are weak, the one that it leads to is not: its curve is evaluated at the node's value.
    const marked = statistics(model, inputs).map((layer, index) =>
      index === 1 ? { ...layer, edgeScores: layer.edgeScores.map(() => 1) } : layer,
    );
    const pruned = prune(model, marked, { node: -1, edge: 1e-9 });
    expect(shapeOf(pruned)).toEqual([3, 1, 1]);
    expect(pruned.layers[0]).toMatchObject({ sums: 1, arities: [] });
    expect(largestGap(outputs(pruned, inputs), outputs(model, inputs))).toBeLessThan(1e-12);
  });

  it('leaves one node in each layer if everything is weak: a constant', () => {
    const pruned = prune(dense, statistics(dense, inputs), { node: 1e9, edge: 1e9 });
    expect(shapeOf(pruned)).toEqual([3, 1, 1, 1]);
    const values = outputs(pruned, inputs);
    const original = outputs(dense, inputs);
    const mean = original.reduce((a, b) => a + b) / rows;
    expect(values.every((value) => Math.abs(value - mean) < 1e-12)).toBe(true);
  });
});
