/** Functions whose minimum is known, and an optimiser driven to its end. */
import { expect } from 'vitest';
import type { Ending, Iteration, Problem } from '../../../main/engine/optim/optimizer.ts';

/** How an optimiser ended, and the values on its way. */
export interface Run {
  readonly ending: Ending;
  readonly x: Float64Array;
  readonly values: number[];
  readonly evaluations: number;
}

/** Runs an optimiser to its end; every value on the way is finite. */
export async function drive(run: AsyncGenerator<Iteration, Ending>, start: Float64Array): Promise<Run> {
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
export const rosenbrock: Problem = {
  size: 2,
  evaluate([x, y], gradient) {
    gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
    gradient[1] = 200 * (y - x * x);
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  },
};

/** Σ i·(x_i − i)² / 2 */
export const quadratic: Problem = {
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
export const fenced: Problem = {
  size: 1,
  evaluate([x], gradient) {
    gradient[0] = 1 - 1 / x;
    return x - Math.log(x);
  },
};
