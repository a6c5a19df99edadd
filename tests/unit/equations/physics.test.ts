/** Equations of physics, as problem files, against closed forms and a reference of another kind. */
import { describe, expect, it } from 'vitest';
import type { SolvedEquation } from '../../../main/engine/equations/solved.ts';
import { parseProblemFile } from '../../../main/engine/equations/problem/file.ts';
import { solutionTable } from '../../../main/engine/equations/solutionTable.ts';
import { solveProblem } from '../../../main/engine/usecases/equations/solveEquation.ts';

const solve = (text: string): Promise<SolvedEquation> =>
  solveProblem(
    parseProblemFile(text),
    null,
    { settings: { seconds: 3600 }, formula: false },
    { signal: new AbortController().signal },
  );

/** The solution at a value of the only coordinate, from its table of even steps. */
function at({ problem, solution }: SolvedEquation, place: number): number[] {
  const rows = solutionTable(problem, solution).trim().split('\n').slice(1);
  const cells = rows.map((row) => row.split(',').map(Number));
  const [, ...values] = cells.reduce((best, row) =>
    Math.abs(row[0] - place) < Math.abs(best[0] - place) ? row : best,
  );
  return values;
}

describe('against a closed form', () => {
  // θ of Bratu's problem with λ = 1: θ = √2·cosh(θ/4).
  it.each<readonly [string, number, string]>([
    [
      'Bratu',
      1e-15,
      `
equation: u'' + exp(u) = 0
domain: {x: [0, 1]}
conditions: [u(0) = 0, u(1) = 0]
exact: -2*log(cosh((x - 0.5)*1.5171645990507544/2)/cosh(1.5171645990507544/4))`,
    ],
    [
      'Legendre, singular at both ends',
      1e-14,
      `
equation: (1 - x^2)*u'' - 2*x*u' + 20*u = 0
domain: {x: [-1, 1]}
conditions: [u(0) = 0.375, "u'(0) = 0"]
exact: (35*x^4 - 30*x^2 + 3)/8`,
    ],
    [
      'a reaction with a thin layer',
      1e-13,
      `
equation: -0.001*u'' + u = x
domain: {x: [0, 1]}
conditions: [u(0) = 0, u(1) = 0]
exact: x - (exp((x - 1)/sqrt(0.001)) - exp(-(x + 1)/sqrt(0.001)))/(1 - exp(-2/sqrt(0.001)))`,
    ],
    [
      'convection and diffusion with a layer that the first grids do not resolve',
      1e-8,
      `
equation: -0.01*u'' + u' = 1
domain: {x: [0, 1]}
conditions: [u(0) = 0, u(1) = 0]
exact: x - (exp((x - 1)/0.01) - exp(-100))/(1 - exp(-100))`,
    ],
  ])('%s', async (_, most, text) => {
    expect((await solve(text)).mse).toBeLessThan(most);
  });

  it('Airy, over two waves and the decay', async () => {
    const solved = await solve(`
equation: u'' = x*u
domain: {x: [-8, 2]}
conditions: [u(0) = 0.355028053887817239, "u'(0) = -0.258819403792806798"]`);
    expect(at(solved, -8)[0]).toBeCloseTo(-0.05270505035638, 6);
    expect(at(solved, 2)[0]).toBeCloseTo(0.03492413042327, 6);
  });

  it('Kepler: the body is at the other end of its orbit after half a period, and back after a whole one', async () => {
    const solved = await solve(`
equations: ["x'' = -x/(x^2 + y^2)^1.5", "y'' = -y/(x^2 + y^2)^1.5"]
domain: {t: [0, 6.283185307179586]}
conditions: [x(0) = 0.5, y(0) = 0, "x'(0) = 0", "y'(0) = sqrt(3)"]`);
    const [half, whole] = [at(solved, Math.PI), at(solved, 2 * Math.PI)];
    expect(half[0]).toBeCloseTo(-1.5, 3);
    expect(half[1]).toBeCloseTo(0, 2);
    expect(whole[0]).toBeCloseTo(0.5, 3);
    expect(whole[1]).toBeCloseTo(0, 3);
  });
});

/** f″(0) for which f′(8) = 1, and f(8): Runge and Kutta's method of order 4, by bisection. */
function blasius(): { readonly slope: number; readonly end: number } {
  const steps = 800;
  const h = 8 / steps;
  const derivative = ([f, f1, f2]: readonly number[]): number[] => [f1, f2, (-f * f2) / 2];
  const plus = (y: readonly number[], k: readonly number[], factor: number): number[] =>
    y.map((value, i) => value + factor * k[i]);
  const shoot = (slope: number): number[] => {
    let y = [0, 0, slope];
    for (let step = 0; step < steps; step++) {
      const k1 = derivative(y);
      const k2 = derivative(plus(y, k1, h / 2));
      const k3 = derivative(plus(y, k2, h / 2));
      const k4 = derivative(plus(y, k3, h));
      y = y.map((value, i) => value + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
    }
    return y;
  };
  let [low, high] = [0.1, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (shoot(middle)[1] < 1) low = middle;
    else high = middle;
  }
  return { slope: low, end: shoot(low)[0] };
}

it('Blasius: the boundary layer of a flat plate, against shooting', async () => {
  const solved = await solve(`
equation: f''' + f*f''/2 = 0
domain: {x: [0, 8]}
conditions: [f(0) = 0, "f'(0) = 0", "f'(8) = 1"]`);
  const { slope, end } = blasius();
  expect(slope).toBeCloseTo(0.33206, 5);
  expect(at(solved, 8)[0]).toBeCloseTo(end, 6);
  // f ≈ f″(0)·x²/2 near the plate; the next term is of order x⁵.
  expect((2 * at(solved, 0.08)[0]) / 0.08 ** 2).toBeCloseTo(slope, 4);
});

it('an oscillator with two unknown constants, from noisy values', async () => {
  const [c, k] = [0.3, 4];
  const w = Math.sqrt(k - (c * c) / 4);
  const t = Array.from({ length: 60 }, (_, i) => i / 6);
  const u = t.map((time, i) => {
    const exact = Math.exp((-c * time) / 2) * (Math.cos(w * time) + (c / (2 * w)) * Math.sin(w * time));
    return exact + 0.01 * Math.sin(37 * i ** 2);
  });
  const { found } = await solve(
    JSON.stringify({
      equation: "u'' + c*u' + k*u = 0",
      domain: { t: [0, 10] },
      conditions: ['u(0) = 1', "u'(0) = 0"],
      unknown: ['c', 'k'],
      measurements: { t, u },
    }),
  );
  found.unknown.forEach(({ value, standardError }, index) => {
    expect(Math.abs(value - [c, k][index])).toBeLessThan(4 * standardError!);
    expect(standardError).toBeLessThan(0.01);
  });
});

it('a derivative of the coordinate gets a sentence that says so', async () => {
  await expect(solve('{equation: "t\' = -t", domain: {t: [0, 1]}, conditions: t(0) = 1}')).rejects.toThrow(
    "t' is a derivative of t, but t is the coordinate.",
  );
});

it('a system whose conditions are all of one function is accepted where they are enough for both', async () => {
  // v is −u″: its two conditions are those of u″ at both ends.
  const { mse } = await solve(`
equations: ["u'' + v = 0", "v'' = 0"]
domain: {x: [0, 1]}
conditions: [u(0) = 0, u(1) = 0, "u'(0) = 1", "u'(1) = -1"]
exact: {u: x - x^2, v: 2}`);
  expect(mse).toBeLessThan(1e-15);
});
