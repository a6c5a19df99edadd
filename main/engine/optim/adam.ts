/** Adam (Kingma and Ba, arXiv 1412.6980) on the full objective or on mini-batches. */
import { adamUpdate, type AdamPlace, type AdamUpdate } from './adamUpdate.ts';
import { burstSizes } from './burst.ts';
import { isCheck, nextCheck } from './checks.ts';
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
  /**
   * With mini-batches, or several steps at once: iterations between two evaluations of the full objective after the
   * first few (checks.ts); 50 by default.
   */
  readonly checkEvery?: number;
  /** The most iterations before the next one is yielded, asked for each time; not limited by default. */
  readonly allowance?: (() => number) | undefined;
}

/** This many consecutive points that are not finite end the run. */
const patience = 20;

/**
 * A point that is not finite is rejected: the run returns to the best point with half the rate. If the last point is
 * not the best, the best is yielded again at the end, so that the last one yielded is the best. With mini-batches the
 * best is the best of those at which the full objective was evaluated, the last among them. A problem that makes
 * several steps by itself makes as many between two yields as fit into a short time, and its full objective is
 * evaluated as with mini-batches, always at the same iterations. Ends with `converged`, `diverged` (the start or all
 * further points are not finite) or `iterations`.
 */
export const adam: Optimizer<AdamOptions> = async function* (
  problem: Problem,
  start: Float64Array,
  options: AdamOptions,
): AsyncGenerator<Iteration, Ending> {
  const { iterations, learningRate, batch = 0, schedule = 'constant' } = options;
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const { gradientTolerance = 1e-10, checkEvery = 50, allowance = () => Infinity } = options;
  const constants = { beta1, beta2, epsilon };
  const sampled = batch > 0 && problem.evaluateBatch !== undefined;
  const bursts = problem.descend === undefined ? null : burstSizes();
  const x = start.slice();
  const best = { x: start.slice(), value: Infinity, gradientNorm: Infinity };
  const gradient = new Float64Array(problem.size);
  const first = new Float64Array(problem.size);
  const second = new Float64Array(problem.size);
  const place: AdamPlace = { x, first, second };
  let evaluations = 0;
  let updates = 0;
  let rate = learningRate;
  let failures = 0;
  let gradientNorm = Infinity;

  /** Evaluates the full objective at x and keeps x if it is the best so far. */
  const check = async (): Promise<number> => {
    evaluations++;
    const value = await problem.evaluate(x, gradient);
    gradientNorm = maxAbs(gradient);
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
  let reached = 0;

  while (reached < iterations) {
    // Values at x after each evaluation of the full objective.
    if (!sampled && gradientNorm <= gradientTolerance) {
      reached++;
      ending = 'converged';
      break;
    }
    if (bursts === null) {
      reached++;
      await singleStep();
    } else {
      const toCheck = nextCheck(reached, checkEvery) - reached;
      const count = Math.max(1, Math.min(bursts.size, allowance(), toCheck, iterations - reached));
      const end = bursts.begin(count);
      await burst(count);
      end();
      reached += count;
    }
    if (Number.isFinite(value) && Number.isFinite(gradientNorm)) failures = 0;
    else {
      failures++;
      retreat();
      if (failures === patience) {
        ending = 'diverged';
        break;
      }
    }
    const spaced = sampled || bursts !== null;
    if (!spaced || reached === iterations || isCheck(reached, checkEvery)) value = await check();
    if (!Number.isFinite(value)) continue;
    yield { iteration: reached, value, gradientNorm, evaluations, x };
  }
  if (value !== best.value) yield { iteration: reached, ...best, evaluations };
  return ending;

  async function singleStep(): Promise<void> {
    if (sampled) {
      evaluations++;
      value = await problem.evaluateBatch!(x, gradient, batch);
      gradientNorm = maxAbs(gradient);
    }
    const finite = Number.isFinite(value) && Number.isFinite(gradientNorm);
    if (finite) adamUpdate(place, gradient, updateOf(reached), constants);
  }

  async function burst(count: number): Promise<void> {
    evaluations += count;
    const steps = Array.from({ length: count }, (_, at) => updateOf(reached + 1 + at));
    const found = await problem.descend!(place, steps, constants, sampled ? batch : 0);
    value = found.value;
    gradientNorm = Number.isFinite(maxAbs(x)) ? found.gradientNorm : NaN;
  }

  function updateOf(iteration: number): AdamUpdate {
    updates++;
    const fade = schedule === 'cosine' ? 0.5 * (1 + Math.cos((Math.PI * (iteration - 1)) / iterations)) : 1;
    return { rate: (rate * fade) / (1 - beta1 ** updates), correction: 1 - beta2 ** updates };
  }

  function retreat(): void {
    rate /= 2;
    updates = 0;
    first.fill(0);
    second.fill(0);
    x.set(best.x);
  }
};
