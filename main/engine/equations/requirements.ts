/** What a problem must have before it is solved: smooth enough splines, and enough conditions for one solution. */
import { userError } from '../../../shared/errors.ts';
import { plural } from '../../../shared/figures.ts';
import { interiorPoints } from './points.ts';
import type { Problem } from './problem/problem.ts';

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

/**
 * Each function needs at least as many conditions as the equations have derivatives of it by a single coordinate.
 * @throws KanError `equation.conditions`
 */
export function requireConditions({
  coordinates,
  functions,
  equations,
  conditions,
  measurements,
}: Problem): void {
  if (measurements !== null) return;
  if (coordinates.length > 1) {
    if (conditions.length > 0) return;
    throw tooFew(functions[0], 0, 'at least one');
  }
  functions.forEach((name, output) => {
    const order = Math.max(
      0,
      ...equations.flatMap(({ terms }) =>
        terms.filter((term) => term.output === output).map(({ orders }) => orders[0]),
      ),
    );
    const found = conditions
      .filter(({ residual }) => residual.terms.some((term) => term.output === output))
      .reduce((sum, { places }) => sum + (places.length === 0 ? 2 : 1), 0);
    if (found < order) throw tooFew(name, found, String(order));
  });
}

function tooFew(name: string, found: number, needed: string): Error {
  return userError(
    'equation.conditions',
    `${name} has ${plural(found, 'condition')}, but needs ${needed}: with fewer conditions the equation has many solutions.`,
    `Add conditions such as ${name}(0) = 1 or ${name} = 0 on the border.`,
  );
}
