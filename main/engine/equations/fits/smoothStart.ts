/**
 * Where a network of one layer begins: the smoothest curves that satisfy the conditions, which are polynomials where the
 * conditions are linear. From curves that are 0 everywhere, equations such as Kepler's have no finite residual, and others,
 * such as Blasius's, lead away from their solution.
 */
import { variable } from '../../../../shared/expression/tree.ts';
import { fit, plainPass } from './fit.ts';
import type { Problem } from '../problem/problem.ts';
import { requiredOrders } from './requirements.ts';
import type { Residual } from '../problem/residual.ts';
import { conditionRows, equationPoints, equationRows } from '../residuals/rows.ts';
import type { State } from '../residuals/state.ts';

const points = 100;

/** The same state where the conditions cannot be fitted. */
export async function smoothStart(problem: Problem, state: State): Promise<State> {
  const flat = { ...problem, equations: flatEquations(problem) };
  const rows = [...equationRows(flat, equationPoints(problem, points)), ...conditionRows(problem, 64)];
  let reached = state;
  for await (const step of fit(state, problem, rows, plainPass)) {
    if (!Number.isFinite(step.loss)) return state;
    reached = step.state;
  }
  return reached;
}

/** The highest derivative of each function is 0. */
function flatEquations(problem: Problem): Residual[] {
  return requiredOrders(problem).map((order, output) => {
    const symbol = `flat ${problem.functions[output]}`;
    const term = { symbol, output, orders: [Math.max(1, order)], place: 0 };
    return { text: symbol, expression: variable(symbol), terms: [term] };
  });
}
