import { describe, expect, it } from 'vitest';
import {
  levenbergMarquardt,
  type LevenbergMarquardtOptions,
  type SecondOrderProblem,
} from '../../../main/engine/optim/levenbergMarquardt.ts';
import type { Ending, Iteration } from '../../../main/engine/optim/optimizer.ts';

type Residuals = (x: Float64Array) => number[];

/** Σ r², with derivatives of r by central differences: independent of everything the engine does. */
function leastSquaresProblem(size: number, residuals: Residuals): SecondOrderProblem {
  const value = (x: Float64Array): number => residuals(x).reduce((sum, r) => sum + r * r, 0);
  const jacobian = (x: Float64Array): number[][] =>
    Array.from(x, (entry, i) => {
      const step = 1e-6 * Math.max(1, Math.abs(entry));
      const up = residuals(x.with(i, entry + step));
      const down = residuals(x.with(i, entry - step));
      return up.map((r, row) => (r - down[row]) / (2 * step));
    });
  return {
    size,
    value,
    evaluate: () => {
      throw new Error('not needed by a second-order method');
    },
    quadratic(x) {
      const columns = jacobian(x);
      const r = residuals(x);
      const product = (a: number[], b: number[]): number =>
        a.reduce((sum, entry, i) => sum + entry * b[i], 0);
      const hessian = new Float64Array(size * size);
      columns.forEach((a, i) => columns.forEach((b, j) => (hessian[i * size + j] = 2 * product(a, b))));
      return { loss: value(x), gradient: Float64Array.from(columns, (a) => 2 * product(a, r)), hessian };
    },
    solve: (model, damping) => cholesky(model.hessian, model.gradient, damping),
  };
}

function cholesky(matrix: Float64Array, gradient: Float64Array, damping: number): Float64Array | null {
  const n = gradient.length;
  const lower = matrix.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j] + (i === j ? damping : 0);
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      if (i === j && !(sum > 0)) return null;
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / lower[j * n + j];
    }
  }
  const x = gradient.map((entry) => -entry);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * n + k] * x[k];
    x[i] /= lower[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= lower[k * n + i] * x[k];
    x[i] /= lower[i * n + i];
  }
  return x;
}

async function run(
  problem: SecondOrderProblem,
  start: number[],
  options: LevenbergMarquardtOptions,
): Promise<{ path: (Iteration & { at: number[] })[]; ending: Ending }> {
  const loop = levenbergMarquardt(problem, Float64Array.from(start), options);
  const path: (Iteration & { at: number[] })[] = [];
  for (;;) {
    const next = await loop.next();
    if (next.done) return { path, ending: next.value };
    path.push({ ...next.value, at: [...next.value.x] });
  }
}

