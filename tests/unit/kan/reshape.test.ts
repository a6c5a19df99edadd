import { describe, expect, it } from 'vitest';
import type { LayerStatistics } from '../../../main/engine/compute/backend.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { fixEdge, lockEdge } from '../../../main/engine/kan/editEdge.ts';
import { shapeOf, type KanModel } from '../../../main/engine/kan/model.ts';
import { addLayer, addNode, addProduct, perturb, swapNodes } from '../../../main/engine/kan/reshape.ts';
import { seededRandom } from '../../../shared/random.ts';

const rows = 40;
const random = seededRandom(3);
const inputs = Float64Array.from({ length: 2 * rows }, () => 2 * random.next() - 1);

function outputs(model: KanModel): Float64Array {
  const batch = { rows, inputs, targets: new Float64Array(rows), weights: null };
  const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
  return evaluator.forward(model.params) as Float64Array;
}

function expectSame(a: Float64Array, b: Float64Array): void {
  a.forEach((value, row) => expect(b[row]).toBeCloseTo(value, 12));
}

/** Every node differs from the others in its edges, its biases and its place among products. */
const base = ((): KanModel => {
  const made = createModel({
    inputs: 2,
    hidden: [{ sums: 3, arities: [2] }, 2],
    outputs: 1,
    grid: 4,
    seed: 7,
  });
  const shaken = { ...made, params: made.params.map((value) => value + 0.3 * random.normal()) };
  return lockEdge(
    fixEdge(shaken, { layer: 0, input: 1, output: 2 }, 'sin', [2, 1, 0.5, 0.1]),
    { layer: 1, input: 0, output: 1 },
    true,
  );
})();

describe('networks of another shape with the same values', () => {
  it('two nodes swapped', () => {
    const swapped = swapNodes(base, 0, 0, 2);
    expectSame(outputs(base), outputs(swapped));
    expect(swapped.layers[0].symbolic.indexOf('sin')).toBe(5);
    expect(base.layers[0].symbolic.indexOf('sin')).toBe(7);
    expect(swapped.layers[1].locked).not.toEqual(base.layers[1].locked);
    expect(swapNodes(swapped, 0, 0, 2)).toEqual(base);
  });

  it('one more node, before the products', () => {
    const wider = addNode(base, 0, seededRandom(1));
    expect(shapeOf(wider)).toEqual([2, 5, 2, 1]);
    expectSame(outputs(base), outputs(wider));
    // It can be used: its own value varies, so that training finds a slope.
    const batch = { rows, inputs, targets: new Float64Array(rows), weights: null };
    const evaluator = referenceBackend.evaluator(wider, batch, { loss: 'squared', regularization: null });
    const values = (evaluator.layerInputs(wider.params, 1) as Float64Array).subarray(3 * rows, 4 * rows);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.05);
    expectSame(outputs(base), outputs(addNode(base, 1, seededRandom(1))));
  });

  it('products swapped, of equal size', () => {
    const twice = addProduct(base, 0, seededRandom(4));
    expect(twice.layers[0].arities).toEqual([2, 2]);
    expectSame(outputs(base), outputs(twice));
    const swapped = swapNodes(twice, 0, 3, 4);
    expectSame(outputs(twice), outputs(swapped));
    expect(swapped.params).not.toEqual(twice.params);
    expect(swapNodes(swapped, 0, 3, 4)).toEqual(twice);
  });

  it('a layer of straight lines inserted before any layer', () => {
    const batch = { rows, inputs, targets: new Float64Array(rows), weights: null };
    const evaluator = referenceBackend.evaluator(base, batch, { loss: 'squared', regularization: null });
    const statistics = evaluator.statistics(base.params) as readonly LayerStatistics[];
    const shapes = [
      [2, 2, 4, 2, 1],
      [2, 4, 4, 2, 1],
      [2, 4, 2, 2, 1],
    ];
    shapes.forEach((shape, layer) => {
      const deeper = addLayer(base, layer, statistics);
      expect(shapeOf(deeper)).toEqual(shape);
      expectSame(outputs(base), outputs(deeper));
    });
    expect(() => addLayer(base, 3, statistics)).toThrow(/no layer 4/);
  });

  it('a new layer has no edges from which nothing follows', () => {
    const flat = createModel({ inputs: 2, hidden: [], outputs: 1, grid: 4, seed: 7 });
    const [first] = flat.layers;
    const lines = { ...flat, layers: [{ ...first, mask: Uint8Array.of(0, 1) }] };
    const ranges = [{ inputMin: Float64Array.of(-1, -1), inputMax: Float64Array.of(1, 1) }];
    const deeper = addLayer(lines, 0, ranges);
    // Both inputs lead to the second node, which leads to the output; none to the first.
    expect([...deeper.layers[0].mask]).toEqual([0, 1, 0, 1]);
    expectSame(outputs(lines), outputs(deeper));
    const constant = { ...lines, layers: [{ ...first, mask: new Uint8Array(2) }] };
    expect(() => addLayer(constant, 0, ranges)).toThrow(/could not depend on a new layer/);
  });

  it('a perturbation changes splines that are not locked, and nothing else', () => {
    const shaken = perturb(base, 0.1, seededRandom(2));
    expect(shaken.layers).toBe(base.layers);
    const moved = shaken.params.reduce((count, value, i) => count + Number(value !== base.params[i]), 0);
    // 10 + 8 + 2 edges, less one symbolic and one locked, of 7 coefficients each.
    expect(moved).toBe(18 * 7);
    expect(perturb(base, 0.1, seededRandom(2))).toEqual(shaken);
  });

  it('unknown nodes are refused', () => {
    expect(() => swapNodes(base, 0, 0, 3)).toThrow(/cannot be swapped/);
    expect(() => swapNodes(base, 2, 0, 0)).toThrow(/no hidden layer 3/);
    expect(() => addNode(base, -1, seededRandom(1))).toThrow(/no hidden layer 0/);
    const flat = { ...base, layers: base.layers.slice(0, 1) };
    expect(() => addNode(flat, 0, seededRandom(1))).toThrow(/The network has no hidden layer/);
  });
});
