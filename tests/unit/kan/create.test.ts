import { describe, expect, it } from 'vitest';
import { splineValues } from '../../../main/engine/kan/bspline.ts';
import { createModel, type CreateOptions } from '../../../main/engine/kan/create.ts';
import { knotCount, layoutOf, shapeOf, subnodeCount } from '../../../main/engine/kan/model.ts';
import { slicesOf } from '../../../main/engine/kan/slices.ts';

const options: CreateOptions = {
  inputs: 2,
  hidden: [3, { sums: 1, arities: [2, 3] }],
  outputs: 1,
  grid: 5,
  order: 3,
  seed: 42,
};

describe('createModel', () => {
  const model = createModel(options);

  it('lays out sums and products', () => {
    expect(shapeOf(model)).toEqual([2, 3, 3, 1]);
    expect(model.layers.map(subnodeCount)).toEqual([3, 6, 1]);
    expect(layoutOf(model.layers).at(-1)!.end).toBe(model.params.length);
    expect(model.layers.every(({ mask }) => mask.every((present) => present === 1))).toBe(true);
    expect(model.layers.every(({ symbolic }) => symbolic.every((name) => name === null))).toBe(true);
  });

  it('has the grids of hidden nodes where they were asked for', () => {
    const wide = createModel({ ...options, hiddenRange: [-2, 6] });
    const ends = ({ knots, order, grid }: (typeof wide.layers)[number]) => [
      knots[order],
      knots[order + grid],
    ];
    expect(wide.layers.map(ends)).toEqual([
      [-1, 1],
      [-2, 6],
      [-2, 6],
    ]);
  });

  it('has pykan’s ranges: scales by the number of inputs, splines within ±noise/(2G) at the grid points', () => {
    model.layers.forEach((layer, index) => {
      const slices = slicesOf(model, index);
      const bound = 1 / Math.sqrt(layer.inputs);
      expect(slices.scaleBase.every((value) => Math.abs(value) <= bound)).toBe(true);
      expect(slices.scaleSpline.every((value) => value === bound)).toBe(true);
      expect(slices.subnodeScale.every((value) => value === 1)).toBe(true);
      expect(slices.nodeBias.every((value) => value === 0)).toBe(true);
      for (let edge = 0; edge < slices.scaleBase.length; edge++) {
        const input = Math.floor(edge / subnodeCount(layer));
        const at = input * knotCount(layer);
        const points = layer.knots.slice(at + 3, at + 9);
        const noise = splineValues(layer.knots, at, 5, 3, slices.coef, edge * 8, points);
        expect(noise.every((value) => Math.abs(value) <= 0.3 / 10 + 1e-12)).toBe(true);
        expect(noise.some((value) => Math.abs(value) > 0.3 / 100)).toBe(true);
      }
    });
  });

  it('has the same splines with every base function, and no scales for one that is 0', () => {
    const none = createModel({ ...options, base: 'zero' });
    const straight = createModel({ ...options, base: 'identity' });
    model.layers.forEach((_, index) => {
      const [silu, zero, identity] = [model, none, straight].map((of) => slicesOf(of, index));
      expect(zero.coef).toEqual(silu.coef);
      expect(zero.scaleBase.every((scale) => scale === 0)).toBe(true);
      expect(identity).toEqual(silu);
    });
    expect([model, none, straight].map(({ layers }) => layers[1].base)).toEqual(['silu', 'zero', 'identity']);
  });

  it('spreads scaleBase evenly over ±1/√n', () => {
    const wide = createModel({ inputs: 50, hidden: [], outputs: 100, seed: 1 });
    const values = slicesOf(wide, 0).scaleBase;
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.005);
    expect(variance).toBeCloseTo(1 / (3 * 50), 3);
  });

  it('depends on the seed only', () => {
    expect(createModel(options)).toEqual(model);
    expect(createModel({ ...options, seed: 43 }).params).not.toEqual(model.params);
  });

  it('covers given input ranges in the first layer only; a constant input also has a width', () => {
    const ranged = createModel({
      ...options,
      inputRanges: [
        [0, 10],
        [4, 4],
      ],
    });
    const inner = (layer: number, input: number): number[] => {
      const { knots } = ranged.layers[layer];
      return [...knots.slice(input * 12 + 3, input * 12 + 9)];
    };
    expect(inner(0, 0)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(inner(0, 1)[0]).toBe(3);
    expect(inner(0, 1)[5]).toBe(5);
    expect(inner(1, 0)[0]).toBe(-1);
    expect(inner(1, 0)[5]).toBe(1);
  });

  it('works for every order and for a single interval', () => {
    for (const order of [1, 2, 5, 10]) {
      expect(createModel({ ...options, grid: 1, order }).params.every(Number.isFinite)).toBe(true);
    }
  });

  it.each([
    { inputs: 0 },
    { outputs: 0 },
    { grid: 0 },
    { grid: 2.5 },
    { order: 0 },
    { hidden: [0] },
    { hidden: [{ sums: 1, arities: [1] }] },
  ])('refuses %o', (bad) => {
    expect(() => createModel({ ...options, ...bad })).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ code: 'model.shape' }) }),
    );
  });
});
