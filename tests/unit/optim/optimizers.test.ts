import { describe, expect, it } from 'vitest';
import { adam } from '../../../main/engine/optim/adam.ts';
import { adamUpdate } from '../../../main/engine/optim/adamUpdate.ts';
import { lbfgs } from '../../../main/engine/optim/lbfgs.ts';
import type { Ending, Iteration, Problem } from '../../../main/engine/optim/optimizer.ts';
import { maxAbs } from '../../../main/engine/optim/vector.ts';
import { seededRandom } from '../../../shared/random.ts';

interface Run {
  readonly ending: Ending;
  readonly x: Float64Array;
  readonly values: number[];
  readonly evaluations: number;
}

async function drive(run: AsyncGenerator<Iteration, Ending>, start: Float64Array): Promise<Run> {
  let x = start;
  let evaluations = 0;
  const values: number[] = [];
  for (;;) {
    const step = await run.next();
    if (step.done) return { ending: step.value, x, values, evaluations };
    x = step.value.x.slice();
    evaluations = step.value.evaluations;
    values.push(step.value.value);
    expect(step.value.x.every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(step.value.value)).toBe(true);
  }
}

/** f(x, y) = (1 − x)² + 100 (y − x²)², least at (1, 1). */
const rosenbrock: Problem = {
  size: 2,
  evaluate([x, y], gradient) {
    gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
    gradient[1] = 200 * (y - x * x);
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  },
};

/** Σ i·(x_i − i)² / 2 */
const quadratic: Problem = {
  size: 20,
  evaluate(x, gradient) {
    let value = 0;
    x.forEach((entry, i) => {
      gradient[i] = (i + 1) * (entry - i);
      value += ((i + 1) * (entry - i) ** 2) / 2;
    });
    return value;
  },
};

/** x − log x, not a number for x < 0: least at 1. */
const fenced: Problem = {
  size: 1,
  evaluate([x], gradient) {
    gradient[0] = 1 - 1 / x;
    return x - Math.log(x);
  },
};

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
