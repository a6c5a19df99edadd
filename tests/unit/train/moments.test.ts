import { describe, expect, it } from 'vitest';
import { createModel } from '../../../main/engine/kan/create.ts';
import { noMoments, withMoment, type Moments } from '../../../main/engine/train/run/moments.ts';

const model = createModel({ inputs: 2, hidden: [2], outputs: 1, grid: 3, seed: 1 });

function recorded(steps: number, of = model): Moments {
  return Array.from({ length: steps }, (_, step) => step).reduce(
    (moments, step) =>
      withMoment(moments, { model: of, point: { step, train: 1, validation: NaN, rung: '', heldOut: null } }),
    noMoments,
  );
}
const stepsOf = ({ kept }: Moments): number[] => kept.map(({ point }) => point.step);

describe('recorded moments of a run', () => {
  it('are all steps of a short run', () => {
    expect(stepsOf(recorded(60))).toEqual(Array.from({ length: 60 }, (_, step) => step));
  });

  it('are evenly spread over a long run, from its first step on, and never more than 60', () => {
    for (const steps of [61, 100, 1000, 12_345]) {
      const found = stepsOf(recorded(steps));
      expect(found.length).toBeLessThanOrEqual(60);
      expect(found.length).toBeGreaterThanOrEqual(30);
      expect(found[0]).toBe(0);
      const gap = found[1];
      expect(found.every((step, i) => step === i * gap)).toBe(true);
      expect(steps - found.at(-1)).toBeLessThanOrEqual(gap);
    }
  });

  it('have all models of a ladder', () => {
    const rungs = ['Constant', 'Straight lines', 'Curves'].reduce<Moments>(
      (moments, rung, step) =>
        withMoment(moments, { model, point: { step, train: NaN, validation: NaN, rung, heldOut: 1 } }),
      noMoments,
    );
    const after = Array.from({ length: 500 }, (_, i) => 3 + i).reduce(
      (moments, step) =>
        withMoment(moments, {
          model,
          point: { step, train: 1, validation: 1, rung: 'Hidden layer of 2', heldOut: null },
        }),
      rungs,
    );
    expect(after.kept.slice(0, 4).map(({ point }) => point.rung)).toEqual([
      'Constant',
      'Straight lines',
      'Curves',
      'Hidden layer of 2',
    ]);
    expect(after.kept.length).toBeLessThanOrEqual(60);
  });

  it('are fewer for a network of many parameters', () => {
    const large = { ...model, params: new Float64Array(500_000) };
    expect(recorded(100, large).kept.length).toBeLessThanOrEqual(8);
  });
});
