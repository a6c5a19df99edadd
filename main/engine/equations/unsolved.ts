/** Whether a solution satisfies its problem at all: the least squares of a problem without a solution end somewhere too. */
import { percentText } from '../../../shared/figures.ts';
import { rootMeanSquare } from '../../../shared/rootMeanSquare.ts';
import { residualProblem } from './residuals/leastSquaresProblem.ts';
import type { Problem } from './problem/problem.ts';
import { depthOf } from './residuals/residuals.ts';
import { conditionRows, equationPoints } from './residuals/rows.ts';
import { solutionValues, trainedNumbers } from './solution.ts';
import { heldOutPoints, type Solution } from './solve.ts';
import { unknownsOf } from './residuals/unknowns.ts';

/** A residual above this share of what it is compared with is not that of a solution. */
const largestShare = 0.05;

/**
 * A warning where the residuals at held-out points are too large for a solution; '' where they are not.
 * The residual of the equations is compared with their derivatives, or with those of a function of the solution's size
 * where the derivatives are 0; that of the conditions with their terms, or with the solution.
 */
export function unsolvedWarning(problem: Problem, solution: Solution): string {
  const { residual, conditionResidual } = solution;
  const size = rootMeanSquare(
    ...solutionValues(problem, solution.model, equationPoints(problem, heldOutPoints)),
  );
  const equations = residual / Math.max(solution.scale, derivativeOfSize(problem, size));
  const conditions = conditionResidual / Math.max(conditionScale(problem, solution), size);
  const parts = [
    ...(equations > largestShare
      ? [`the equation: ${percentText(equations)} of its terms remain (RMS)`]
      : []),
    ...(conditions > largestShare
      ? [`the conditions: they are missed by ${percentText(conditions)} of the values (RMS)`]
      : []),
  ];
  if (parts.length === 0) return '';
  return (
    `This is no solution. It does not satisfy ${parts.join(', nor ')}. The conditions may contradict each other or the ` +
    'equation, or the equation may have no smooth solution in this domain. Otherwise give it more time or a larger network.'
  );
}

/** The highest derivative in the equations of a function that changes by `size` over the shortest side of the domain. */
function derivativeOfSize({ coordinates, equations }: Problem, size: number): number {
  const shortest = Math.min(...coordinates.map(({ low, high }) => high - low));
  return size / shortest ** depthOf(equations);
}

function conditionScale(problem: Problem, { model, unknowns }: Solution): number {
  const rows = conditionRows(problem, 97);
  const squares = residualProblem(model, unknownsOf(problem), rows);
  const theta = trainedNumbers(model, unknowns);
  return rootMeanSquare(...rows.flatMap((_, group) => squares.termParts(theta, group)));
}
