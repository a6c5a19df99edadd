/** What remains of equations and conditions when formulas are put in place of the functions. */
import { compile } from '../../../../shared/expression/evaluate.ts';
import { differentiate } from '../../../../shared/expression/differentiate.ts';
import { rootMeanSquare } from '../../../../shared/rootMeanSquare.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import { substitute } from '../../../../shared/expression/substitute.ts';
import { number, type Expression } from '../../../../shared/expression/tree.ts';
import { conditionPoints, type PointColumns } from '../residuals/points.ts';
import type { Problem } from '../problem/problem.ts';
import type { Residual } from '../problem/residual.ts';
import { equationPoints } from '../residuals/rows.ts';
import type { Solution } from '../solve.ts';

const equationRowCount = 300;
const conditionRowCount = 60;

/** One number for each row of all equations, then of all conditions. */
export interface Remainders {
  readonly equations: readonly Float64Array[];
  readonly conditions: readonly Float64Array[];
}

/**
 * The remainders as a function of constants in the formulas.
 * @param formulas by function. @param constants names of the variables in them that are constants
 */
export function remainderFunction(
  problem: Problem,
  { unknowns }: Solution,
  formulas: readonly Expression[],
  constants: readonly string[],
): (values: ArrayLike<number>) => Remainders {
  const known = Object.fromEntries(problem.unknown.map(({ name }, at) => [name, number(unknowns[at])]));
  const names = problem.coordinates.map(({ name }) => name);
  const prepared = (
    residual: Residual,
    lists: readonly PointColumns[],
  ): ((values: ArrayLike<number>) => Float64Array) => {
    const [{ count, columns }] = lists;
    const value = compile(substitute(residual.expression, known), [
      ...names,
      ...residual.terms.map(({ symbol }) => symbol),
    ]);
    const terms = residual.terms.map(({ output, orders, place }) => ({
      columns: lists[place].columns,
      value: compile(derived(formulas[output], names, orders), [...names, ...constants]),
    }));
    return (values) => {
      const fixed = constants.map((_, at) => new Float64Array(count).fill(values[at]));
      const derivatives = terms.map((term) => term.value([...term.columns, ...fixed], count));
      return value([...columns, ...derivatives], count);
    };
  };
  const inside = equationPoints(problem, equationRowCount, 5000);
  const equations = problem.equations.map((equation) => prepared(equation, [inside]));
  const conditions = problem.conditions.map((condition) =>
    prepared(condition.residual, conditionPoints(problem, condition, conditionRowCount)),
  );
  return (values) => ({
    equations: equations.map((one) => one(values)),
    conditions: conditions.map((one) => one(values)),
  });
}

/** Root mean squares over all equations, and over all conditions; Infinity where some value is not finite. */
export function remainders(
  problem: Problem,
  solution: Solution,
  formulas: readonly Expression[],
): { readonly equation: number; readonly condition: number } {
  const { equations, conditions } = remainderFunction(problem, solution, formulas, [])([]);
  return { equation: sizeOf(equations), condition: sizeOf(conditions) };
}

function derived(formula: Expression, names: readonly string[], orders: readonly number[]): Expression {
  let result = formula;
  orders.forEach((order, at) => {
    for (let i = 0; i < order; i++) result = simplify(differentiate(result, names[at]));
  });
  return result;
}

function sizeOf(groups: readonly Float64Array[]): number {
  const size = rootMeanSquare(...groups);
  return Number.isFinite(size) ? size : Infinity;
}
