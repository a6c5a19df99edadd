/** Whether the units of a formula agree. */
import { sameDimension } from '../../data/units/dimension.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { FormulaUnits } from './formulaUnits.ts';
import { partUnit, quantityOf } from './quantity.ts';

/**
 * Whether a formula can be true in any system of units: terms that are added have the same dimension, exponents and
 * arguments of functions have none, and the whole has that of the target. A constant other than ±1 may have a unit.
 * True where no units are known.
 */
export function unitsAgree(formula: Expression, units: FormulaUnits | null | undefined): boolean {
  if (!units) return true;
  const whole = partUnit(formula, units);
  if (whole === 'disagrees') return false;
  if (whole === 'any' || units.target === null) return true;
  return sameDimension(whole.dimension, quantityOf(units.target).dimension);
}

/** A formula whose units do not agree must divide the error of one whose units agree by more than this. */
const mustGain = 2;

/**
 * Without the formulas whose units do not agree, where another one agrees and has no more than twice the error.
 * @param errorOf of the formulas that are compared
 */
export function preferringUnits<T extends { readonly expression: Expression }>(
  formulas: readonly T[],
  units: FormulaUnits | null | undefined,
  errorOf: (formula: T) => number,
): readonly T[] {
  if (!units) return formulas;
  const agreeing = new Set(formulas.filter(({ expression }) => unitsAgree(expression, units)));
  const least = [...agreeing].reduce((so, formula) => Math.min(so, errorOf(formula)), Infinity);
  return formulas.filter((formula) => agreeing.has(formula) || mustGain * errorOf(formula) < least);
}

/** What a formula costs in description length if its units do not agree: as much as {@link mustGain} times the error. */
export function disagreementCost(
  formula: Expression,
  units: FormulaUnits | null | undefined,
  rows: number,
): number {
  return unitsAgree(formula, units) ? 0 : 2 * rows * Math.log(mustGain);
}
