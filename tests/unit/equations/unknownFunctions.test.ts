/** Unknown functions of one variable, against functions that are known, and slopes against finite differences. */
import { describe, expect, it } from 'vitest';
import type { ProblemFile } from '../../../shared/contract/schemas/problemFile.ts';
import { seededRandom } from '../../../shared/random.ts';
import { foundUnknowns } from '../../../main/engine/equations/found.ts';
import { residualProblem } from '../../../main/engine/equations/residuals/leastSquaresProblem.ts';
import { measuredIn, withMeasured } from '../../../main/engine/equations/problem/measurements.ts';
import type { Problem } from '../../../main/engine/equations/problem/problem.ts';
import { readProblem } from '../../../main/engine/equations/problem/read.ts';
import {
  conditionRows,
  equationPoints,
  equationRows,
  measurementRows,
} from '../../../main/engine/equations/residuals/rows.ts';
import { trainedNumbers } from '../../../main/engine/equations/solution.ts';
import { solutionTable } from '../../../main/engine/equations/solutionTable.ts';
import { solve, type Solution } from '../../../main/engine/equations/solve.ts';
import { startState } from '../../../main/engine/equations/fits/start.ts';
import { unknownsOf } from '../../../main/engine/equations/residuals/unknowns.ts';

function problemOf(file: ProblemFile): Problem {
  return withMeasured(readProblem(file), measuredIn(file));
}

async function solved(problem: Problem): Promise<Solution> {
  const run = solve(problem, { seed: 1, seconds: 3600, signal: new AbortController().signal });
  let step = await run.next();
  while (step.done !== true) step = await run.next();
  return step.value;
}

/** Values of a function at even steps, with normal noise. */
function measured(name: string, high: number, rows: number, noise: number, u: (at: number) => number) {
  const random = seededRandom(3);
  const at = Array.from({ length: rows }, (_, row) => (high * (row + 0.5)) / rows);
  return { [name]: at, u: at.map((one) => u(one) + noise * random.normal()) };
}

// k·u′ = c − x, with c so that u(1) = 0.
const c = Math.log(2) / 2 / Math.atan(1);
const rod = (noise: number): ProblemFile => ({
  equation: "k*u'' + k_x*u' = -1",
  domain: { x: [0, 1] },
  conditions: 'u = 0 on the border',
  unknown: { k: 'function of x' },
  measurements: measured('x', 1, 100, noise, (x) => c * Math.atan(x) - Math.log(1 + x * x) / 2),
});
const decay = (noise: number): ProblemFile => ({
  equation: "u' = -g(u)",
  domain: { t: [0, 5] },
  conditions: 'u(0) = 1',
  unknown: 'g(u)',
  measurements: measured('t', 5, 80, noise, (t) => 1 / (1 + 0.8 * t)),
});

describe('an unknown function', () => {
  it.each([
    ['of a coordinate', rod(5e-4), (x: number) => 1 + x * x, 0.05],
    ['of the solution', decay(5e-4), (u: number) => 0.8 * u * u, 0.01],
  ])('%s is found, with errors that its band holds', async (_, file, truth, tolerance) => {
    const problem = problemOf(file);
    const [{ x, values, standardErrors }] = foundUnknowns(problem, await solved(problem)).curves;
    const errors = values.map((value, at) => Math.abs(value - truth(x[at])));
    expect(Math.max(...errors)).toBeLessThan(tolerance);
    const inside = errors.filter((error, at) => error < 3 * standardErrors![at]).length;
    expect(inside / errors.length).toBeGreaterThan(0.9);
  });

  it('has a wider band where the measured values have more noise', async () => {
    const widths = [];
    for (const noise of [2e-4, 2e-3]) {
      const problem = problemOf(rod(noise));
      const [{ standardErrors }] = foundUnknowns(problem, await solved(problem)).curves;
      widths.push(standardErrors![50]);
    }
    expect(widths[1]).toBeGreaterThan(1.5 * widths[0]);
  });

  it('has a column in the table of the solution', async () => {
    const problem = problemOf(decay(1e-4));
    const [header, ...rows] = solutionTable(problem, await solved(problem))
      .trim()
      .split('\n');
    expect(header).toBe('t,u,g');
    const [, u, g] = rows[300].split(',').map(Number);
    expect(g).toBeCloseTo(0.8 * u * u, 2);
  });
});

