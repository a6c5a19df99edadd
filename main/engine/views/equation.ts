/** The solution of an equation as figures and numbers. */
import type { FieldView, SolutionView } from '../../../shared/contract/views/equation.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { rootMeanSquare } from '../../../shared/rootMeanSquare.ts';
import { residualProblem } from '../equations/residuals/leastSquaresProblem.ts';
import { printedDigits } from '../equations/formulas/printedDigits.ts';
import { latticePoints, rowsInside } from '../equations/lattice.ts';
import { comparisonPoints, pointsAt, type PointColumns } from '../equations/residuals/points.ts';
import type { Problem } from '../equations/problem/problem.ts';
import { equationRows } from '../equations/residuals/rows.ts';
import type { SolvedEquation } from '../equations/solved.ts';
import { solutionValues, trainedNumbers } from '../equations/solution.ts';
import { heldOutPoints, type Solution } from '../equations/solve.ts';
import { unknownsOf } from '../equations/residuals/unknowns.ts';
import { unsolvedWarning } from '../equations/unsolved.ts';
import { shapeOf } from '../kan/model.ts';

/** Steps of the lattice along the first coordinate, or along each of the first two. */
const curveSteps = 400;
const mapSteps = 60;

/** A solution on a lattice of its domain, fine enough to be drawn. */
export function solutionView(solved: SolvedEquation): SolutionView {
  const { problem, solution, mse, found, formulas, seconds, mlp } = solved;
  const { coordinates, measurements } = problem;
  const steps = coordinates.length === 1 ? [curveSteps] : [mapSteps, mapSteps];
  const all = latticePoints(problem, steps);
  const rows = rowsInside(problem, all);
  const points = pointsAt(all, rows);
  const { model, parameters, residual } = solution;
  const digits = printedDigits(problem);
  return {
    coordinates,
    axes: steps.map((size, at) =>
      Float64Array.from(
        { length: size + 1 },
        (_, i) => coordinates[at].low + ((coordinates[at].high - coordinates[at].low) * i) / size,
      ),
    ),
    fields: fieldsOf(problem, solution, points, (values) => onLattice(values, rows, all.count)),
    residuals: onLattice(residualsAt(problem, solution, points), rows, all.count),
    shape: shapeOf(model),
    ...{ parameters, seconds, residual, mlp },
    conditionResidual: problem.conditions.length === 0 ? null : solution.conditionResidual,
    heldOut: heldOutPoints,
    exact: mse === null ? null : { mse, points: comparisonPoints(problem).count },
    measuredRows: measurements?.rows ?? 0,
    warning: unsolvedWarning(problem, solution),
    ...found,
    formulas: formulas && {
      ...formulas,
      formulas: formulas.formulas.map(({ function: name, expression }) => ({
        function: name,
        latex: printExpression(expression, 'latex', digits).code,
        text: printExpression(expression, 'text', digits).code,
      })),
    },
  };
}

function fieldsOf(
  problem: Problem,
  { model }: Solution,
  points: PointColumns,
  place: (values: Float64Array) => Float64Array,
): FieldView[] {
  const { coordinates, functions, exact, measurements } = problem;
  const names = coordinates.map(({ name }) => name);
  const values = solutionValues(problem, model, points);
  return functions.map((name, output) => {
    const known = exact[output];
    const truth = known && compile(known, names)(points.columns, points.count);
    const measured = measurements?.values[output] ?? null;
    return {
      name,
      values: place(values[output]),
      error: truth && place(values[output].map((value, row) => value - truth[row])),
      measured:
        measurements !== null && measured !== null && coordinates.length === 1
          ? { x: measurements.coordinates[0], y: measured }
          : null,
    };
  });
}

/** Root mean square over the equations at each point. */
function residualsAt(problem: Problem, { model, unknowns }: Solution, points: PointColumns): Float64Array {
  const rows = equationRows(problem, points);
  const values = residualProblem(model, unknownsOf(problem), rows).residuals(trainedNumbers(model, unknowns));
  return Float64Array.from({ length: points.count }, (_, row) =>
    rootMeanSquare(...values.map((one) => one.subarray(row, row + 1))),
  );
}

function onLattice(values: Float64Array, rows: readonly number[], count: number): Float64Array {
  const all = new Float64Array(count).fill(NaN);
  rows.forEach((row, at) => (all[row] = values[at]));
  return all;
}
