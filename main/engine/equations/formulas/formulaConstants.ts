/**
 * Fits the constants of formulas to the equations themselves. The network is accurate to a few digits only, but the
 * equations are exact. So they give the constants to all digits, and show which terms come from errors of the network.
 */
import { compile } from '../../../../shared/expression/evaluate.ts';
import { closedFormsFor } from '../../../../shared/expression/closedForms.ts';
import { constantsOf, replaceConstants } from '../../../../shared/expression/constants.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import { number, variable, type Expression } from '../../../../shared/expression/tree.ts';
import { leastSquares } from '../../kan/leastSquares.ts';
import type { Problem } from '../problem/problem.ts';
import { formulaError, spreadOf, type FormulaData } from '../../symbolic/formula/formulaData.ts';
import { remainderFunction, remainders } from './remainders.ts';
import type { Solution } from '../solve.ts';

const iterations = 8;
/** Relative step of the numerical derivatives by the constants. */
const step = 1e-6;
/** A formula with more constants is not fitted: it is hardly a law. */
const mostConstants = 20;
/** A constant is replaced by a simple number (or 0) within this tolerance, relative to the larger of 1 and its size. */
const tolerances = [1e-3, 1e-6] as const;

/** How much a distance from measured values counts beside what remains of the equations, where formulas are compared. */
const distanceShare = 1e-3;

/**
 * The formulas with constants fitted to the equations and conditions, and replaced by simple numbers where possible. Where there are measured
 * values, these may determine what equations and conditions leave open, as the initial value of a decay: the formulas then
 * stay near the solution, which was fitted to them.
 * @param data values of the solution, by function.
 */
export function withFittedConstants(
  problem: Problem,
  solution: Solution,
  formulas: readonly Expression[],
  data: readonly FormulaData[],
): Expression[] {
  const near = problem.measurements === null ? [] : data;
  let best = [...formulas];
  let error = remainderOf(problem, solution, best, near);
  const accept = (candidate: Expression[], factor: number): void => {
    const reached = remainderOf(problem, solution, candidate, near);
    if (!(reached <= factor * error)) return;
    best = candidate;
    error = Math.min(error, Math.max(reached, Number.MIN_VALUE));
  };
  for (const tolerance of tolerances) {
    accept(fitted(problem, solution, best, near), 1);
    accept(withSimpleConstants(best, tolerance), 1.001);
  }
  accept(fitted(problem, solution, best, near), 1);
  return best;
}

function remainderOf(
  problem: Problem,
  solution: Solution,
  formulas: readonly Expression[],
  near: readonly FormulaData[],
): number {
  const { equation, condition } = remainders(problem, solution, formulas);
  const distances = near.map((values, output) => formulaError(formulas[output], values) / unitOf(values));
  const reached = Math.hypot(equation, condition, distanceShare * solution.scale * Math.hypot(...distances));
  // Differences between rounding errors do not count.
  return Math.max(reached, 1e-13 * solution.scale);
}

/** What a distance from values is a share of. */
const unitOf = (values: FormulaData): number => spreadOf(values) || 1;

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

/**
 * Gauss–Newton on all remainders, by the constants of all formulas. The distances from values count less at each step, so that in
 * the end they decide only what the equations leave open. Without them a constant that the equations leave open would
 * go where the terms of the equations vanish.
 */
function fitted(
  problem: Problem,
  solution: Solution,
  formulas: readonly Expression[],
  near: readonly FormulaData[],
): Expression[] {
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
  const distance = distanceFunction(named, names, near);
  let values = Float64Array.from(all, ({ value }) => value);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const share = solution.scale * 10 ** -iteration;
    const rowsAt = (at: Float64Array): Float64Array => {
      const { equations, conditions } = remainder(at);
      const distances = distance(at).map((group) => group.map((value) => share * value));
      return Float64Array.from([...equations, ...conditions, ...distances].flatMap((group) => [...group]));
    };
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

/** Differences from values in units of their spread, by constants in the formulas. */
function distanceFunction(
  formulas: readonly Expression[],
  constants: readonly string[],
  near: readonly FormulaData[],
): (values: ArrayLike<number>) => Float64Array[] {
  const compiled = near.map(({ names }, output) => compile(formulas[output], [...names, ...constants]));
  return (values) =>
    near.map((of, output) => {
      const fixed = constants.map((_, at) => new Float64Array(of.rows).fill(values[at]));
      const unit = unitOf(of);
      return compiled[output]([...of.columns, ...fixed], of.rows).map(
        (value, row) => (value - of.target[row]) / unit,
      );
    });
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
