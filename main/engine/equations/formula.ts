/** A solution read as a formula, and the formula put into the equations. */
import { complexity } from '../../../shared/expression/complexity.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { Breath } from '../breath.ts';
import { finishFormula } from '../symbolic/formula/finish.ts';
import { formulaError, spreadOf, type FormulaData } from '../symbolic/formula/formulaData.ts';
import { laws } from '../symbolic/laws/laws.ts';
import { ofEquations } from './formulaConstants.ts';
import { remainders } from './remainders.ts';
import type { Problem } from './problem/problem.ts';
import { equationPoints } from './rows.ts';
import type { Solution } from './solve.ts';
import { solutionValues } from './solution.ts';

export interface SolutionFormula {
  readonly function: string;
  readonly expression: Expression;
  readonly complexity: number;
  /** RMS distance from the network's solution. */
  readonly distance: number;
}

export interface SolutionFormulas {
  readonly formulas: readonly SolutionFormula[];
  /** Root mean square of what remains when the formulas are put into the equations, and into the conditions. */
  readonly residual: number;
  readonly conditionResidual: number;
  /** Whether both are rounding errors: the formulas are a solution. */
  readonly exact: boolean;
}

const rows = 600;
/** A formula must be as near to the solution as this share of its spread, or it is none. */
const nearEnough = 1e-3;
/** Residuals below this share of the equations' terms are rounding errors. */
const rounding = 1e-9;

/** @returns null where some function of the solution has no formula. The search ends when `signal` is aborted. */
export async function solutionFormulas(
  problem: Problem,
  solution: Solution,
  signal: AbortSignal,
): Promise<SolutionFormulas | null> {
  const points = equationPoints(problem, rows);
  const found: { readonly expression: Expression; readonly data: FormulaData }[] = [];
  for (const target of solutionValues(problem, solution.model, points)) {
    const names = problem.coordinates.map(({ name }) => name);
    const data: FormulaData = { names, columns: points.columns, rows: points.count, target, weights: null };
    const expression = await formulaOf(data, signal);
    if (expression === null) return null;
    found.push({ expression, data });
  }
  const expressions = ofEquations(
    problem,
    solution,
    found.map(({ expression }) => expression),
  );
  const { equation, condition } = remainders(problem, solution, expressions);
  const scale = Math.max(solution.scale, Number.MIN_VALUE);
  return {
    formulas: expressions.map((expression, output) => ({
      function: problem.functions[output],
      expression,
      complexity: complexity(expression),
      distance: formulaError(expression, found[output].data),
    })),
    residual: equation,
    conditionResidual: condition,
    exact: Math.max(equation, condition) <= rounding * scale,
  };
}

/** The best law in the values of one function. */
async function formulaOf(data: FormulaData, signal: AbortSignal): Promise<Expression | null> {
  const spread = spreadOf(data);
  let best: Expression | null = null;
  for await (const { laws: list } of laws(data, { signal, breath: new Breath() })) {
    const [law] = list;
    if (law !== undefined && law.error <= nearEnough * spread) best = law.expression;
  }
  const none: FormulaData = {
    ...data,
    rows: 0,
    columns: data.names.map(() => new Float64Array()),
    target: new Float64Array(),
  };
  return best && ((await finishFormula(best, data, none, { signal }))?.expression ?? null);
}
