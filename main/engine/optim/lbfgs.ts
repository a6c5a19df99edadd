/**
 * Limited-memory BFGS with a strong Wolfe line search (Nocedal and Wright, "Numerical Optimization", algorithms 7.4 and
 * 7.5). Every accepted point is finite and lower than the one before, so the last one yielded is the best.
 */
import { strongWolfe, type Probe } from './lineSearch.ts';
import type { Ending, Iteration, Optimizer, Problem } from './optimizer.ts';
import { addScaled, dot, maxAbs } from './vector.ts';

export interface LbfgsOptions {
  readonly iterations: number;
  /** Pairs kept for the approximation of curvature; 10 by default. */
  readonly history?: number;
  /** Converged when no entry of the gradient is larger; 1e-10 by default. */
  readonly gradientTolerance?: number;
  /** Stalled when the value falls by less than this share of itself ten times in a row; 1e-13 by default. */
  readonly progressTolerance?: number;
}

const patience = 10;

/**
 * Ends with `converged` (gradient within tolerance, or no further gain in double precision), `stalled` (no lower point
 * was found, or the value hardly falls), `diverged` (the start itself is not finite) or `iterations`. Never yields a
 * point that is not finite.
 */
export const lbfgs: Optimizer<LbfgsOptions> = async function* (
  problem: Problem,
  start: Float64Array,
  options: LbfgsOptions,
): AsyncGenerator<Iteration, Ending> {
  const { iterations, history = 10, gradientTolerance = 1e-10, progressTolerance = 1e-13 } = options;
  const x = start.slice();
  const gradient = new Float64Array(problem.size);
  const trialX = new Float64Array(problem.size);
  const trialGradient = new Float64Array(problem.size);
  const direction = new Float64Array(problem.size);
  const memory = curvatureMemory(history);
  let evaluations = 1;
  let value = await problem.evaluate(x, gradient);
  if (!Number.isFinite(value) || !Number.isFinite(maxAbs(gradient))) return 'diverged';

  let lastStep = 0;
  const probe = async (step: number): Promise<Probe> => {
    trialX.set(x);
    addScaled(trialX, step, direction);
    lastStep = step;
    evaluations++;
    const trial = await problem.evaluate(trialX, trialGradient);
    return { step, value: trial, slope: dot(trialGradient, direction) };
  };

  let slow = 0;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    if (maxAbs(gradient) <= gradientTolerance) return 'converged';
    memory.apply(gradient, direction);
    let slope = dot(gradient, direction);
    if (!(slope < 0) || !Number.isFinite(slope)) {
      memory.clear();
      memory.apply(gradient, direction);
      slope = dot(gradient, direction);
    }
    let found = await strongWolfe(probe, { step: 0, value, slope }, firstStep());
    if (found === null && memory.size() > 0) {
      // The gain of a Newton step is below the rounding error of the value.
      if (-slope <= 8 * Number.EPSILON * Math.abs(value)) return 'converged';
      // The approximation may be wrong: one more try, with steepest descent.
      memory.clear();
      memory.apply(gradient, direction);
      found = await strongWolfe(probe, { step: 0, value, slope: dot(gradient, direction) }, firstStep());
    }
    if (found === null) return 'stalled';
    // The accepted probe may not be the last one.
    if (found.step !== lastStep) await probe(found.step);
    if (!Number.isFinite(maxAbs(trialGradient))) return 'stalled';
    memory.remember(x, gradient, trialX, trialGradient);
    const fall = value - found.value;
    value = found.value;
    x.set(trialX);
    gradient.set(trialGradient);
    yield { iteration, value, gradientNorm: maxAbs(gradient), evaluations, x };
    slow = fall <= progressTolerance * Math.abs(value) ? slow + 1 : 0;
    if (slow >= patience) return 'stalled';
  }
  return maxAbs(gradient) <= gradientTolerance ? 'converged' : 'iterations';

  /** The step 1 suits a quasi-Newton direction; steepest descent has no natural step length. */
  function firstStep(): number {
    return memory.size() > 0 ? 1 : Math.min(1, 1 / sumAbs(gradient));
  }
};

function sumAbs(a: Float64Array): number {
  return a.reduce((sum, entry) => sum + Math.abs(entry), 0);
}

/** The two-loop recursion over the last pairs s = Δx, y = Δgradient. */
function curvatureMemory(limit: number) {
  const pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  return {
    size: () => pairs.length,
    clear: () => void (pairs.length = 0),
    /** Keeps the pair if its curvature is positive. */
    remember(x: Float64Array, gradient: Float64Array, newX: Float64Array, newGradient: Float64Array): void {
      const s = newX.map((entry, i) => entry - x[i]);
      const y = newGradient.map((entry, i) => entry - gradient[i]);
      const curvature = dot(s, y);
      if (!(curvature > 1e-14 * dot(y, y)) || !Number.isFinite(1 / curvature)) return;
      if (pairs.length === limit) pairs.shift();
      pairs.push({ s, y, rho: 1 / curvature });
    },
    /** direction ← −H·gradient */
    apply(gradient: Float64Array, direction: Float64Array): void {
      direction.set(gradient);
      const alphas = new Float64Array(pairs.length);
      for (let i = pairs.length - 1; i >= 0; i--) {
        alphas[i] = pairs[i].rho * dot(pairs[i].s, direction);
        addScaled(direction, -alphas[i], pairs[i].y);
      }
      const newest = pairs.at(-1);
      const scale = newest ? 1 / (newest.rho * dot(newest.y, newest.y)) : 1;
      for (let i = 0; i < direction.length; i++) direction[i] *= scale;
      pairs.forEach(({ s, y, rho }, i) => addScaled(direction, alphas[i] - rho * dot(y, direction), s));
      for (let i = 0; i < direction.length; i++) direction[i] = -direction[i];
    },
  };
}
