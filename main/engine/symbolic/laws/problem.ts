/**
 * The search for a law in fewer variables than there are columns: target = factor · F(groups), where factor and groups
 * are expressions in the columns and F is still unknown.
 */
import { compile } from '../../../../shared/expression/evaluate.ts';
import { number, power, product, variable, type Expression } from '../../../../shared/expression/tree.ts';
import { isBare } from '../formula/intervals.ts';
import type { FormulaData } from '../formula/formulaData.ts';

/** A problem in more variables than this is only reduced, not solved. */
export const mostVariables = 3;

export interface Group {
  readonly expression: Expression;
  readonly values: Float64Array;
  /** Whether its zero is a convention, as that of a date. */
  readonly isBare: boolean;
}

export interface Problem {
  readonly data: FormulaData;
  readonly factor: Group;
  readonly groups: readonly Group[];
  /** The values of F: the data's target divided by the factor. */
  readonly target: Float64Array;
  /** The weights of F, so that squared errors are those of the data's target; null where all rows have weight 1. */
  readonly weights: Float64Array | null;
}

/** The problem of the law in all columns, without a factor. */
export function wholeProblem(data: FormulaData): Problem {
  const { names, columns, rows, target, weights } = data;
  return {
    data,
    factor: { expression: number(1), values: new Float64Array(rows).fill(1), isBare: false },
    groups: names.map((name, i) => ({
      expression: variable(name),
      values: columns[i],
      isBare: data.intervals?.has(name) === true,
    })),
    target,
    weights,
  };
}

/** The weighted mean of F. */
export function meanTarget({ target, weights }: Problem): number {
  let total = 0;
  let weight = 0;
  target.forEach((value, row) => {
    const w = weights?.[row] ?? 1;
    total += w * value;
    weight += w;
  });
  return total / weight;
}

/** An expression as a group, with its values in the rows. */
export function groupOf(expression: Expression, { names, columns, rows, intervals }: FormulaData): Group {
  const values = compile(expression, names)(columns, rows);
  return { expression, values, isBare: intervals !== undefined && isBare(expression, intervals) };
}

/** Exponents of groups; 0 for a group that is not included. */
export type Exponents = readonly number[];

/** Π groupᵢ^exponentᵢ. */
export function monomial({ groups }: Pick<Problem, 'groups'>, exponents: Exponents): Expression {
  return product(
    groups.flatMap(({ expression }, i) =>
      exponents[i] === 0 ? [] : exponents[i] === 1 ? [expression] : [power(expression, exponents[i])],
    ),
  );
}

/**
 * The problem in other groups, with another factor. Null where a value or the factor is not finite, a group is constant, or
 * the factor is 0.
 */
export function changed(
  { data, factor }: Problem,
  groups: readonly Expression[],
  further: Expression | null,
): Problem | null {
  const next = further === null ? factor : groupOf(product([factor.expression, further]), data);
  const target = data.target.map((value, row) => value / next.values[row]);
  const found = groups.map((group) => groupOf(group, data));
  if (![target, next.values].every((values) => values.every(Number.isFinite))) return null;
  if (!found.every(({ values }) => isUseful(values))) return null;
  const weights =
    further === null && data.weights === null && factor.values.every((value) => value === 1)
      ? null
      : next.values.map((value, row) => value * value * (data.weights?.[row] ?? 1));
  return { data, factor: next, groups: found, target, weights };
}

function isUseful(values: Float64Array): boolean {
  return values.every(Number.isFinite) && values.some((value) => value !== values[0]);
}
