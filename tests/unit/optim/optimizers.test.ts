import { describe, expect, it } from 'vitest';
import { lbfgs } from '../../../main/engine/optim/lbfgs.ts';
import type { Problem } from '../../../main/engine/optim/optimizer.ts';
import { drive, rosenbrock, quadratic, fenced } from './functions.ts';

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
});
