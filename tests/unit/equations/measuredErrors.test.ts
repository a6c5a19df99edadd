/** Constants found from measured values, and their standard errors, against regression in closed form. */
import { describe, expect, it } from 'vitest';
import type { ProblemFile } from '../../../shared/contract/schemas/problemFile.ts';
import { seededRandom } from '../../../shared/random.ts';
import { foundUnknowns } from '../../../main/engine/equations/found.ts';
import { passesOf } from '../../../main/engine/equations/fits/fit.ts';
import { measuredIn, withMeasured } from '../../../main/engine/equations/problem/measurements.ts';
import type { Problem } from '../../../main/engine/equations/problem/problem.ts';
import { readProblem } from '../../../main/engine/equations/problem/read.ts';
import { solve } from '../../../main/engine/equations/solve.ts';

function problemOf(file: Omit<ProblemFile, 'domain'>): Problem {
  const whole = { domain: { t: [0, 2] as [number, number] }, ...file };
  return withMeasured(readProblem(whole), measuredIn(whole));
}

/** The first unknown constant. */
async function found(problem: Problem): Promise<{ value: number; standardError: number | null }> {
  const run = solve(problem, { seed: 1, seconds: 3600, signal: new AbortController().signal });
  let step = await run.next();
  while (step.done !== true) step = await run.next();
  return foundUnknowns(problem, step.value).unknown[0];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const timesOf = (rows: number): number[] =>
  Array.from({ length: rows }, (_, row) => (2 * (row + 0.5)) / rows);

/** Values with normal noise. */
function noisy(times: readonly number[], u: (t: number) => number, noise: number, seed: number): number[] {
  const random = seededRandom(seed);
  return times.map((t) => u(t) + noise * random.normal());
}

describe('a constant found from few measured values has the standard error of regression', () => {
  it('with a condition: that of a line through it, with one degree of freedom', async () => {
    const t = timesOf(5);
    const u = noisy(t, (at) => at, 0.05, 2);
    const squares = sum(t.map((at) => at * at));
    const slope = sum(t.map((at, row) => at * u[row])) / squares;
    const scatter = sum(t.map((at, row) => (u[row] - slope * at) ** 2)) / (t.length - 1);
    const { value, standardError } = await found(
      problemOf({ equation: "u' = k", conditions: 'u(0) = 0', unknown: 'k', measurements: { t, u } }),
    );
    expect(value).toBeCloseTo(slope, 4);
    expect(standardError! / Math.sqrt(scatter / squares)).toBeCloseTo(1, 2);
  });

  it('without a condition: that of a line, with two', async () => {
    const t = timesOf(5);
    const u = noisy(t, (at) => 1 + at, 0.05, 2);
    const mean = sum(u) / u.length;
    const squares = sum(t.map((at) => (at - 1) ** 2));
    const slope = sum(t.map((at, row) => (at - 1) * u[row])) / squares;
    const scatter = sum(t.map((at, row) => (u[row] - mean - slope * (at - 1)) ** 2)) / (t.length - 2);
    const { value, standardError } = await found(
      problemOf({ equation: "u' = k", unknown: 'k', measurements: { t, u } }),
    );
    expect(value).toBeCloseTo(slope, 4);
    expect(standardError! / Math.sqrt(scatter / squares)).toBeCloseTo(1, 2);
  });
});

it.each([
  ['the same unit', 1],
  ['a unit a million times as large', 1e-6],
  ['a unit a million times as small', 1e6],
])(
  'functions that were measured less exactly say less: weighted least squares, with its standard error: %s',
  async (_, unit) => {
    const t = timesOf(20);
    const [u, v] = [noisy(t, (at) => at, 0.01, 3), noisy(t, (at) => at, 0.2, 4)];
    const squares = sum(t.map((at) => at * at));
    let slope = 1;
    let scatters = [1, 1];
    for (let repeat = 0; repeat < 50; repeat++) {
      scatters = [u, v].map((values) => sum(values.map((value, row) => (value - slope * t[row]) ** 2)) / 19);
      const shares = scatters.map((scatter) => 1 / scatter);
      slope =
        sum([u, v].map((values, of) => shares[of] * sum(values.map((value, row) => value * t[row])))) /
        (squares * sum(shares));
    }
    const standard = 1 / Math.sqrt(squares * sum(scatters.map((scatter) => 1 / scatter)));
    const { value, standardError } = await found(
      problemOf({
        equations: ["u' = k", `v' = ${unit}*k`],
        conditions: ['u(0) = 0', 'v(0) = 0'],
        unknown: 'k',
        measurements: { t, u, v: v.map((value) => unit * value) },
      }),
    );
    expect(Math.abs(value - slope)).toBeLessThan(0.1 * standard);
    expect(standardError! / standard).toBeCloseTo(1, 1);
  },
);

describe('measured values are fitted with equations that count more and more', () => {
  const t = timesOf(4);
  const one = { equation: "u' = k", unknown: 'k', measurements: { t, u: t } };
  const two = { equations: ["u' = k", "v' = k"], unknown: 'k', measurements: { t, u: t, v: t } };
  const curve = { equation: "u' = g(u)", unknown: 'g(u)', measurements: { t, u: t } };
  it.each([
    ['one function', one, true, [0.01, 1, 100, 1e4]],
    ['one function, on a finer grid', one, false, [1e4]],
    ['two functions', two, true, [0.01, 1, 100, 1e4, 1e4]],
    ['two functions, on a finer grid', two, false, [1e4, 1e4]],
    ['an unknown function', curve, true, [0.01, 1, 100, 1e4, 1e4]],
  ])('of %s', (_, file, isFirst, strengths) => {
    const passes = passesOf(problemOf(file), false, isFirst);
    expect(passes.map(({ strength }) => strength)).toEqual(strengths);
    // Where equations hardly count, measured values have no scatter, and unknown functions are not yet smooth.
    expect(passes.map(({ smoothing }) => smoothing)).toEqual(strengths.map((strength) => strength >= 1));
    const exact = passes.filter(({ strength }) => strength === 1e4).length;
    const byScatter = isFirst ? exact - 1 : exact;
    expect(passes.map(({ byScatter: is }) => is)).toEqual(
      passes.map((_pass, at) => at >= passes.length - byScatter),
    );
  });
});
