/** Searches for formulas of a solution, and checks them by the equations. */
import { complexity } from '../../../../shared/expression/complexity.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { Breath } from '../../breath.ts';
import { finishFormula } from '../../symbolic/formula/finish.ts';
import { formulaError, spreadOf, type FormulaData } from '../../symbolic/formula/formulaData.ts';
import { laws } from '../../symbolic/laws/laws.ts';
import { withFittedConstants } from './formulaConstants.ts';
import { remainders } from './remainders.ts';
import type { Problem } from '../problem/problem.ts';
import { equationPoints } from '../residuals/rows.ts';
import type { Solution } from '../solve.ts';
import { solutionValues } from '../solution.ts';

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
/** The largest RMS distance of a formula from the solution, as a share of the solution's spread. */
const largestDistance = 1e-3;
/** Residuals below this share of the equations' terms are rounding errors. */
const rounding = 1e-9;

/**
 * @returns null where some function of the solution has no formula, and where a function in the equations is unknown: then
 *   they cannot prove one. The search ends when `signal` is aborted.
 */
export async function solutionFormulas(
  problem: Problem,
  solution: Solution,
  signal: AbortSignal,
): Promise<SolutionFormulas | null> {
  if (problem.curves.length > 0) return null;
  const points = equationPoints(problem, rows);
  const names = problem.coordinates.map(({ name }) => name);
  const data = solutionValues(problem, solution.model, points).map((target): FormulaData => {
    return { names, columns: points.columns, rows: points.count, target, weights: null };
  });
  const found: Expression[] = [];
  for (const values of data) {
    let best: Expression | null = null;
    for await (const expression of formulasOf(values, signal)) {
      best = expression;
      // With one function, the equation can prove the formula: then no better one is needed.
      if (data.length === 1 && withResiduals(problem, solution, [expression], data).exact) break;
    }
    if (best === null) return null;
    found.push(best);
  }
  return withResiduals(problem, solution, found, data);
}

/** The formulas with constants fitted to the equations, and their residuals. */
function withResiduals(
  problem: Problem,
  solution: Solution,
  found: readonly Expression[],
  data: readonly FormulaData[],
): SolutionFormulas {
  const expressions = withFittedConstants(problem, solution, found, data);
  const { equation, condition } = remainders(problem, solution, expressions);
  const scale = Math.max(solution.scale, Number.MIN_VALUE);
  return {
    formulas: expressions.map((expression, output) => ({
      function: problem.functions[output],
      expression,
      complexity: complexity(expression),
      distance: formulaError(expression, data[output]),
    })),
    residual: equation,
    conditionResidual: condition,
    exact: Math.max(equation, condition) <= rounding * scale,
  };
}

/** Formulas for the values of one function, each with a smaller error than the one before. */
async function* formulasOf(data: FormulaData, signal: AbortSignal): AsyncGenerator<Expression, void> {
  const spread = spreadOf(data);
  const noRows: FormulaData = {
    ...data,
    rows: 0,
    columns: data.names.map(() => new Float64Array()),
    target: new Float64Array(),
  };
  let last: Expression | null = null;
  for await (const {
    laws: [law],
  } of laws(data, { signal, breath: new Breath() })) {
    if (law === undefined || law.expression === last || !(law.error <= largestDistance * spread)) continue;
    last = law.expression;
    const finished = await finishFormula(law.expression, data, noRows, { signal });
    if (finished !== null) yield finished.expression;
  }
}
