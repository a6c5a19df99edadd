/** Training a perceptron as a problem for the optimisers. */
import type { Breathe } from '../breath.ts';
import { factorize, solveFactored } from '../optim/cholesky.ts';
import type { SecondOrderProblem } from '../optim/levenbergMarquardt.ts';
import type { PerceptronEvaluator } from './evaluator.ts';

/** @param breathe lets other work of the process run when it is time; called in each evaluation. */
export function perceptronProblem(
  evaluator: PerceptronEvaluator,
  size: number,
  breathe: Breathe,
): SecondOrderProblem {
  return {
    size,
    async evaluate(x, gradient) {
      await breathe();
      return evaluator.evaluate(x, gradient);
    },
    async value(x) {
      await breathe();
      return evaluator.evaluate(x, null);
    },
    async quadratic(x) {
      await breathe();
      return evaluator.quadratic(x);
    },
    solve({ gradient, hessian }, damping) {
      const matrix = hessian.slice();
      for (let i = 0; i < size; i++) matrix[i * size + i] += damping;
      const step = solveFactored(factorize(matrix, size), size, gradient);
      return step.map((entry) => -entry);
    },
  };
}
