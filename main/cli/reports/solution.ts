/** A solved differential equation as text and as facts. */
import type {
  FoundUnknowns,
  PerceptronSolution,
  UnknownCurveView,
} from '../../../shared/contract/views/equation.ts';
import { errorText, fittedText, numberText, plural, secondsText } from '../../../shared/figures.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import type { PrintOptions } from '../../../shared/expression/print/printer.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { perceptronName } from '../../../shared/results/comparedModels.ts';
import { printedDigits } from '../../engine/equations/formulas/printedDigits.ts';
import type { SolvedEquation } from '../../engine/equations/solved.ts';
import { shapeOf } from '../../engine/kan/model.ts';

/** A solution as `--json` gives it. */
export function solutionFacts({
  problem,
  solution,
  mse,
  found: inverse,
  formulas,
  seconds,
  mlp,
}: SolvedEquation): object {
  const found = formulas?.formulas.map(({ function: name, expression, complexity, distance }) => ({
    ...{ function: name, text: codeOf(expression), complexity, rmse: distance },
    ...{ exact: formulas.exact, residual: formulas.residual, condition_residual: formulas.conditionResidual },
  }));
  return {
    mse,
    residual: solution.residual,
    condition_residual: solution.conditionResidual,
    seconds,
    parameters: solution.parameters,
    network: shapeOf(solution.model),
    unknown: unknownFacts(inverse),
    formula: found?.[0] ?? null,
    ...(mlp !== null && {
      mlp: {
        ...{ hidden: mlp.hidden, parameters: mlp.parameters, seconds: mlp.seconds, mse: mlp.mse },
        ...{ steps: mlp.steps, ran_out_of_time: mlp.ranOutOfTime },
        ...{ residual: mlp.residual, condition_residual: mlp.conditionResidual },
        unknown: mlpUnknown(inverse, mlp),
      },
    }),
    ...(problem.functions.length > 1 && { formulas: found ?? null }),
  };
}

/** Constants and functions by name. */
function unknownFacts({ unknown, curves }: FoundUnknowns): object {
  return Object.fromEntries([
    ...unknown.map(({ name, value, standardError }) => [name, { value, standard_error: standardError }]),
    ...curves.map(({ name, argument, x, values, standardErrors }) => {
      const errors = standardErrors && [...standardErrors];
      return [name, { argument, x: [...x], value: [...values], standard_error: errors }];
    }),
  ]) as object;
}

function mlpUnknown({ unknown, curves }: FoundUnknowns, mlp: PerceptronSolution): object {
  return Object.fromEntries([
    ...unknown.map(({ name }, at) => [name, mlp.constants[at]]),
    ...curves.map(({ name }, at) => [name, [...mlp.curves[at]]]),
  ]) as object;
}

function foundText(value: number, standardError: number | null): string {
  return standardError === null ? numberText(value) : `${fittedText(value, standardError)} (standard error)`;
}

/** An unknown function at five places. */
function curveLines({ name, argument, x, values, standardErrors }: UnknownCurveView): string[] {
  const places = [0, 1, 2, 3, 4].map((quarter) => Math.round((quarter * (x.length - 1)) / 4));
  return places.map(
    (at) =>
      `${name}(${argument} = ${numberText(x[at])}) = ${foundText(values[at], standardErrors?.[at] ?? null)}`,
  );
}

function codeOf(expression: Expression, options: PrintOptions = {}): string {
  return printExpression(expression, 'text', options).code;
}

/** @param searched whether a formula was looked for */
export function solutionText(
  { problem, solution, mse, found, formulas, seconds, mlp }: SolvedEquation,
  searched: boolean,
): string {
  const lines = [
    `Network [${shapeOf(solution.model).join(', ')}], ${plural(solution.parameters, 'parameter')}, ${secondsText(seconds)}`,
    `Residual of the equation (RMS at held-out points): ${errorText(solution.residual)}`,
    ...(problem.conditions.length === 0
      ? []
      : [`Residual of the conditions (RMS): ${errorText(solution.conditionResidual)}`]),
    ...(mse === null ? [] : [`Mean squared error against the known solution: ${errorText(mse)}`]),
    ...found.unknown.map(({ name, value, standardError }) => `${name} = ${foundText(value, standardError)}`),
    ...found.curves.flatMap(curveLines),
  ];
  if (mlp !== null) {
    const error = mlp.mse === null ? '' : `, mean squared error ${errorText(mlp.mse)}`;
    const end = mlp.ranOutOfTime ? '; its time ended before it had converged' : '';
    lines.push(
      `${perceptronName(mlp.hidden)}, ${plural(mlp.parameters, 'parameter')}, ${secondsText(mlp.seconds)}: residual ${errorText(mlp.residual)}, of the conditions ${errorText(mlp.conditionResidual)}${error}${end}`,
    );
  }
  if (formulas === null) {
    if (searched && problem.curves.length === 0) lines.push('No formula was found for the solution.');
  } else {
    lines.push(
      ...formulas.formulas.map(
        ({ function: name, expression }) => `${name} = ${codeOf(expression, printedDigits(problem))}`,
      ),
    );
    lines.push(
      formulas.exact
        ? `  satisfies the equation${problem.conditions.length === 0 ? '' : ' and the conditions'} up to rounding errors`
        : `  leaves a residual of ${errorText(formulas.residual)} in the equation, ${errorText(formulas.conditionResidual)} in the conditions`,
    );
  }
  return `${lines.join('\n')}\n`;
}
