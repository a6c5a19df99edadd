/**
 * Columns on an interval scale (Stevens, "On the theory of scales of measurement", 1946): dates, and temperatures in °C or °F. Their
 * zero is a convention, so differences mean something and ratios do not. Such a column may stand in polynomials, in exponentials
 * and waves, and beside a constant that shifts its zero; not as itself in a logarithm, below a line or in any other power.
 */
import type { Encoding } from '../../data/encoding/encoding.ts';
import { dayUnits } from '../../data/units/dayUnit.ts';
import { operands, type Expression } from '../../../../shared/expression/tree.ts';
import type { FormulaUnits } from '../dimensions/formulaUnits.ts';

/** The variables on an interval scale. */
export type Intervals = ReadonlySet<string>;

export const noIntervals: Intervals = new Set();

/** @param units of the columns; null where none is known */
export function intervalsOf({ features }: Encoding, units: FormulaUnits | null): Intervals {
  const shifted = [...(units?.columns ?? [])].filter(([, { offset }]) => offset !== 0);
  return new Set([...dayUnits(features).keys(), ...shifted.map(([name]) => name)]);
}

/** Whether an expression is a product with such a variable: its zero is that of the variable. */
export function isBare(expression: Expression, intervals: Intervals): boolean {
  switch (expression.kind) {
    case 'variable':
      return intervals.has(expression.name);
    case 'product':
      return expression.factors.some((factor) => isBare(factor, intervals));
    case 'power':
      return isBare(expression.base, intervals);
    case 'call':
      return expression.fn === 'abs' && isBare(expression.argument, intervals);
    default:
      return false;
  }
}

/** Functions whose argument needs a zero of its own. */
const ofRatios = new Set(['log', 'abs', 'sgn']);

/** Whether a formula takes no ratio of such a variable. */
export function respectsIntervals(formula: Expression, intervals: Intervals): boolean {
  if (intervals.size === 0) return true;
  const isWrong =
    (formula.kind === 'call' && ofRatios.has(formula.fn) && isBare(formula.argument, intervals)) ||
    (formula.kind === 'power' && isBare(formula.base, intervals) && !isWhole(formula.exponent));
  return !isWrong && operands(formula).every((part) => respectsIntervals(part, intervals));
}

/** Whether a power is one of a polynomial. */
function isWhole(exponent: Expression): boolean {
  return exponent.kind === 'number' && Number.isInteger(exponent.value) && exponent.value > 0;
}