it.each([
  ["D*u_xx + D_x*u_x = u_t + a*D'*u", 'D(x)'],
  ["D*u_xx + D'*u_x^2 = u_t + a*dD/du", 'D(u)'],
])('%s has the slopes that finite differences have', (equation, unknown) => {
  const problem = problemOf({
    equation,
    domain: { x: [0, 2], t: [0, 1] },
    conditions: ['u(x, 0) = 1', 'D*u_x = 1 at x = 0'],
    unknown: ['a', unknown],
    measurements: { x: [0.5, 1, 1.5], t: [0, 0.5, 1], u: [-3, 0.2, 3] },
  });
  const { model, unknowns } = startState(problem, { seed: 4, hidden: [2], grid: 3 }, 5, false, 1);
  const random = seededRandom(7);
  const theta = trainedNumbers(
    model,
    unknowns.map((value) => value + 0.3 * random.normal()),
  );
  const rows = [
    ...equationRows(problem, equationPoints(problem, 7)),
    ...conditionRows(problem, 4),
    ...measurementRows(problem),
  ];
  const squares = residualProblem(model, unknownsOf(problem), rows, { penalties: [0.3] });
  const { loss, gradient } = squares.quadratic(theta);
  const byEvaluate = new Float64Array(theta.length);
  expect(squares.evaluate(theta, byEvaluate)).toBeCloseTo(loss, 10);
  expect(squares.value(theta)).toBeCloseTo(loss, 10);
  theta.forEach((_, i) => {
    const shifted = (by: number): number =>
      squares.value(theta.map((value, j) => (i === j ? value + by : value)));
    const slope = (shifted(1e-5) - shifted(-1e-5)) / 2e-5;
    expect(Math.abs(gradient[i] - slope)).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)));
    expect(byEvaluate[i]).toBeCloseTo(gradient[i], 9);
  });
});

describe('a problem with an unknown function', () => {
  it.each<readonly [string, NonNullable<ProblemFile['unknown']>, object]>([
    ['by name and argument', 'g(u)', { argument: { kind: 'function', name: 'u', at: 0 }, start: null }],
    ['with a first guess', { 'g(t)': 0.5 }, { argument: { kind: 'coordinate' }, start: 0.5 }],
    ['in words', { g: 'function of u from 0 to 2*pi near 3' }, { range: [0, 2 * Math.PI], start: 3 }],
  ])('names it %s', (_, unknown, expected) => {
    const { curves, unknown: constants } = problemOf({ ...decay(0), equation: "u' = -g", unknown });
    expect(curves).toMatchObject([{ name: 'g', ...expected }]);
    expect(constants).toEqual([]);
  });

  it.each<readonly [string, Partial<ProblemFile>, string]>([
    ['of something else', { unknown: 'g(w)' }, 'w, which is neither a coordinate nor a function'],
    ['that nothing was measured for', { measurements: undefined }, 'Measured values are needed to find g'],
    ['at a fixed place', { equation: "u' = -g(0)" }, "g(0) in “u' = -g(0)” is not at u"],
    ['with another derivative', { equation: "u' = -g_t" }, 'g is a function of u: it has no derivative g_t'],
    ['with an empty range', { unknown: { g: 'function of u from 2 to 1' } }, 'The range of g is empty'],
    [
      'of a function that was not measured',
      {
        equation: ["u' = -g(v)", "v' = -v"],
        conditions: ['u(0) = 1', 'v(0) = 1'],
        unknown: 'g(v)',
      },
      'The range of v, which g is a function of, is not known',
    ],
  ])('says what is wrong with one %s', (_, part, message) => {
    expect(() => problemOf({ ...decay(0), ...part })).toThrow(message);
  });
});
