/**
 * Fits the constants of formulas to the equations themselves. The network is accurate to a few digits only, but the
 * equations are exact. So they give the constants to all digits, and show which terms come from errors of the network.
 */
import { closedFormsFor } from '../../../../shared/expression/closedForms.ts';
import { constantsOf, replaceConstants } from '../../../../shared/expression/constants.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import { number, variable, type Expression } from '../../../../shared/expression/tree.ts';
import { leastSquares } from '../../kan/leastSquares.ts';
import type { Problem } from '../problem/problem.ts';
import { remainderFunction, remainders } from './remainders.ts';
import type { Solution } from '../solve.ts';

const iterations = 8;
/** Relative step of the numerical derivatives by the constants. */
const step = 1e-6;
/** A formula with more constants is not fitted: it is hardly a law. */
const mostConstants = 20;
/** A constant is replaced by a simple number (or 0) within this tolerance, relative to the larger of 1 and its size. */
const tolerances = [1e-3, 1e-6] as const;

/** The formulas with constants fitted to the equations and conditions, and replaced by simple numbers where possible. */
export function withFittedConstants(
  problem: Problem,
  solution: Solution,
  formulas: readonly Expression[],
): Expression[] {
  let best = [...formulas];
  let error = remainderOf(problem, solution, best);
  const accept = (candidate: Expression[], factor: number): void => {
    const reached = remainderOf(problem, solution, candidate);
    if (!(reached <= factor * error)) return;
    best = candidate;
    error = Math.min(error, Math.max(reached, Number.MIN_VALUE));
  };
  for (const tolerance of tolerances) {
    accept(fitted(problem, solution, best), 1);
    accept(withSimpleConstants(best, tolerance), 1.001);
  }
  accept(fitted(problem, solution, best), 1);
  return best;
}

function remainderOf(problem: Problem, solution: Solution, formulas: readonly Expression[]): number {
  const { equation, condition } = remainders(problem, solution, formulas);
  const reached = Math.hypot(equation, condition);
  // Differences between rounding errors do not count.
  return Math.max(reached, 1e-13 * solution.scale);
}

function withSimpleConstants(formulas: readonly Expression[], tolerance: number): Expression[] {
  return formulas.map((formula) =>
    simplify(
      replaceConstants(
        formula,
        constantsOf(formula).map((constant) => {
          const [form] = closedFormsFor(constant.value, tolerance * Math.max(1, Math.abs(constant.value)));
          return form ?? constant;
        }),
      ),
    ),
  );
}

/** Gauss–Newton on all remainders, by the constants of all formulas. */
function fitted(problem: Problem, solution: Solution, formulas: readonly Expression[]): Expression[] {
  const constants = formulas.map(constantsOf);
  const all = constants.flat();
  if (all.length === 0 || all.length > mostConstants) return [...formulas];
  const names = all.map((_, at) => `\0constant ${at}`);
  let next = 0;
  const named = formulas.map((formula, output) =>
    replaceConstants(
      formula,
      constants[output].map(() => variable(names[next++])),
    ),
  );
  const remainder = remainderFunction(problem, solution, named, names);
  const rowsAt = (values: Float64Array): Float64Array => {
    const { equations, conditions } = remainder(values);
    return Float64Array.from([...equations, ...conditions].flatMap((group) => [...group]));
  };
  let values = Float64Array.from(all, ({ value }) => value);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const residuals = rowsAt(values);
    const slopes = [...values.keys()].map((at) => slopeBy(rowsAt, values, at));
    const used = [...residuals.keys()].filter(
      (row) => Number.isFinite(residuals[row]) && slopes.every((slope) => Number.isFinite(slope[row])),
    );
    if (used.length < all.length) break;
    const matrix = Float64Array.from(used.flatMap((row) => slopes.map((slope) => slope[row])));
    const change = leastSquares(matrix, used.length, all.length)(used.map((row) => -residuals[row]));
    if (!change.every(Number.isFinite)) break;
    values = values.map((value, at) => value + change[at]);
    if (change.every((one, at) => Math.abs(one) <= 1e-15 * Math.max(1, Math.abs(values[at])))) break;
  }
  next = 0;
  return formulas.map((formula, output) =>
    replaceConstants(
      formula,
      constants[output].map((constant) =>
        Number.isFinite(values[next]) ? number(withoutRounding(values[next++])) : (next++, constant),
      ),
    ),
  );
}

/** The number with fewer digits, where it differs from that by no more than rounding errors: 0.49 for 0.49000000000000005. */
function withoutRounding(value: number): number {
  const short = Number(value.toPrecision(14));
  return Math.abs(short - value) <= 4 * Number.EPSILON * Math.abs(value) ? short : value;
}

function slopeBy(
  rowsAt: (values: Float64Array) => Float64Array,
  values: Float64Array,
  at: number,
): Float64Array {
  const size = step * Math.max(1, Math.abs(values[at]));
  const shifted = (by: number): Float64Array =>
    rowsAt(values.map((value, i) => (i === at ? value + by : value)));
  const [above, below] = [shifted(size), shifted(-size)];
  return above.map((value, row) => (value - below[row]) / (2 * size));
}
