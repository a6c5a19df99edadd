import { describe, expect, it } from 'vitest';
import { heldOutLosses, type HeldOut } from '../../../main/engine/ladder/judging/judge.ts';
import { errorDifference } from '../../../main/engine/usecases/comparisons/errorDifference.ts';
import { comparisonVerdict } from '../../../main/engine/views/comparisonVerdict.ts';
import { everyRow } from '../../../main/engine/data/rows.ts';
import {
  type ComparedPerceptron,
  type ErrorDifference,
  idleComparison,
} from '../../../shared/contract/views/comparison.ts';
import { comparedModel } from '../../component/support/session-views.ts';
import { made } from '../ladder/tables.ts';

const mlp = (hidden: readonly number[], rmse: number | null, seconds: number): ComparedPerceptron => {
  return { ...comparedModel(hidden, rmse, seconds), method: '', activation: '', curve: [], atKanTime: null };
};
const view = (difference: Partial<ErrorDifference>, kan: number, ...mlps: readonly (number | null)[]) => ({
  ...idleComparison,
  rows: { train: 700, validation: 150, test: 150 },
  unit: 'N',
  kan: comparedModel([5], kan, 2),
  perceptrons: mlps.map((rmse, index) => mlp([64, index + 1], rmse, 4)),
  difference: { value: 0, standardError: 0.002, groups: null, isClear: true, ...difference },
});

describe('the verdict', () => {
  it('names the winner, its figures, the factor, and the difference with its standard error', () => {
    expect(comparisonVerdict(view({ value: -0.039 }, 0.001, 0.08, 0.04))).toBe(
      'The KAN has the lower error: RMSE on the 150 test rows 0.00100 N (50 parameters, 2.0 s). The best MLP, MLP 64 × 2, has 0.0400 N (640 parameters, 4.0 s), 40 times as much. The difference, KAN less MLP, is −0.0390 ± 0.0020 N: its standard error comes from both errors of each test row.',
    );
    expect(comparisonVerdict(view({ value: 0.2 }, 0.3, 0.1, null))).toContain(
      'The best MLP, MLP 64 × 1, has the lower error: RMSE on the 150 test rows 0.100 N (640 parameters, 4.0 s). The KAN has 0.300 N (50 parameters, 2.0 s), 3 times as much. The difference, KAN less MLP, is 0.2000 ± 0.0020 N',
    );
  });

  it('rounds a large factor', () => {
    expect(comparisonVerdict(view({ value: -1 }, 1e-7, 0.0179209))).toContain(
      ', 180\u202f000 times as much.',
    );
  });

  it('does not call two errors equal where their difference is not clear, and says what the difference is', () => {
    expect(
      comparisonVerdict(view({ value: -0.01, standardError: 0.02, isClear: false, groups: 6 }, 0.1, 0.11)),
    ).toBe(
      'The KAN and the best MLP are not clearly different: RMSE on the 150 test rows 0.100 N (50 parameters, 2.0 s), and 0.110 N (640 parameters, 4.0 s) for MLP 64 × 1. The difference, KAN less MLP, is −0.010 ± 0.020 N: its standard error comes from both errors of 6 groups of test rows. A difference is clear where it is more than twice its standard error.',
    );
  });

  it('says where a single row or group tells no standard error', () => {
    const single = { value: -0.01, standardError: null, isClear: false };
    expect(comparisonVerdict(view(single, 0.1, 0.11))).toMatch(
      /is −0\.01 N: a single test row does not tell its standard error\.$/u,
    );
    expect(comparisonVerdict(view({ ...single, groups: 1 }, 0.1, 0.11))).toMatch(
      /: a single group of test rows does not tell its standard error\.$/u,
    );
  });

  it('says nothing before any MLP has an error', () => {
    expect(comparisonVerdict(view({}, 0.1, null, null))).toBe('');
  });
});

const { question } = made(40, 1, ([x]) => x);
/** Losses of rows that were held out by themselves, so that training rows do not vary. */
const losses = (...values: readonly number[]): HeldOut =>
  heldOutLosses(question, everyRow(values.length), 0, (row) => values[row]);

describe('the difference of two errors', () => {
  // In R: a <- c(1,4,2,3,5,1,2,4); b <- c(2,5,2,5,6,1,4,5); g <- a/(2*sqrt(mean(a))) - b/(2*sqrt(mean(b)))
  // d <- 3*(sqrt(mean(a)) - sqrt(mean(b))); s <- 3*sd(g)/sqrt(8); qnorm(pt(abs(d)/s, 7))
  const [a, b] = [losses(1, 4, 2, 3, 5, 1, 2, 4), losses(2, 5, 2, 5, 6, 1, 4, 5)];

  it('of roots is in their unit, with the standard error of the delta method', () => {
    const { value, standardError, isClear } = errorDifference(a, b, 3)!;
    expect(value).toBeCloseTo(-0.834537833778, 8);
    const few = standardError! / 0.200850932674;
    // Seven degrees of freedom: t = 4.155 is as rare as the normal deviate 2.8576.
    expect(few).toBeCloseTo(4.15501099581 / 2.85762264117, 1);
    expect(isClear).toBe(true);
  });

  it('of cross-entropies is that of their means', () => {
    expect(errorDifference(a, b, null)!.value).toBeCloseTo(-1, 12);
  });

  it('is 0 and not clear where both are the same, and has no standard error for a single row', () => {
    expect(errorDifference(a, a, 3)).toEqual({ value: 0, standardError: 0, groups: null, isClear: false });
    expect(errorDifference(losses(1), losses(4), 3)).toEqual({
      ...{ value: -3, standardError: null, groups: null, isClear: false },
    });
  });

  it('of a model without errors is that of the other model', () => {
    expect(errorDifference(losses(0, 0, 0), losses(1, 1, 1), 3)!.value).toBe(-3);
    expect(errorDifference(losses(NaN, 1), losses(1, 1), 3)).toBeNull();
  });
});
