import { describe, expect, it } from 'vitest';
import { deeperPlan, goesOn, hiddenPlan } from '../../../main/engine/ladder/hidden/plan.ts';
import { comparable, heldOutLosses } from '../../../main/engine/ladder/judging/judge.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import type { RungKind } from '../../../shared/contract/views/ladder.ts';
import { made } from './tables.ts';

const { question } = made(1000, 1, () => 0);

/** @param worse the rows whose loss is three times that of the others: the odd ones, or the even ones. */
const rung = (kind: RungKind, mean: number, worse: 0 | 1 = 1): Reached => ({
  kind,
  heldOut: heldOutLosses(
    question,
    Uint32Array.from({ length: 1000 }, (_, row) => row),
    0,
    (row) => mean * (row % 2 === worse ? 1.5 : 0.5),
  ),
  freedom: null,
  model: { layers: [], params: new Float64Array() },
});
const sized =
  (inputs: number) =>
  (layers: readonly number[]): KanModel =>
    createModel({ inputs, hidden: layers, outputs: 1, seed: 0 });

describe('hidden layers as rungs', () => {
  it('are not tried when pairs give no gain', () => {
    const without = [rung('constant', 1), rung('lines', 0.5), rung('additive', 0.001)];
    expect(hiddenPlan(without, question, sized(3)).networks).toEqual([]);
    expect(hiddenPlan([...without, rung('pairs', 0.0011)], question, sized(3)).networks).toEqual([]);
  });

  it('are not tried where pairs gain less than the standard error of their gain', () => {
    const before = [rung('constant', 1), rung('lines', 0.5), rung('additive', 0.4)];
    // Differences of ±0.39 in 1,000 rows: their mean has a standard error of 0.0124.
    expect(hiddenPlan([...before, rung('pairs', 0.39, 0)], question, sized(3)).networks).toEqual([]);
    expect(hiddenPlan([...before, rung('pairs', 0.38, 0)], question, sized(3)).networks).not.toEqual([]);
    expect(hiddenPlan([...before, rung('pairs', 0.39)], question, sized(3)).networks).not.toEqual([]);
  });

  it('are not tried where the logarithm of the target lowers the error to a quarter', () => {
    const before = [rung('constant', 1), rung('lines', 0.5), rung('additive', 0.4), rung('pairs', 0.2)];
    const after = (mean: number) =>
      hiddenPlan([...before, rung('logAdditive', mean)], question, sized(3)).networks;
    expect(after(0.051)).not.toEqual([]);
    expect(after(0.049)).toEqual([]);
  });

  it('start with the largest when a law seems exact, else with two nodes', () => {
    const before = [rung('constant', 1), rung('lines', 0.5), rung('additive', 0.4)];
    expect(hiddenPlan([...before, rung('pairs', 0.001)], question, sized(3))).toEqual({
      expects: 'law',
      networks: [[5]],
      largest: [5],
      strong: true,
    });
    const gain = hiddenPlan([...before, rung('pairs', 0.2)], question, sized(3));
    expect(gain).toEqual({ expects: 'gain', networks: [[2], [3], [5]], largest: [5], strong: false });
  });

  it('are the largest where pairs alone lower the error to a quarter', () => {
    const before = [rung('constant', 1), rung('lines', 0.9), rung('additive', 0.8), rung('pairs', 0.1)];
    expect(hiddenPlan(before, question, sized(3))).toMatchObject({ networks: [[5]], strong: true });
    // Two layers follow even where one is no better: it may need more nodes than there is time for.
    const after = [...before, rung('hidden', 0.2)];
    expect(deeperPlan(after, 3, question, true, sized(3))).toMatchObject({ layers: [4, 2] });
    expect(deeperPlan(after, 3, question, false, sized(3))).toBeNull();
  });

  it('are as large as rows and time allow', () => {
    const before = [rung('constant', 1), rung('lines', 0.5), rung('additive', 0.4), rung('pairs', 0.2)];
    expect(hiddenPlan(before, question, sized(12)).networks).toEqual([[2], [3]]);
    expect(hiddenPlan(before, { ...question, rows: 60 }, sized(3)).networks).toEqual([]);
    expect(hiddenPlan(before, { ...question, rows: 1e6 }, sized(400)).networks).toEqual([]);
  });

  it('grow while that lowers the error, from one that is near the best', () => {
    expect(goesOn([], 1)).toBe(true);
    expect(goesOn([1.1], 1)).toBe(true);
    expect(goesOn([1.4], 1)).toBe(false);
    expect(goesOn([1.1, 1.05], 1)).toBe(true);
    expect(goesOn([1.1, 1.15], 1)).toBe(false);
  });

  it('become two where one is chosen and its error is not yet that of a law', () => {
    const before = [rung('constant', 1), rung('lines', 0.5), rung('pairs', 0.2)];
    const after = (mean: number): readonly Reached[] => [...before, rung('hidden', mean)];
    const planFor = (mean: number, inputs = 3, rows = 1000): ReturnType<typeof deeperPlan> =>
      deeperPlan(after(mean), 3, { ...question, rows }, false, sized(inputs));
    expect(planFor(0.15)?.layers).toEqual([4, 2]);
    // 154 parameters: two rows for each are needed for a gain, half a row for a law.
    expect(planFor(0.15, 3, 200)).toBeNull();
    expect(planFor(0.01, 3, 200)?.layers).toEqual([4, 2]);
    expect(planFor(0.01)!.mostLoss).toBeCloseTo(0.0125, 12);
    expect(planFor(1e-7)).toBeNull();
    expect(deeperPlan(after(0.15), 2, question, false, sized(3))).toBeNull();
    expect(planFor(0.15, 3, 100)).toBeNull();
    expect(planFor(0.15, 20)).toBeNull();
  });

  it('are compared on the same rows', () => {
    const all = rung('pairs', 1).heldOut;
    // The rows of the second are the difficult ones of the first.
    const difficult = all.rows.filter((row) => row % 2 === 1);
    const own = heldOutLosses(question, difficult, 0, () => 0.75);
    expect(comparable(own, all).mean).toBeCloseTo(0.5, 12);
  });
});
