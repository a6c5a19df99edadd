/** Adam, on functions whose minimum is known. */
import { describe, expect, it } from 'vitest';
import { adam } from '../../../main/engine/optim/adam.ts';
import { adamUpdate } from '../../../main/engine/optim/adamUpdate.ts';
import type { Iteration, Problem } from '../../../main/engine/optim/optimizer.ts';
import { maxAbs } from '../../../main/engine/optim/vector.ts';
import { seededRandom } from '../../../shared/random.ts';
import { drive, rosenbrock, quadratic, fenced } from './functions.ts';

describe('Adam', () => {
  it('solves a quadratic with a cosine schedule', async () => {
    const start = new Float64Array(20);
    const options = { iterations: 3000, learningRate: 0.1, schedule: 'cosine' } as const;
    const run = await drive(adam(quadratic, start, options), start);
    run.x.forEach((entry, i) => expect(Math.abs(entry - i)).toBeLessThan(1e-3));
  });

  it('makes a first step as long as the learning rate, against the sign of the gradient', async () => {
    const start = Float64Array.of(3, 3);
    const first = await adam(rosenbrock, start, { iterations: 5, learningRate: 0.01 }).next();
    const x = (first.value as Iteration).x;
    expect(x[0]).toBeCloseTo(2.99, 9);
    expect(x[1]).toBeCloseTo(3.01, 9);
  });

  it('lets the rate fall by a cosine, from the whole rate at the first step', async () => {
    // Where the gradient never changes, each step is as long as its rate. PyTorch's CosineAnnealingLR has the same rates.
    const slope: Problem = {
      size: 1,
      evaluate([x], gradient) {
        gradient[0] = 1;
        return x;
      },
    };
    const options = { iterations: 4, learningRate: 0.1, schedule: 'cosine' } as const;
    const run = await drive(adam(slope, new Float64Array(1), options), new Float64Array(1));
    const rates = [0.1, 0.0853553391, 0.05, 0.0146446609];
    let x = 0;
    run.values.slice(0, 4).forEach((value, step) => expect(value).toBeCloseTo((x -= rates[step]), 8));
  });

  it('yields the best point last', async () => {
    const start = Float64Array.of(0.4);
    const well: Problem = {
      size: 1,
      evaluate([x], gradient) {
        gradient[0] = 2 * x;
        return x * x;
      },
    };
    const run = await drive(adam(well, start, { iterations: 3, learningRate: 0.3 }), start);
    expect(run.values.at(-1)).toBe(Math.min(...run.values));
    expect(run.values).toHaveLength(4);
    expect(run.x[0] ** 2).toBe(run.values.at(-1));
  });

  it('goes back to the best point with half the rate when the objective is NaN', async () => {
    const start = Float64Array.of(1.5);
    const run = await drive(adam(fenced, start, { iterations: 400, learningRate: 4 }), start);
    expect(run.ending).toBe('converged');
    expect(Math.abs(run.x[0] - 1)).toBeLessThan(1e-9);
  });

  it('ends as diverged when the start or every next point is not finite', async () => {
    const start = Float64Array.of(-1);
    const outside = await drive(adam(fenced, start, { iterations: 9, learningRate: 0.1 }), start);
    expect(outside).toMatchObject({ ending: 'diverged', values: [] });
    let calls = 0;
    const island: Problem = {
      size: 1,
      evaluate(_, gradient) {
        gradient[0] = 1;
        return calls++ === 0 ? 1 : NaN;
      },
    };
    const lost = await drive(
      adam(island, Float64Array.of(5), { iterations: 99, learningRate: 1 }),
      Float64Array.of(5),
    );
    expect(lost).toMatchObject({ ending: 'diverged', values: [1] });
    expect(lost.x[0]).toBe(5);
  });

  it('makes the same steps in bursts, and no more than allowed', async () => {
    const start = Float64Array.from({ length: 20 }, (_, i) => 0.5 * i - 3);
    const bursts: number[] = [];
    const descending: Problem = {
      ...quadratic,
      async descend(place, steps, constants) {
        bursts.push(steps.length);
        const gradient = new Float64Array(place.x.length);
        let value = NaN;
        for (const step of steps) {
          value = await quadratic.evaluate(place.x, gradient);
          adamUpdate(place, gradient, step, constants);
        }
        return { value, gradientNorm: maxAbs(gradient) };
      },
    };
    const options = { iterations: 100, learningRate: 0.05, schedule: 'cosine', checkEvery: 10 } as const;
    const alone = await drive(adam(quadratic, start, options), start);
    const together = await drive(adam(descending, start, { ...options, allowance: () => 4 }), start);
    expect(together.ending).toBe('iterations');
    expect(together.x).toEqual(alone.x);
    expect(bursts[0]).toBe(1);
    expect(Math.max(...bursts)).toBe(4);
    // None goes past an iteration at which the full objective is due.
    const ends = bursts.map((_, at) => bursts.slice(0, at + 1).reduce((a, b) => a + b));
    expect(ends.filter((end) => end % 10 === 0)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(together.values).toHaveLength(bursts.length);
  });

  it('goes back to the best full value when a burst of steps does not help', async () => {
    let calls = 0;
    const broken: Problem = {
      ...quadratic,
      descend: (place, steps) => {
        // The second burst of two is lost, moments and all.
        const lost = ++calls % 2 === 0;
        place.x.forEach(
          (entry, i) => (place.x[i] = lost ? NaN : entry - 0.1 * steps.length * Math.sign(entry - i)),
        );
        place.first.fill(lost ? NaN : 0);
        return Promise.resolve({ value: lost ? NaN : 1, gradientNorm: 1 });
      },
    };
    const start = Float64Array.from({ length: 20 }, (_, i) => i + 1);
    const run = await drive(
      adam(broken, start, { iterations: 8, learningRate: 0.1, checkEvery: 1, allowance: () => 1 }),
      start,
    );
    expect(run.ending).toBe('iterations');
    // Four bursts of eight went well.
    run.x.forEach((entry, i) => expect(entry - i).toBeCloseTo(0.6, 9));
  });

  it('fits a line by mini-batches and ends at the best full value', async () => {
    const random = seededRandom(4);
    const xs = Float64Array.from({ length: 200 }, () => random.normal());
    const ys = xs.map((x) => 2 * x - 1);
    const on = (rows: readonly number[], [a, b]: Float64Array, gradient: Float64Array): number => {
      gradient.fill(0);
      let value = 0;
      for (const row of rows) {
        const error = a * xs[row] + b - ys[row];
        gradient[0] += (2 * error * xs[row]) / rows.length;
        gradient[1] += (2 * error) / rows.length;
        value += (error * error) / rows.length;
      }
      return value;
    };
    const all = [...xs.keys()];
    const line: Problem = {
      size: 2,
      evaluate: (x, gradient) => on(all, x, gradient),
      evaluateBatch: (x, gradient, size) =>
        on(
          Array.from({ length: size }, () => random.integer(200)),
          x,
          gradient,
        ),
    };
    const start = new Float64Array(2);
    const options = { iterations: 1500, learningRate: 0.05, batch: 16, schedule: 'cosine' } as const;
    const run = await drive(adam(line, start, options), start);
    expect(run.x[0]).toBeCloseTo(2, 6);
    expect(run.x[1]).toBeCloseTo(-1, 6);
    expect(on(all, run.x, new Float64Array(2))).toBe(run.values.at(-1));
  });
});
