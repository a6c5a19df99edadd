/** Conditions that give a derivative of one function a value, such as u(0) = 1. */
import { evaluate } from '../../../../shared/expression/evaluate.ts';
import { variablesOf } from '../../../../shared/expression/tree.ts';
import type { PointColumns } from '../residuals/points.ts';
import type { Condition, Problem } from '../problem/problem.ts';
import type { Term } from '../problem/residual.ts';

/** A condition that gives one derivative of one function a value. */
export interface Fixed {
  readonly condition: Condition;
  readonly term: Term;
}

/** A condition is linear where its value between two points differs from their mean by less than this share. */
const rounding = 1e-6;

/** Conditions with several terms, and those with unknown constants or functions, leave the value open. */
export function fixedBy(condition: Condition, { coordinates }: Problem): readonly Fixed[] {
  const { terms, expression } = condition.residual;
  const [term] = terms;
  const known = new Set([term.symbol, ...coordinates.map(({ name }) => name)]);
  const isFixed = variablesOf(expression).every((name) => known.has(name));
  return isFixed ? [{ condition, term }] : [];
}

/** The value of the term that makes the condition hold; NaN where the condition is not linear in it. */
export function fixedValues(
  { condition: { residual }, term }: Fixed,
  { count, columns }: PointColumns,
  { coordinates }: Problem,
): readonly number[] {
  return Array.from({ length: count }, (_, row) => {
    const point = Object.fromEntries(coordinates.map(({ name }, at) => [name, columns[at][row]]));
    const [zero, half, one] = [0, 0.5, 1].map((value) =>
      evaluate(residual.expression, { ...point, [term.symbol]: value }),
    );
    const slope = one - zero;
    const isLinear = Math.abs(half - (zero + one) / 2) <= rounding * Math.abs(slope);
    return isLinear ? -zero / slope : NaN;
  });
}
