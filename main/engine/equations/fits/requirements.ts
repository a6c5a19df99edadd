/** What a problem must have before it is solved: smooth enough splines, and enough conditions for one solution. */
import { userError } from '../../../../shared/errors.ts';
import { plural } from '../../../../shared/figures.ts';
import { interiorPoints } from '../residuals/points.ts';
import type { Problem } from '../problem/problem.ts';

/** @throws KanError `equation.order` where the splines have too few continuous derivatives. */
export function requireSmooth(order: number, depth: number): void {
  if (depth < order) return;
  throw userError(
    'equation.order',
    `The equation has derivatives of order ${depth}, but splines of order ${order} have only ${order - 1} continuous ones.`,
    `Give a spline order of at least ${depth + 1}.`,
  );
}

/** @throws KanError `equation.region` where the inequalities leave nothing of the domain's box. */
export function requireInside(problem: Problem): void {
  if (problem.region === null || interiorPoints(problem, 1).count > 0) return;
  throw userError(
    'equation.region',
    `No point of the domain was found where “${problem.region.text}” holds.`,
    'Check the inequalities and the ranges of the coordinates.',
  );
}

/** How often the equations differentiate each function, with a single coordinate. */
export function requiredOrders({ functions, equations }: Problem): readonly number[] {
  return functions.map((_, output) => {
    const terms = equations.flatMap((equation) => equation.terms.filter((term) => term.output === output));
    return Math.max(0, ...terms.map(({ orders }) => orders[0]));
  });
}

/**
 * How many numbers of a solution, such as its initial value, its conditions leave open to what is measured; 1 with several
 * coordinates, where it is not known.
 */
export function openNumbers(problem: Problem): number {
  if (problem.coordinates.length > 1) return 1;
  return Math.max(0, sumOf(requiredOrders(problem)) - countOf(problem.conditions));
}

/** How many numbers conditions determine, with a single coordinate. */
function countOf(conditions: Problem['conditions']): number {
  return sumOf(conditions.map(({ places }) => (places.length === 0 ? 2 : 1)));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/**
 * With a single coordinate, a function needs as many conditions as the equations have derivatives of it; or there are as
 * many for all functions together (an eigenvalue L with L′ = 0 has its condition in those of the other function).
 * @throws KanError `equation.conditions`
 */
export function requireConditions(problem: Problem): void {
  const { coordinates, functions, conditions, measurements } = problem;
  if (measurements !== null) return;
  if (coordinates.length > 1) {
    if (conditions.length > 0) return;
    throw tooFew(functions[0], 0, 'at least one');
  }
  const orders = requiredOrders(problem);
  if (countOf(conditions) >= sumOf(orders)) return;
  orders.forEach((order, output) => {
    const found = countOf(
      conditions.filter(({ residual }) => residual.terms.some((term) => term.output === output)),
    );
    if (found < order) throw tooFew(functions[output], found, String(order));
  });
}

function tooFew(name: string, found: number, needed: string): Error {
  return userError(
    'equation.conditions',
    `${name} has ${plural(found, 'condition')}, but needs ${needed}: with fewer conditions the equation has many solutions.`,
    `Add conditions such as ${name}(0) = 1 or ${name} = 0 on the border.`,
  );
}
