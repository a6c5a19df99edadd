/** From an evaluator with second-order models to a problem for Levenberg–Marquardt. */
import type { Evaluator } from '../../compute/backend.ts';
import type { GaussNewton } from '../../optim/gaussNewton.ts';
import type { KanModel } from '../../kan/model.ts';
import type { SecondOrderProblem } from '../../optim/levenbergMarquardt.ts';
import { jumpPrior } from './jumps.ts';
import { problemOf, secondOrderParameters, type TrainingProblem } from './problem.ts';
import { smoothness } from './smoothness.ts';

/**
 * @param rows samples of the evaluator's batch.
 * @param evenJumps whether to use the prior of jumps.ts too.
 */
export function secondOrderProblem(
  evaluator: Evaluator,
  gaussNewton: GaussNewton,
  model: KanModel,
  rows: number,
  evenJumps = false,
): TrainingProblem & SecondOrderProblem {
  const free = secondOrderParameters(model);
  const problem = problemOf(evaluator, model.params, free);
  const prior = smoothness(model, free, rows);
  const jumps = evenJumps ? jumpPrior(model, free, rows) : null;
  const penalty = (x: Float64Array): number => prior.penalty(x) + (jumps?.penalty(x) ?? 0);
  let total = NaN;
  return {
    ...problem,
    async value(x) {
      total = (await problem.value(x)) + penalty(x);
      return total;
    },
    lastValue() {
      const last = problem.lastValue();
      return last && { ...last, total };
    },
    async quadratic(x) {
      const bare = await gaussNewton.quadratic(problem.parametersAt(x), free);
      // First, since it needs the curvatures of the loss without penalties.
      jumps?.addTo(bare, x);
      prior.addTo(bare, x);
      return { ...bare, loss: bare.loss + penalty(x) };
    },
    solve: (quadratic, damping) => gaussNewton.solve(quadratic, damping),
  };
}
