/** Solutions against closed forms, and against scipy 1.17's DOP853 with a relative tolerance of 1e-13. */
import { describe, expect, it } from 'vitest';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { seededRandom } from '../../../shared/random.ts';
import { solutionFormulas } from '../../../main/engine/equations/formulas/formula.ts';
import { comparisonPoints } from '../../../main/engine/equations/residuals/points.ts';
import { parseProblemFile } from '../../../main/engine/equations/problem/file.ts';
import type { Problem } from '../../../main/engine/equations/problem/problem.ts';
import { readProblem } from '../../../main/engine/equations/problem/read.ts';
import { foundUnknowns } from '../../../main/engine/equations/found.ts';
import { exactError, solutionValues } from '../../../main/engine/equations/solution.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { unsolvedWarning } from '../../../main/engine/equations/unsolved.ts';
import { useCountedTime } from '../../support/countedTime.ts';
import { pointCount, solve, type Solution, type SolveOptions } from '../../../main/engine/equations/solve.ts';

const { signal } = new AbortController();

async function solved(problem: Problem, options: Partial<SolveOptions> = {}): Promise<Solution> {
  const run = solve(problem, { seed: 1, seconds: 3600, signal, ...options });
  let step = await run.next();
  while (step.done !== true) step = await run.next();
  return step.value;
}

function problemOf(text: string): Problem {
  return readProblem(parseProblemFile(text));
}

function errorOf(problem: Problem, { model }: Solution): number | null {
  return exactError(problem, model, comparisonPoints(problem));
}

describe('ordinary equations', () => {
  it('solves the oscillator and writes its formula, which satisfies the equation', async () => {
    const problem = problemOf(
      "equation: u'' + 4*u = 0\ndomain: {t: [0, 3]}\nconditions: [u(0) = 1, \"u'(0) = 0\"]\nexact: cos(2*t)",
    );
    const solution = await solved(problem);
    expect(errorOf(problem, solution)).toBeLessThan(1e-14);
    const formulas = await solutionFormulas(problem, solution, signal);
    expect(formulas?.exact).toBe(true);
    expect(evaluate(formulas!.formulas[0].expression, { t: 1.3 })).toBeCloseTo(Math.cos(2.6), 13);
  });

  it('writes the numbers of a formula without rounding errors', async () => {
    const problem = problemOf(
      'equation: u_t = 0.8*u*(1 - u/100)\ndomain: {t: [0, 10]}\nconditions: u(0) = 2\nexact: 100/(1 + 49*exp(-0.8*t))',
    );
    const formulas = await solutionFormulas(problem, await solved(problem), signal);
    expect(formulas?.exact).toBe(true);
    const numbers = constantsOf(formulas!.formulas[0].expression).map(({ value }) => value);
    expect(numbers.every((value) => String(value).length < 8)).toBe(true);
  });

  it('solves a boundary value problem', async () => {
    const problem = problemOf(
      'equation: u_xx = -pi^2*sin(pi*x)\ndomain: {x: [0, 5]}\nconditions: u = 0 on the border\nexact: sin(pi*x)',
    );
    expect(errorOf(problem, await solved(problem))).toBeLessThan(1e-12);
  });

  it.each([
    [
      'Lotka and Volterra',
      'equations: ["x\' = 1.5*x - x*y", "y\' = x*y - 3*y"]\ndomain: {t: [0, 4]}\nconditions: [x(0) = 1, y(0) = 1]',
      [1, 2, 3, 4],
      [
        [2.77285090184, 6.77718938828, 0.970330451156, 1.88437269065],
        [0.258710878143, 2.01275371156, 1.90985383806, 0.323478556689],
      ],
    ],
    [
      'van der Pol',
      "equation: u'' - 2*(1 - u^2)*u' + u = 0\ndomain: {t: [0, 8]}\nconditions: [u(0) = 2, \"u'(0) = 0\"]",
      [2, 4, 6, 8],
      [[1.16792940326, -1.98131490653, -1.02126677054, 1.92761697456]],
    ],
  ])('solves %s from the beginning on', async (_name, text, times, expected) => {
    const problem = problemOf(text);
    const { model } = await solved(problem);
    const values = solutionValues(problem, model, {
      count: times.length,
      columns: [Float64Array.from(times)],
    });
    expected.forEach((row, output) =>
      row.forEach((value, at) => expect(values[output][at]).toBeCloseTo(value, 5)),
    );
  });
});

