/** Points that move to where the residual is large. */
import { rootMeanSquare } from '../../../../shared/rootMeanSquare.ts';
import { residualProblem } from '../residuals/leastSquaresProblem.ts';
import { joinedPoints, pointsAt, type PointColumns } from '../residuals/points.ts';
import type { Problem } from '../problem/problem.ts';
import { equationPoints, equationRows } from '../residuals/rows.ts';
import { trainedNumbers } from '../solution.ts';
import type { State } from '../residuals/state.ts';
import { unknownsOf } from '../residuals/unknowns.ts';

/** The share of points that stays evenly spread. */
const even = 0.6;
const candidatesPerPoint = 6;

/**
 * `count` points inside the domain: most are evenly spread, the others are the candidates with the largest residuals of
 * each part of a random order (a kind of residual-based adaptive refinement: Wu, Zhu, Tan, Kartha and Lu, 2023).
 */
export function movedPoints(problem: Problem, { model, unknowns }: State, count: number): PointColumns {
  const spread = equationPoints(problem, Math.ceil(even * count));
  const candidates = equationPoints(problem, candidatesPerPoint * (count - spread.count), count);
  const rows = equationRows(problem, candidates);
  const theta = trainedNumbers(model, unknowns);
  const values = residualProblem(model, unknownsOf(problem), rows).residuals(theta);
  // Equations may have different units.
  const units = values.map((group) => rootMeanSquare(group) || 1);
  const size = (row: number): number =>
    values.reduce((sum, group, at) => sum + Math.abs(group[row]) / units[at], 0);
  const chosen: number[] = [];
  for (let from = 0; from < candidates.count; from += candidatesPerPoint) {
    let largest = from;
    for (let row = from + 1; row < Math.min(from + candidatesPerPoint, candidates.count); row++) {
      if (size(row) > size(largest)) largest = row;
    }
    chosen.push(largest);
  }
  return joinedPoints([spread, pointsAt(candidates, chosen)]);
}
