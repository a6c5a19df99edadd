import { describe, expect, it } from 'vitest';
import { lbfgs } from '../../../main/engine/optim/lbfgs.ts';
import type { Problem } from '../../../main/engine/optim/optimizer.ts';
import { drive, rosenbrock, quadratic, fenced } from './functions.ts';

type Matrix = number[][];
const times = (matrix: Matrix, x: readonly number[]): number[] => matrix.map((row) => inner(row, x));
const inner = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, entry, i) => sum + entry * b[i], 0);
const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((entry, i) => entry - b[i]);

/** H after one pair: (I − ρsyᵀ) H (I − ρysᵀ) + ρssᵀ (Nocedal and Wright, equation 6.17), as full matrices. */
function updated(h: Matrix, s: readonly number[], y: readonly number[]): Matrix {
  const rho = 1 / inner(s, y);
  const hy = times(h, y);
  const yhy = inner(y, hy);
  return h.map((row, i) =>
    row.map(
      (entry, j) => entry - rho * (s[i] * hy[j] + hy[i] * s[j]) + (rho * rho * yhy + rho) * s[i] * s[j],
    ),
  );
}

describe('L-BFGS', () => {
  it('finds the minimum of Rosenbrock’s function, and decreases at every step', async () => {
    const start = Float64Array.of(-1.2, 1);
    const run = await drive(lbfgs(rosenbrock, start, { iterations: 200 }), start);
    expect(run.ending).toBe('converged');
    expect(Math.hypot(run.x[0] - 1, run.x[1] - 1)).toBeLessThan(1e-9);
    expect(run.evaluations).toBeLessThan(80);
    expect(run.values.every((value, i) => i === 0 || value < run.values[i - 1])).toBe(true);
    expect([...start]).toEqual([-1.2, 1]);
  });

  it('solves a quadratic', async () => {
    const start = new Float64Array(20);
    const run = await drive(lbfgs(quadratic, start, { iterations: 100 }), start);
    expect(run.ending).toBe('converged');
    run.x.forEach((entry, i) => expect(Math.abs(entry - i)).toBeLessThan(1e-9));
  });

  it('goes back from points where the objective is NaN', async () => {
    for (const from of [30, 1e-3]) {
      const start = Float64Array.of(from);
      const run = await drive(lbfgs(fenced, start, { iterations: 100 }), start);
      expect(run.ending).toBe('converged');
      expect(Math.abs(run.x[0] - 1)).toBeLessThan(1e-7);
    }
    // The lowest point is at the fence itself: trial after trial lies beyond it.
    const steep: Problem = {
      size: 1,
      evaluate([x], gradient) {
        gradient[0] = 0.5 / Math.sqrt(x) + 2 * (x - 0.001);
        return Math.sqrt(x) + (x - 0.001) ** 2;
      },
    };
    const run = await drive(lbfgs(steep, Float64Array.of(0.1), { iterations: 60 }), Float64Array.of(0.1));
    expect(run.x[0]).toBeGreaterThanOrEqual(0);
    expect(run.values.at(-1)).toBeLessThan(Math.sqrt(0.1));
  });

  it('ends as diverged when the start is not finite, and yields nothing', async () => {
    for (const bad of [NaN, -1]) {
      const start = Float64Array.of(bad);
      const run = await drive(lbfgs(fenced, start, { iterations: 5 }), start);
      expect(run).toMatchObject({ ending: 'diverged', values: [] });
    }
  });

  it('ends as stalled when the gradient is wrong', async () => {
    const lying: Problem = {
      size: 1,
      evaluate([x], gradient) {
        gradient[0] = -1;
        return x * x;
      },
    };
    const run = await drive(lbfgs(lying, Float64Array.of(1), { iterations: 50 }), Float64Array.of(1));
    expect(run).toMatchObject({ ending: 'stalled', values: [] });
  });

  it('ends as converged at the limit of double precision', async () => {
    const start = Float64Array.of(0.3);
    const flat: Problem = {
      size: 1,
      evaluate([x], gradient) {
        gradient[0] = 4 * (x - 2) ** 3;
        return 1 + (x - 2) ** 4;
      },
    };
    const run = await drive(lbfgs(flat, start, { iterations: 1000, gradientTolerance: 0 }), start);
    expect(run.ending).toBe('converged');
    expect(Math.abs(run.x[0] - 2)).toBeLessThan(1e-3);
  });

  it('ends as stalled after ten iterations in a row with too little progress', async () => {
    const start = Float64Array.of(-1.2, 1);
    // By this measure every step makes too little of it.
    const run = await drive(lbfgs(rosenbrock, start, { iterations: 99, progressTolerance: 1e9 }), start);
    expect(run.ending).toBe('stalled');
    expect(run.values).toHaveLength(10);
  });

  it('stops after the given number of iterations, and waits between them', async () => {
    const start = Float64Array.of(-1.2, 1);
    let evaluations = 0;
    const counted: Problem = {
      size: 2,
      evaluate(x, gradient) {
        evaluations++;
        return rosenbrock.evaluate(x, gradient);
      },
    };
    const run = lbfgs(counted, start, { iterations: 3 });
    const first = await run.next();
    const before = evaluations;
    expect(first.value).toMatchObject({ iteration: 1, evaluations: before });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(evaluations).toBe(before);
    await run.next();
    await run.next();
    expect(await run.next()).toEqual({ done: true, value: 'iterations' });
  });

  it('goes against the gradient times the inverse Hessian of the last pairs, as full matrices give it', async () => {
    const history = 3;
    const points: number[][] = [Array.from({ length: 20 }, () => 0)];
    const run = lbfgs(quadratic, Float64Array.from(points[0]), { iterations: 12, history });
    for (let next = await run.next(); !next.done; next = await run.next()) points.push([...next.value.x]);
    expect(points).toHaveLength(13);
    const gradients = points.map((x) => {
      const gradient = new Float64Array(20);
      void quadratic.evaluate(Float64Array.from(x), gradient);
      return [...gradient];
    });
    const steps = points.slice(1).map((x, k) => minus(x, points[k]));
    const changes = gradients.slice(1).map((gradient, k) => minus(gradient, gradients[k]));
    for (let k = 1; k < steps.length; k++) {
      const from = Math.max(0, k - history);
      const scale = inner(steps[k - 1], changes[k - 1]) / inner(changes[k - 1], changes[k - 1]);
      let h: Matrix = Array.from({ length: 20 }, (_, i) =>
        Array.from({ length: 20 }, (_, j) => +(i === j) * scale),
      );
      for (let pair = from; pair < k; pair++) h = updated(h, steps[pair], changes[pair]);
      const direction = times(h, gradients[k]).map((entry) => -entry);
      const length = Math.hypot(...steps[k]) / Math.hypot(...direction);
      steps[k].forEach((entry, i) => expect(entry).toBeCloseTo(length * direction[i], 8));
    }
  });

  it('yields the value of the point that it yields, also where the line search ends at an earlier probe', async () => {
    // A kink at the minimum along each line: the conditions on the slope are never met, and later probes are no better.
    const kinked: Problem = {
      size: 3,
      evaluate(x, gradient) {
        x.forEach((entry, i) => (gradient[i] = (i + 1) * Math.sign(entry - i)));
        return x.reduce((sum, entry, i) => sum + (i + 1) * Math.abs(entry - i), 0);
      },
    };
    const start = Float64Array.of(0.7, -1.3, 5.1);
    const loop = lbfgs(kinked, start, { iterations: 30 });
    let [count, largest] = [0, 0];
    for (let next = await loop.next(); !next.done; next = await loop.next()) {
      const { x, value, gradientNorm } = next.value;
      const gradient = new Float64Array(3);
      expect(value).toBe(kinked.evaluate(x, gradient));
      expect(gradientNorm).toBe(Math.max(...gradient.map(Math.abs)));
      largest = Math.max(largest, next.value.evaluations / ++count);
    }
    expect(largest).toBeGreaterThan(10);
  });

  it('counts only iterations in a row as too little progress', async () => {
    // Falls of 0.0005, and of 0.1 at every eighth evaluation.
    let [calls, value] = [0, 1000];
    const uneven: Problem = {
      size: 1,
      evaluate(_, gradient) {
        gradient[0] = 1e-3 * 0.8 ** calls;
        value -= ++calls % 8 === 0 ? 0.1 : 0.0005;
        return value;
      },
    };
    const options = { iterations: 40, progressTolerance: 1e-6, gradientTolerance: 0 };
    const run = await drive(lbfgs(uneven, Float64Array.of(0), options), Float64Array.of(0));
    expect(run.ending).toBe('iterations');
    const falls = run.values.slice(1).map((entry, i) => run.values[i] - entry);
    expect(falls.filter((fall) => fall < 1e-3).length).toBeGreaterThan(20);
  });
});
