/** The line search, on functions of a step that are known. */
import { describe, expect, it } from 'vitest';
import { strongWolfe, type Probe } from '../../../main/engine/optim/lineSearch.ts';

/** The steps tried along f, and the probe found. */
async function search(f: (t: number) => number, slope: (t: number) => number, firstStep: number) {
  const steps: number[] = [];
  const probe = (step: number): Promise<Probe> => {
    steps.push(step);
    return Promise.resolve({ step, value: f(step), slope: slope(step) });
  };
  const found = await strongWolfe(probe, { step: 0, value: f(0), slope: slope(0) }, firstStep);
  return { steps, found };
}

describe('the line search', () => {
  it('takes the minimum of a cubic at once', async () => {
    // t³ − t² − t, least at 1: the first step of 3 is too long, the cubic through both ends is the function itself.
    const { steps, found } = await search(
      (t) => t ** 3 - t ** 2 - t,
      (t) => 3 * t ** 2 - 2 * t - 1,
      3,
    );
    expect(steps).toHaveLength(2);
    expect(found?.step).toBeCloseTo(1, 12);
  });

  it('doubles a step that is too short', async () => {
    const { steps, found } = await search(
      (t) => (t - 3) ** 2,
      (t) => 2 * (t - 3),
      0.1,
    );
    expect(steps.slice(0, 3)).toEqual([0.1, 0.2, 0.4]);
    expect(Math.abs(2 * (found!.step - 3))).toBeLessThanOrEqual(0.9 * 6);
  });

  it('stays a tenth of the interval away from its ends', async () => {
    // A wall just behind a shallow valley: cubics through both ends put the minimum beside the first one.
    const { steps, found } = await search(
      (t) => 1e6 * t ** 2 - t,
      (t) => 2e6 * t - 1,
      1,
    );
    steps.slice(1).forEach((step, i) => expect(step).toBeGreaterThanOrEqual(0.1 * steps[i] * (1 - 1e-12)));
    expect(found?.value).toBeLessThan(0);
  });
});
