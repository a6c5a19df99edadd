/** Errors of held-out rows in closed form. */
import { describe, expect, it } from 'vitest';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import {
  byHuber,
  excess,
  heldOutLosses,
  isLaw,
  shareOf,
  signedRanks,
  type HeldOut,
} from '../../../main/engine/ladder/judging/judge.ts';
import { made } from './tables.ts';

const { question, inputs } = made(400, 1, ([x]) => x);
const of = (losses: readonly number[], share = 0): HeldOut =>
  heldOutLosses(question, Uint32Array.from(losses.keys()), share, (row) => losses[row]);
const zeros = (count: number): HeldOut => of(Array.from({ length: count }, () => 0));

describe('the standard error of a mean loss', () => {
  it('is that of a mean of so many rows', () => {
    const { mean, standardError } = of([1, 2, 3, 6]);
    expect(mean).toBe(3);
    expect(standardError).toBeCloseTo(Math.sqrt((4 + 1 + 0 + 9) / 3 / 4), 12);
  });

  it('is larger where parts share training rows: by √(1 + ¼) for five parts', () => {
    const folds = foldsOf(question, inputs, 0, 1);
    expect(folds.held.map(({ length }) => length)).toEqual([80, 80, 80, 80, 80]);
    expect(shareOf(folds, 400)).toBeCloseTo(5 * (80 / 320), 12);
    expect(of([1, 2, 3, 6], 0.25).standardError / of([1, 2, 3, 6]).standardError).toBeCloseTo(
      Math.sqrt(1.25),
      12,
    );
  });

  it('is that of the differences, where two models are compared', () => {
    expect(excess(of([5, 7, 9]), of([4, 6, 8]))).toEqual({ mean: 1, standardError: 0 });
    const { mean, standardError } = excess(of([5, 7, 9]), of([4, 4, 4]));
    expect(mean).toBe(3);
    expect(standardError).toBeCloseTo(Math.sqrt((4 + 0 + 4) / 2 / 3), 12);
  });
});

describe('signed ranks', () => {
  it('are in standard errors of their sum', () => {
    // Ranks 1 … 4, that of 1 negative: 9 − 1; the variance of the sum is 4·5·9/6.
    expect(signedRanks(of([-1, 2, 3, 4]), zeros(4))).toBeCloseTo(8 / Math.sqrt(30), 12);
    expect(signedRanks(of([1, 2, 3, 400]), zeros(4))).toBeCloseTo(10 / Math.sqrt(30), 12);
    expect(signedRanks(of([0, 0, 2, 3]), zeros(4))).toBeCloseTo(3 / Math.sqrt(5), 12);
  });

  it('are smaller where parts share training rows, but not for a law', () => {
    const [one, other] = [of([1, 2, 3, 4], 3), zeros(4)];
    expect(signedRanks(one, other)).toBeCloseTo(10 / Math.sqrt(120), 12);
    expect(isLaw(one, other)).toBe(true);
  });
});

describe('a law', () => {
  it('leaves less than a tenth of the errors on most rows', () => {
    const before = of([1, 2, 3, 4, 5]);
    expect(isLaw(before, of([0.09, 0.18, 0.27, 0.36, 0.45]))).toBe(true);
    expect(isLaw(before, of([0.11, 0.22, 0.33, 0.44, 0.55]))).toBe(false);
    // One row alone makes the difference.
    expect(isLaw(of([1, 1, 1, 1, 1000]), of([2, 2, 2, 2, 1]))).toBe(false);
  });
});

it('Huber’s loss is the squared error up to the cut, and goes on in a straight line', () => {
  const { losses } = byHuber(of([0.25, 1, 4, 9, 10_000]), 1);
  // 2·c·|e| − c²
  expect([...losses]).toEqual([0.25, 1, 3, 5, 199]);
});
