/** The choice between fits by held-out rows. */
import { describe, expect, it } from 'vitest';
import { bestLearner } from '../../../main/engine/ladder/linear/bestLearner.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import type { Learner, Written } from '../../../main/engine/ladder/fits/learners.ts';
import { made } from './tables.ts';

const { question, inputs } = made(100, 1, () => 0);
const folds = foldsOf(question, inputs, 0, 1);

/** A fit with these errors, by row, whatever it learns from; `freedom` is its name. */
function fit(freedom: number, errorOf: (row: number) => number): Learner<Written> {
  const outputs = [Float64Array.from({ length: 100 }, (_, row) => errorOf(row))];
  const written: Written = {
    design: { members: [], groups: [], kinds: [] },
    fits: [{ theta: new Float64Array(1), totalFreedom: freedom, variance: 1 }],
    outputs,
  };
  return { learn: () => Promise.resolve(written) };
}

async function chosen(first: Learner<Written>, ...others: readonly Learner<Written>[]): Promise<number> {
  const rivals = others.map((learner) => ({ learner, errors: 0.5 }));
  const { fits } = await bestLearner(question, folds, first, rivals).learn(null);
  return fits[0].totalFreedom;
}

describe('the best of several fits', () => {
  const first = fit(1, () => 1);

  it('is the first, unless another has a lower error by more than chance', async () => {
    // Squares of 0 and 1.94: 0.97 in the mean, with a standard error of about 0.1.
    const unsure = fit(2, (row) => (row % 2 ? Math.sqrt(1.94) : 0));
    expect(await chosen(first, unsure)).toBe(1);
    const surely = fit(3, (row) => (row % 2 ? 0.9 : 0.8));
    expect(await chosen(first, surely)).toBe(3);
    expect(await chosen(first, unsure, surely)).toBe(3);
  });

  it('is chosen by rows that do not judge it', async () => {
    // Without errors on the part that is held out, and with large ones elsewhere.
    const [part] = folds.held;
    const judged = new Set(part);
    const lucky = fit(2, (row) => (judged.has(row) ? 0 : 2));
    const { fits } = await bestLearner(question, folds, first, [{ learner: lucky, errors: 0.5 }]).learn(
      folds.others[0],
    );
    expect(fits[0].totalFreedom).toBe(1);
  });
});
