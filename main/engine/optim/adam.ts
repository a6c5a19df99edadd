/** Adam (Kingma and Ba, arXiv 1412.6980) on the full objective or on mini-batches. */
import type { Ending, Iteration, Optimizer, Problem } from './optimizer.ts';
import { maxAbs } from './vector.ts';

export interface AdamOptions {
  readonly iterations: number;
  readonly learningRate: number;
  /** Samples a step; 0 (default) or a problem without samples means all of them. */
  readonly batch?: number;
  /** `cosine` lets the rate fall to 0 at the last iteration; `constant` by default. */
  readonly schedule?: 'constant' | 'cosine';
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Converged when no entry of the full gradient is larger; 1e-10 by default. */
  readonly gradientTolerance?: number;
  /** With mini-batches: iterations between two evaluations of the full objective; 50 by default. */
  readonly checkEvery?: number;
}

/** This many points running that are not finite end the run. */
const patience = 20;

/**
 * A point that is not finite is rejected: back to the best point, at half the rate. Where the last point is not the
 * best, the best is yielded once more at the end, so that the last one yielded is the one to keep. With mini-batches
 * the best is the best of those at which the full objective was evaluated, the last among them.
 * Ends with `converged`, `diverged` (the start or all further points are not finite) or `iterations`.
 */
export const adam: Optimizer<AdamOptions> = async function* (
  problem: Problem,
  start: Float64Array,
  options: AdamOptions,
): AsyncGenerator<Iteration, Ending> {
  const { iterations, learningRate, batch = 0, schedule = 'constant' } = options;
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const { gradientTolerance = 1e-10, checkEvery = 50 } = options;
  const sampled = batch > 0 && problem.evaluateBatch !== undefined;
  const x = start.slice();
  const best = { x: start.slice(), value: Infinity, gradientNorm: Infinity };
  const gradient = new Float64Array(problem.size);
  const first = new Float64Array(problem.size);
  const second = new Float64Array(problem.size);
  let evaluations = 0;
  let updates = 0;
  let rate = learningRate;
  let failures = 0;
  let reached = 0;

  /** Evaluates the full objective at x and keeps x if it is the best so far. */
  const check = async (): Promise<number> => {
    evaluations++;
    const value = await problem.evaluate(x, gradient);
    const gradientNorm = maxAbs(gradient);
    if (Number.isFinite(gradientNorm) && value < best.value) {
      best.x.set(x);
      best.value = value;
      best.gradientNorm = gradientNorm;
    }
    return value;
  };

  let value = await check();
  if (best.value === Infinity) return 'diverged';
  let ending: Ending = 'iterations';

  for (let iteration = 1; iteration <= iterations; iteration++) {
    reached = iteration;
    if (sampled) {
      evaluations++;
      value = await problem.evaluateBatch!(x, gradient, batch);
    }
    const gradientNorm = maxAbs(gradient);
    if (!sampled && gradientNorm <= gradientTolerance) {
      ending = 'converged';
      break;
    }
    if (Number.isFinite(value) && Number.isFinite(gradientNorm)) {
      update(iteration);
      failures = 0;
    } else {
      failures++;
      retreat();
      if (failures === patience) {
        ending = 'diverged';
        break;
      }
    }
    const last = iteration === iterations;
    if (!sampled || last || iteration % checkEvery === 0) value = await check();
    if (!Number.isFinite(value)) continue;
    yield { iteration, value, gradientNorm: maxAbs(gradient), evaluations, x };
  }
  if (value !== best.value) yield { iteration: reached, ...best, evaluations };
  return ending;

  function update(iteration: number): void {
    updates++;
    const fade = schedule === 'cosine' ? 0.5 * (1 + Math.cos((Math.PI * (iteration - 1)) / iterations)) : 1;
    const step = (rate * fade) / (1 - beta1 ** updates);
    const correction = 1 - beta2 ** updates;
    for (let i = 0; i < x.length; i++) {
      first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
      second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] * gradient[i];
      x[i] -= (step * first[i]) / (Math.sqrt(second[i] / correction) + epsilon);
    }
  }

  function retreat(): void {
    rate /= 2;
    updates = 0;
    first.fill(0);
    second.fill(0);
    x.set(best.x);
  }
};