describe('Levenberg–Marquardt', () => {
  it('solves Rosenbrock to machine precision', async () => {
    const problem = leastSquaresProblem(2, ([x, y]) => [1 - x, 10 * (y - x * x)]);
    const { path, ending } = await run(problem, [-1.2, 1], { iterations: 100 });
    expect(['converged', 'stalled']).toContain(ending);
    expect(path.at(-1).value).toBeLessThan(1e-20);
    expect(path.at(-1).at[0]).toBeCloseTo(1, 9);
    expect(path.at(-1).at[1]).toBeCloseTo(1, 9);
  });

  it('decreases at every accepted step', async () => {
    const problem = leastSquaresProblem(3, ([a, b, c]) =>
      Array.from({ length: 12 }, (_, i) => a * Math.exp(-b * i) + c - (3 * Math.exp(-0.4 * i) + 1)),
    );
    const { path } = await run(problem, [1, 0.1, 0], { iterations: 60 });
    path.slice(1).forEach((step, i) => expect(step.value).toBeLessThan(path[i].value));
    const last = path.at(-1).at;
    [3, 0.4, 1].forEach((truth, i) => expect(last[i]).toBeCloseTo(truth, 7));
  });

  it('stays at the start in undetermined directions, and still reaches the minimum', async () => {
    // Only x + y matters: the matrix is singular everywhere.
    const problem = leastSquaresProblem(3, ([x, y]) => [x + y - 2, 2 * (x + y - 2)]);
    const { path } = await run(problem, [5, 1, 7], { iterations: 50 });
    const [x, y, unused] = path.at(-1).at;
    expect(x + y).toBeCloseTo(2, 9);
    expect(x - y).toBeCloseTo(4, 9);
    expect(unused).toBe(7);
  });

  it('rejects points with a value that is not finite', async () => {
    const problem = leastSquaresProblem(1, ([x]) => [Math.log(x) - Math.log(1e-3)]);
    const { path } = await run(problem, [10], { iterations: 100 });
    path.forEach((step) => expect(step.value).toBeTypeOf('number'));
    path.forEach((step) => expect(Number.isFinite(step.value)).toBe(true));
    expect(path.at(-1).at[0]).toBeCloseTo(1e-3, 9);
  });

  it('ends as diverged when the start is not finite', async () => {
    const problem = leastSquaresProblem(1, ([x]) => [Math.log(x)]);
    expect(await run(problem, [-1], { iterations: 5 })).toEqual({ path: [], ending: 'diverged' });
  });

  it('ends as stalled, at its best point, when no step helps', async () => {
    const flat: SecondOrderProblem = {
      ...leastSquaresProblem(1, ([x]) => [x]),
      value: () => 1,
      quadratic: () => ({
        loss: 1,
        gradient: Float64Array.of(1),
        hessian: Float64Array.of(1),
      }),
    };
    expect(await run(flat, [3], { iterations: 5 })).toEqual({ path: [], ending: 'stalled' });
  });

  /** A flat problem whose steps and values are as told: the dampings that it is solved with. */
  async function dampings(
    solved: (call: number) => boolean,
    valueOf: (call: number) => number,
    options: LevenbergMarquardtOptions,
  ) {
    const asked: number[] = [];
    let loss = 1;
    const told: SecondOrderProblem = {
      ...leastSquaresProblem(1, ([x]) => [x]),
      quadratic: () => ({ loss, gradient: Float64Array.of(1), hessian: Float64Array.of(8) }),
      solve: (_, damping) => {
        asked.push(damping);
        return solved(asked.length) ? Float64Array.of(0) : null;
      },
      value: () => {
        const value = valueOf(asked.length);
        if (value < loss) loss = value;
        return value;
      },
    };
    return { ...(await run(told, [0], options)), asked };
  }

  it('changes the damping by 10 where the matrix is not positive definite, by 3 and by 1/5', async () => {
    const { asked, ending } = await dampings(
      (call) => call !== 1 && call !== 2,
      (call) => (call === 3 || call === 4 ? 2 : 1 / call),
      { iterations: 3 },
    );
    const expected = [0.8, 8, 80, 240, 720, 144, 28.8];
    expect(asked).toHaveLength(expected.length);
    asked.forEach((damping, i) => expect(damping).toBeCloseTo(expected[i], 9));
    expect(ending).toBe('iterations');
  });

  it('never lets the damping vanish, however many steps go well', async () => {
    const { asked } = await dampings(
      () => true,
      (call) => 0.9 ** call,
      { iterations: 60 },
    );
    expect(asked).toHaveLength(60);
    // 8 · 1e-15, of the diagonal.
    expect(asked.at(-1)).toBeCloseTo(8e-15, 25);
  });

  it('measures progress as a share of the value, in iterations in a row', async () => {
    const small = await dampings(
      () => true,
      (call) => 1e-9 * 0.5 ** call,
      { iterations: 20 },
    );
    expect(small.ending).toBe('iterations');
    const hardly = (call: number): number => 1 - 1e-8 * call - (call >= 4 ? 0.1 : 0);
    const stalled = await dampings(() => true, hardly, { iterations: 20 });
    // Three falls that hardly count, one that does, and five more in a row.
    expect(stalled).toMatchObject({ ending: 'stalled' });
    expect(stalled.path).toHaveLength(9);
  });
});
