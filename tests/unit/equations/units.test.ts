/** Unknown constants do not depend on the units of the functions and coordinates, beyond rounding. */
import { describe, expect, it } from 'vitest';
import type { ProblemFile } from '../../../shared/contract/schemas/problemFile.ts';
import { seededRandom } from '../../../shared/random.ts';
import { foundUnknowns } from '../../../main/engine/equations/found.ts';
import { unknownSizes } from '../../../main/engine/equations/fits/unknownSizes.ts';
import { measuredIn, withMeasured } from '../../../main/engine/equations/problem/measurements.ts';
import type { Problem } from '../../../main/engine/equations/problem/problem.ts';
import { readProblem } from '../../../main/engine/equations/problem/read.ts';
import { solve } from '../../../main/engine/equations/solve.ts';

const problemOf = (file: ProblemFile): Problem => withMeasured(readProblem(file), measuredIn(file));

async function found(problem: Problem): Promise<{ value: number; error: number }[]> {
  const run = solve(problem, { seed: 1, seconds: 3600, signal: new AbortController().signal });
  let step = await run.next();
  while (step.done !== true) step = await run.next();
  const { unknown } = foundUnknowns(problem, step.value);
  return unknown.map(({ value, standardError }) => ({ value, error: standardError! }));
}

interface Law {
  readonly equation: string;
  readonly unknown: string;
  readonly end: number;
  readonly noise: number;
  readonly at: (t: number) => number;
  /** In the units of the constants. @param u unit of the function @param t of time */
  readonly units: (u: number, t: number) => readonly number[];
  readonly truth: readonly number[];
}

const laws: Readonly<Record<string, Law>> = {
  'a decay to a level': {
    ...{ equation: "u' = s - k*u", unknown: 'k, s', end: 5, noise: 0.02 },
    at: (t) => 2 - 1.5 * Math.exp(-0.8 * t),
    units: (u, t) => [1 / t, u / t],
    truth: [0.8, 1.6],
  },
  'logistic growth': {
    ...{ equation: "u' = r*u*(1 - u/K)", unknown: 'r, K', end: 10, noise: 0.03 },
    at: (t) => 5 / (1 + 12 * Math.exp(-0.8 * t)),
    units: (u, t) => [1 / t, u],
    truth: [0.8, 5],
  },
  'a damped oscillation': {
    ...{ equation: "u'' = -a*u - b*u'", unknown: 'a, b', end: 8, noise: 0.02 },
    at: (t) => Math.exp(-0.1 * t) * Math.cos(Math.sqrt(1.99) * t),
    units: (_, t) => [1 / t ** 2, 1 / t],
    truth: [2, 0.2],
  },
};

function lawIn({ equation, unknown, end, noise, at }: Law, unit: number, time: number): Problem {
  const random = seededRandom(7);
  const t = Array.from({ length: 30 }, (_, row) => (end * (row + 0.5)) / 30);
  const u = t.map((value) => unit * (at(value) + noise * random.normal()));
  const measurements = { t: t.map((value) => time * value), u };
  return problemOf({ domain: { t: [0, end * time] }, equations: [equation], unknown, measurements });
}

describe.each(Object.entries(laws))('%s', (_, law) => {
  it('has its constants within three standard errors', async () => {
    const told = await found(lawIn(law, 1, 1));
    told.forEach(({ value, error }, at) => expect(Math.abs(value - law.truth[at]) / error).toBeLessThan(3));
  });

  it.each([
    [1e-9, 1],
    [1000, 1],
    [1, 1e-6],
    [1e6, 1000],
  ])('has the same constants in units %g as large, with time in units %g as large', async (unit, time) => {
    const own = await found(lawIn(law, 1, 1));
    const other = await found(lawIn(law, unit, time));
    law.units(unit, time).forEach((factor, at) => {
      expect(other[at].value / factor / own[at].value).toBeCloseTo(1, 10);
      expect(other[at].error / factor / own[at].error).toBeCloseTo(1, 6);
    });
  });
});

describe('the sizes of unknowns', () => {
  const t = [0, 1, 2, 3, 4];
  const sizesOf = (equations: string[], unknown: string, u: number[]) =>
    unknownSizes(problemOf({ domain: { t: [0, 4] }, equations, unknown, measurements: { t, u } }));

  it('balance the terms of the equations', () => {
    // Derivatives count as 1/2, half the width of the time, times the size 3 of u.
    const { constants } = sizesOf(["u' = s - k*u"], 's, k', [3, -3, 3, -3, 3]);
    expect(constants).toEqual([expect.closeTo(1.5, 10), expect.closeTo(0.5, 10)]);
  });

  it('are sought for unknown functions too, and for arguments of functions', () => {
    const { constants, curves } = sizesOf(["u' = f(t)*exp(-u/q)"], 'q, f(t)', [3, -3, 3, -3, 3]);
    expect([constants, curves]).toEqual([[expect.closeTo(3, 10)], [expect.closeTo(1.5, 10)]]);
  });

  it('are the same for factors of which only the product is determined', () => {
    const { constants } = sizesOf(["u' = -a*b*u"], 'a, b', [3, -3, 3, -3, 3]);
    expect(constants).toEqual([expect.closeTo(Math.SQRT1_2, 10), expect.closeTo(Math.SQRT1_2, 10)]);
  });
});
