/** From an evaluator with second-order models to a problem for Levenberg–Marquardt. */
import type { Evaluator, GaussNewton } from '../compute/backend.ts';
import type { KanModel } from '../kan/model.ts';
import type { SecondOrderProblem } from '../optim/levenbergMarquardt.ts';
import { problemOf, secondOrderParameters, type TrainingProblem } from './problem.ts';
import { smoothness } from './smoothness.ts';

/** @param rows samples of the evaluator's batch. */
export function secondOrderProblem(
  evaluator: Evaluator,
  gaussNewton: GaussNewton,
  model: KanModel,
  rows: number,
): TrainingProblem & SecondOrderProblem {
  const free = secondOrderParameters(model);
  const problem = problemOf(evaluator, model.params, free);
  const prior = smoothness(model, free, rows);
  let total = NaN;
  return {
    ...problem,
    async value(x) {
      total = (await problem.value(x)) + prior.penalty(x);
      return total;
    },
    lastValue() {
      const last = problem.lastValue();
      return last && { ...last, total };
    },
    quadratic: async (x) => prior.addTo(await gaussNewton.quadratic(problem.parametersAt(x), free), x),
    solve: (quadratic, damping) => gaussNewton.solve(quadratic, damping),
  };
}
