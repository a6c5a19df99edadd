import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { edgeValues } from '../../../main/engine/kan/edge.ts';
import { affineOf, fixEdge, lockEdge } from '../../../main/engine/kan/editEdge.ts';
import { nodeCount, type KanModel } from '../../../main/engine/kan/model.ts';
import { slicesOf, withLayer } from '../../../main/engine/kan/slices.ts';
import { turnedUp } from '../../../main/engine/kan/turn.ts';
import { seededRandom } from '../../../shared/random.ts';

const rows = 60;
const random = seededRandom(8);
const inputs = Float64Array.from({ length: 2 * rows }, () => 2 * random.next() - 1);
const xs = Float64Array.from({ length: 21 }, (_, i) => -1 + i / 10);
const curve = (model: KanModel, input: number, output = 0): number[] => [
  ...edgeValues(model, 0, input, output, xs),
];

function outputs(model: KanModel): Float64Array {
  const targets = new Float64Array(rows * nodeCount(model.layers.at(-1)!));
  const batch = { rows, inputs, targets, weights: null };
  const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
  return evaluator.forward(model.params) as Float64Array;
}

function expectSame(a: KanModel, b: KanModel): void {
  const [one, other] = [outputs(a), outputs(b)];
  one.forEach((value, row) => expect(other[row]).toBeCloseTo(value, 12));
}

const sine = { layer: 0, input: 0, output: 0 };
const square = { layer: 0, input: 1, output: 0 };
const last = { layer: 1, input: 0, output: 0 };

/** exp(sin(πx) + y²), as training may find it: the sum is −0.4·(sin(πx) + y²) + 0.2. */
function upsideDown(): KanModel {
  const made = createModel({ inputs: 2, hidden: [1], outputs: 1, grid: 4, seed: 1 });
  const inner = fixEdge(
    fixEdge(made, sine, 'sin', [Math.PI, 0, -0.4, 0.3]),
    square,
    'x^2',
    [1, 0, -0.4, -0.1],
  );
  return fixEdge(inner, last, 'exp', [-2.5, 0.5, 1, 0]);
}

describe('turning curves the right way up', () => {
  it('shows sine and parabola of exp(sin(πx) + y²)', () => {
    const turned = turnedUp(upsideDown());
    expectSame(upsideDown(), turned);
    curve(turned, 0).forEach((y, i) => expect(y).toBeCloseTo(Math.sin(Math.PI * xs[i]), 12));
    curve(turned, 1).forEach((y, i) => expect(y).toBeCloseTo(xs[i] ** 2, 12));
    expect(affineOf(turned, last)).toEqual([1, 0, 1, 0]);
  });

  it('keeps the grid of the next layer over the same rows', () => {
    const [before, after] = [upsideDown().layers[1].knots, turnedUp(upsideDown()).layers[1].knots];
    const size = before.length;
    before.forEach((knot, i) => expect(after[size - 1 - i]).toBeCloseTo(-2.5 * knot + 0.5, 12));
    expect([...after].sort((a, b) => a - b)).toEqual([...after]);
  });

  it('changes a network that was turned no more', () => {
    const once = turnedUp(upsideDown());
    const twice = turnedUp(once);
    expect(twice.layers).toEqual(once.layers);
    twice.params.forEach((value, i) => expect(value).toBeCloseTo(once.params[i], 14));
  });

  it('takes the sign that most functions of the sum have, where there are several', () => {
    const made = createModel({ inputs: 2, hidden: [1], outputs: 3, grid: 4, seed: 1 });
    const outer = ['exp', 'exp', 'sin'].reduce(
      (model, name, output) =>
        fixEdge(model, { layer: 1, input: 0, output }, name, [output === 2 ? 1 : -1, 0.1, 2, 0]),
      fixEdge(fixEdge(made, sine, 'sin', [2, 0, -3, 0]), square, 'x^2', [1, 0, -1, 0]),
    );
    const turned = turnedUp(outer);
    expectSame(outer, turned);
    expect(affineOf(turned, sine)).toEqual([2, 0, 3, 0]);
    expect(affineOf(turned, last)).toEqual([1, 0.1, 2, 0]);
  });

  it('reads −f(h) of an odd function as f(−h), and even functions with a > 0', () => {
    const odd = turnedUp(fixEdge(upsideDown(), last, 'sin', [1, 0, -2, 0]));
    expect(affineOf(odd, last)).toEqual([1, 0, 2, 0]);
    expect(affineOf(odd, square)[2]).toBeCloseTo(0.4, 12);
    const even = turnedUp(fixEdge(upsideDown(), last, 'cos', [-3, 0.5, 1, 0]));
    expect(affineOf(even, square)[2]).toBeCloseTo(-1.2, 12);
    expectSame(even, fixEdge(upsideDown(), last, 'cos', [-3, 0.5, 1, 0]));
  });

  it('gives the factor of a straight line to the terms of its sum', () => {
    const line = fixEdge(upsideDown(), last, 'x', [2, 1, -5, 0.25]);
    const turned = turnedUp(line);
    expectSame(line, turned);
    expect(affineOf(turned, last)).toEqual([1, 0, 1, 0]);
    expect(affineOf(turned, square)[2]).toBeCloseTo(4, 12);
  });

  it('takes scales of nodes and splines along', () => {
    const made = createModel({ inputs: 2, hidden: [1], outputs: 1, grid: 4, seed: 1 });
    const model = fixEdge(fixEdge(made, square, 'x^2', [1, 0, -0.4, -0.1]), last, 'exp', [-2.5, 0.5, 1, 0]);
    const scaled = withLayer(model, 0, model.layers[0], {
      ...slicesOf(model, 0),
      subnodeScale: Float64Array.of(0.7),
      subnodeBias: Float64Array.of(0.2),
      nodeScale: Float64Array.of(-1.3),
      nodeBias: Float64Array.of(0.4),
    });
    const turned = turnedUp(scaled);
    expectSame(scaled, turned);
    const factor = -2.5 * -1.3 * 0.7;
    const before = curve(scaled, 0);
    curve(turned, 0).forEach((y, i) => expect(y).toBeCloseTo(factor * before[i], 12));
  });

  it('keeps a constant that cancels a large number', () => {
    const flat = fixEdge(upsideDown(), sine, 'sin', [1e-4, Math.PI / 2, 1e8, -1e8]);
    const turned = turnedUp(flat);
    expect(affineOf(turned, sine)[3]).toBe(2.5e8);
    expect(Math.max(...curve(turned, 0).map(Math.abs))).toBeLessThan(10);
  });

  it('leaves nodes that a spline takes, products, and neighbours of locked edges as they are', () => {
    const fresh = createModel({ inputs: 2, hidden: [1], outputs: 1, grid: 4, seed: 1 });
    expect(turnedUp(fresh)).toBe(fresh);
    const locked = lockEdge(upsideDown(), sine, true);
    expect(turnedUp(locked)).toBe(locked);
    const product = createModel({
      inputs: 2,
      hidden: [{ sums: 0, arities: [2] }],
      outputs: 1,
      grid: 4,
      seed: 1,
    });
    const fixed = fixEdge(product, last, 'exp', [-1, 0, 1, 0]);
    expect(turnedUp(fixed)).toBe(fixed);
  });
});
