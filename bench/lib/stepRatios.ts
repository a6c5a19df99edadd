/** How much longer a step of Levenberg–Marquardt takes with derivatives of the network than without. */
import { processorClock } from './command.ts';
import { residualProblem } from '../../main/engine/equations/residuals/leastSquaresProblem.ts';
import { readProblem } from '../../main/engine/equations/problem/read.ts';
import { equationPoints, equationRows } from '../../main/engine/equations/residuals/rows.ts';
import { trainedNumbers } from '../../main/engine/equations/solution.ts';
import { startState } from '../../main/engine/equations/fits/start.ts';
import { unknownsOf } from '../../main/engine/equations/residuals/unknowns.ts';

interface StepTime {
  readonly name: string;
  readonly ms: number;
  /** To the step that only fits values. */
  readonly ratio: number;
}

const rows = 1000;
const rounds = 5;
const equations = [
  ['values: u = 1', 'u = 1'],
  ['first derivatives: u_x + u_y = 1', 'u_x + u_y = 1'],
  ['second derivatives: u_xx + u_yy = 1', 'u_xx + u_yy = 1'],
  ['Burgers: u_y + u*u_x = u_xx', 'u_y + u*u_x = u_xx'],
] as const;

/** One matrix, one solution of the system and one value at the new place: the network [2, 10, 1], G 9, k 5, 1,000 rows. */
export function stepRatios(): readonly StepTime[] {
  const steps = equations.map(([name, equation]) => {
    const problem = readProblem({ equation, functions: 'u', domain: { x: [-1, 1], y: [-1, 1] } });
    const { model, unknowns } = startState(problem, { seed: 1, hidden: [10], grid: 9 }, 5, false, 1);
    const theta = trainedNumbers(model, unknowns);
    const squares = residualProblem(
      model,
      unknownsOf(problem),
      equationRows(problem, equationPoints(problem, rows)),
    );
    return {
      name,
      step: () => {
        squares.solve(squares.quadratic(theta), 1e-3);
        return squares.value(theta);
      },
      ms: Infinity,
    };
  });
  // They take turns, so that they meet the same noise.
  for (let round = 0; round < rounds; round++) {
    for (const one of steps) {
      const began = processorClock();
      one.step();
      one.ms = Math.min(one.ms, 1000 * (processorClock() - began));
    }
  }
  return steps.map(({ name, ms }) => ({ name, ms, ratio: ms / steps[0].ms }));
}