describe('partial equations', () => {
  it.each([
    [
      'Poisson',
      'equation: u_xx + u_yy = -2*pi^2*sin(pi*x)*sin(pi*y)\ndomain: {x: [0, 1], y: [0, 1]}\nconditions: u = 0 on the border\nexact: sin(pi*x)*sin(pi*y)',
    ],
    [
      'Laplace on a disc',
      'equation: u_xx + u_yy = 0\ndomain: {x: [-1, 1], y: [-1, 1]}\ninside: x^2 + y^2 < 1\nconditions: u = x^2 - y^2 on the border\nexact: x^2 - y^2',
    ],
    [
      'waves with periodic ends',
      'equation: u_t + u_x = 0\ndomain: {x: [0, 2*pi], t: [0, 1]}\nconditions: ["u(0, t) = u(2*pi, t)", "u(x, 0) = sin(x)"]\nexact: sin(x - t)',
    ],
  ])('solves %s', async (_name, text) => {
    const problem = problemOf(text);
    const solution = await solved(problem, { hidden: [2] });
    expect(errorOf(problem, solution)).toBeLessThan(1e-6);
  });
});

describe('unknown constants', () => {
  it('finds a rate from noisy values, with the standard error that regression has', async () => {
    const random = seededRandom(5);
    const times = Float64Array.from({ length: 80 }, (_, i) => (3 * (i + 0.5)) / 80);
    const noise = 0.02;
    const problem: Problem = {
      ...problemOf("equation: u' = -k*u\ndomain: {t: [0, 3]}\nconditions: u(0) = 1\nunknown: k"),
      measurements: {
        rows: times.length,
        coordinates: [times],
        values: [times.map((t) => Math.exp(-0.7 * t) + noise * random.normal())],
      },
    };
    const [{ value, standardError: error }] = foundUnknowns(problem, await solved(problem)).unknown;
    if (error === null) throw new Error('There is no standard error.');
    // Of y = exp(−kt) + noise the slope by k is −t·exp(−kt).
    const regression = noise / Math.sqrt(times.reduce((sum, t) => sum + (t * Math.exp(-0.7 * t)) ** 2, 0));
    expect(error / regression).toBeGreaterThan(0.75);
    expect(error / regression).toBeLessThan(1.33);
    expect(Math.abs(value - 0.7)).toBeLessThan(3 * error);
  });
});

describe('finer grids', () => {
  const residualOf = ({ residual, conditionResidual }: Solution): number =>
    Math.hypot(residual, conditionResidual);

  it('follow while they divide the residual by 1.5', async () => {
    // The square root has no derivative at 0.3: each grid gains little more than that.
    const problem = problemOf(
      "equation: u' = sqrt(abs(t - 0.3))\ndomain: {t: [0, 1]}\nconditions: u(1) = 0\nexact: (2/3)*sign(t - 0.3)*abs(t - 0.3)^1.5 - (2/3)*0.7^1.5",
    );
    const solution = await solved(problem);
    expect(solution.model.layers[0].grid).toBe(768);
    expect(errorOf(problem, solution)).toBeLessThan(1e-5);
  });

  it('that leave more than the grid before are not taken', async () => {
    // No function has both slopes; 12 intervals leave the least.
    const problem = problemOf(
      'equation: u\'\' = 0\ndomain: {t: [0, 1]}\nconditions: ["u\'(0) = 0", "u\'(1) = 1"]',
    );
    const solution = await solved(problem);
    const finer = await solved(problem, { grid: 24 });
    expect(solution.model.layers[0].grid).toBe(12);
    expect(finer.model.layers[0].grid).toBe(24);
    expect(residualOf(solution)).toBeLessThan(residualOf(finer));
  });
});

describe('the points of a fit', () => {
  const line = 'equations: ["x\' = y", "y\' = -x"]\ndomain: {t: [0, 1]}\nconditions: [x(0) = 0, y(0) = 1]';
  const square = 'equation: u_xx + u_yy = 1\ndomain: {x: [0, 1], y: [0, 1]}\nconditions: u = 0 on the border';

  // An edge has as many numbers as intervals, 5 more for the order, and 1 for its base function.
  it.each([
    ['of one function with one coordinate', line, 100, 265],
    ['and 60 at least', line, 12, 60],
    ['of all functions with two coordinates', square, 100, 530],
    ['and 400 at least', square, 12, 400],
  ])('are 2.5 for each trained number %s', (_of, text, grid, points) => {
    const problem = problemOf(text);
    const [inputs, outputs] = [problem.coordinates.length, problem.functions.length];
    const model = createModel({ inputs, hidden: [], outputs, grid, order: 5, seed: 1 });
    expect(pointCount(model, problem)).toBe(points);
  });
});

