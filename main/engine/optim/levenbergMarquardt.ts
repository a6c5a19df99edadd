/**
 * Levenberg–Marquardt for problems that know their own second-order model (Levenberg 1944; Marquardt 1963; Nocedal and
 * Wright, "Numerical Optimization", §10.3). Damping is λ·I: the Gauss–Newton matrix of a KAN is singular (constants can
 * move between the edges of a node), so λ never becomes 0.
 */
import type { QuadraticModel } from './gaussNewton.ts';
import type { Ending, Iteration, Problem } from './optimizer.ts';
import { allFinite, maxAbs } from './vector.ts';

export interface SecondOrderProblem extends Problem {
  /** The second-order model at x; its arrays may be reused by the next call. */
  quadratic(x: Float64Array): QuadraticModel | Promise<QuadraticModel>;
  /** The step that minimises the model with damping·|step|²/2 added; null where the matrix is not positive definite. */
  solve(model: QuadraticModel, damping: number): Float64Array | null;
  /** Value at x without its gradient. */
  value(x: Float64Array): number | Promise<number>;
}

export interface LevenbergMarquardtOptions {
  readonly iterations: number;
  /** First damping as a share of the mean of the matrix's diagonal; 0.1 by default. */
  readonly damping?: number;
  /** Converged when no entry of the gradient is larger; 1e-14 by default. */
  readonly gradientTolerance?: number;
  /** Stalled when the value falls by less than this share of itself `patience` times in a row; 1e-6 by default. */
  readonly progressTolerance?: number;
  readonly patience?: number;
}

const success = 1 / 5;
const failure = 3;
const indefinite = 10;
const mostTries = 30;

/**
 * One iteration is one accepted step: the damping falls by 5 on success, grows by 3 where the value did not fall and by
 * 10 where Cholesky failed. Every accepted point is finite and lower than the one before. Ends with `converged`,
 * `stalled` (no lower point, or the value hardly falls), `diverged` (the start is not finite) or `iterations`.
 */
export async function* levenbergMarquardt(
  problem: SecondOrderProblem,
  start: Float64Array,
  options: LevenbergMarquardtOptions,
): AsyncGenerator<Iteration, Ending> {
  const { iterations, gradientTolerance = 1e-14, progressTolerance = 1e-6, patience = 5 } = options;
  const x = start.slice();
  const trial = new Float64Array(problem.size);
  let damping: number | null = null;
  let evaluations = 0;
  let slow = 0;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const model = await problem.quadratic(x);
    evaluations++;
    if (!Number.isFinite(model.loss) || !allFinite(model.hessian)) return 'diverged';
    if (maxAbs(model.gradient) <= gradientTolerance) return 'converged';
    // A problem may have a matrix of its rows instead of its parameters: then it has another size.
    const scale = meanDiagonal(model.hessian, Math.sqrt(model.hessian.length));
    damping ??= (options.damping ?? 0.1) * scale;
    const floor = Math.max(scale * 1e-15, Number.MIN_VALUE);

    let value = Infinity;
    for (let tries = 0; tries < mostTries; tries++) {
      const step = problem.solve(model, damping);
      if (step === null) {
        damping *= indefinite;
        continue;
      }
      for (let i = 0; i < trial.length; i++) trial[i] = x[i] + step[i];
      value = await problem.value(trial);
      evaluations++;
      if (value < model.loss) break;
      damping *= failure;
    }
    if (!(value < model.loss)) return 'stalled';
    damping = Math.max(damping * success, floor);
    x.set(trial);
    yield { iteration, value, gradientNorm: maxAbs(model.gradient), evaluations, x };
    slow = model.loss - value <= progressTolerance * model.loss ? slow + 1 : 0;
    if (slow >= patience) return 'stalled';
  }
  return 'iterations';
}

function meanDiagonal(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += matrix[i * size + i];
  return sum / size;
}