describe('the warning that a problem is not solved', () => {
  useCountedTime();
  it.each([
    [
      'conditions that contradict each other',
      "equation: u' = -u\nconditions: [u(0) + u(1) = 1, u(0) + u(1) = 2]",
      /conditions/,
    ],
    [
      'conditions that contradict the equation',
      'equation: u\'\' = 0\nconditions: ["u\'(0) = 0", "u\'(1) = 1"]',
      /the equation: .* remain/,
    ],
    ['a pole in the domain', "equation: u' = 1/(t - 0.5)\nconditions: u(0) = 1", /the equation: .* remain/],
  ])('is given for %s', async (_name, text, expected) => {
    const problem = problemOf(`${text}\ndomain: {t: [0, 1]}`);
    expect(unsolvedWarning(problem, await solved(problem, { seconds: 2 }))).toMatch(expected);
  });

  it.each([
    ['whose derivatives are 0', "equation: u'' = 0\nconditions: [u(0) = 1, u(1) = 1]\ndomain: {t: [0, 1]}"],
    ['that is a line', "equation: u'' = 0\nconditions: [u(0) = 0, u(1) = 1000]\ndomain: {t: [0, 1]}"],
    ['that is 0', "equation: u'' + u = 0\nconditions: [u(0) = 0, u(1) = 0]\ndomain: {t: [0, 1]}"],
    ['of small numbers', "equation: u' = -u\nconditions: u(0) = 1e-9\ndomain: {t: [0, 1]}"],
  ])('is not given for a solution %s', async (_name, text) => {
    const problem = problemOf(text);
    expect(unsolvedWarning(problem, await solved(problem))).toBe('');
  });
});

describe('the warning that a problem is not solved, by what remains of it', () => {
  // Of residuals that the solution is told to have.
  const warned = async (text: string, told: Partial<Solution>): Promise<string> => {
    const problem = problemOf(text);
    return unsolvedWarning(problem, { ...(await solved(problem)), ...told });
  };

  it('is given above 5 % of the terms of the equation', async () => {
    const decay = "equation: u' = -u\ndomain: {t: [0, 1]}\nconditions: u(0) = 1";
    expect(await warned(decay, { scale: 10, residual: 0.49 })).toBe('');
    expect(await warned(decay, { scale: 10, residual: 0.51 })).toContain('the equation: 5.1 % of its terms');
  });

  it('compares the conditions with their terms, where these are larger than the solution', async () => {
    // sin 10t: values of 0.7 (RMS), slopes of 10 at 0. The root mean square of 0 and 10 is 7.07.
    const fast = 'equation: u\'\' = -100*u\ndomain: {t: [0, 1]}\nconditions: ["u(0) = 0", "u\'(0) = 10"]';
    expect(await warned(fast, { conditionResidual: 0.34 })).toBe('');
    expect(await warned(fast, { conditionResidual: 0.37 })).toContain('missed by 5.23 % of the values');
  });

  it('compares a residual beside derivatives of 0 with those of a function of this size over the domain', async () => {
    // 1 everywhere, on a domain of 0.01: a function of this size has a second derivative of 10,000.
    const flat = "equation: u'' = 0\ndomain: {t: [0, 0.01]}\nconditions: [u(0) = 1, u(0.01) = 1]";
    expect(await warned(flat, { residual: 490 })).toBe('');
    expect(await warned(flat, { residual: 510 })).toContain('5.1 % of its terms');
  });
});

it('stops when it is told to', async () => {
  const problem = problemOf(
    'equation: u_xx + u_yy = 1\ndomain: {x: [0, 1], y: [0, 1]}\nconditions: u = 0 on the border',
  );
  await expect(solved(problem, { signal: AbortSignal.abort() })).rejects.toThrow('Cancelled');
});

it('gives equal solutions for equal seeds', async () => {
  const problem = problemOf(
    'equation: u_xx + u_yy = 1\ndomain: {x: [0, 1], y: [0, 1]}\nconditions: u = 0 on the border',
  );
  const [first, second] = [
    await solved(problem, { hidden: [2], grid: 2 }),
    await solved(problem, { hidden: [2], grid: 2 }),
  ];
  expect(second.model.params).toEqual(first.model.params);
});
