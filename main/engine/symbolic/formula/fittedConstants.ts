/** The constants of a formula as people read them: for closed forms also the value that a fit to the data gives. */
import type { ConstantView } from '../../../../shared/contract/views/formula.ts';
import { constantsOf, isLoose, withPlainNumbers } from '../../../../shared/expression/constants.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import { operands, type Expression, type NumberNode } from '../../../../shared/expression/tree.ts';
import { constantUnits } from '../dimensions/constantUnits.ts';
import { physicalConstant } from '../dimensions/physicalConstants.ts';
import { fitConstants } from './fitConstants.ts';
import { asShares } from './asShares.ts';
import { firstRows, type FormulaData } from './formulaData.ts';
import { withStandardErrors } from './standardErrors.ts';

const mostRows = 2000;
/** In a formula with more constants nobody reads each of them. */
const mostConstants = 20;
const iterations = 5;

/** Whether a constant was fitted to the rows: it is no closed form, and no small whole number without a standard error. */
export const isFitted = (constant: NumberNode): boolean =>
  constant.exact === null && (constant.error !== null || isLoose(constant));

/**
 * In the order of the formula; a constant that stands at several places is told once. Each closed form, and each small whole
 * number without a standard error, is fitted together with all other constants that are neither.
 * @param data training rows. @param shown the formula with its constants in the digits that people see; by default in all digits.
 */
export function fittedConstants(
  expression: Expression,
  data: FormulaData,
  shown: Expression = expression,
): ConstantView[] {
  const inDigits = new Map(placesIn(expression, shown));
  const { plain, written } = withPlainNumbers(expression);
  const units = data.units && constantUnits(expression, data.units);
  const loose = written.map(isFitted);
  const rows = firstRows(asShares(data) ?? data, mostRows);
  const canFit = rows.rows > 0 && written.length <= mostConstants;
  return written.flatMap((constant, place) => {
    if (written.indexOf(constant) < place) return [];
    const { value, error } = constant;
    const unit = units?.get(constant);
    const physical = unit ? physicalConstant(value, error, unit) : null;
    const text = printExpression(inDigits.get(constant) ?? constant, 'symbols').code;
    const told = { value, text, error, unit: unit?.text ?? '', physical };
    if (loose[place]) return { ...told, form: null, fitted: null };
    if (!canFit) return { ...told, form: text, fitted: null };
    const free = (_: NumberNode, at: number): boolean => written[at] === constant || loose[at];
    const fit = withStandardErrors(fitConstants(plain, rows, { iterations, free }), rows, { free });
    const fitted = constantsOf(fit)[place];
    return {
      ...told,
      form: text,
      fitted: fitted.error === null ? null : { value: fitted.value, error: fitted.error },
    };
  });
}

/** Each number of a formula with the one at the same place of another, which is the same but for its digits. */
function placesIn(one: Expression, other: Expression): (readonly [Expression, Expression])[] {
  if (one.kind === 'number') return [[one, other]];
  const others = operands(other);
  return operands(one).flatMap((operand, place) => placesIn(operand, others[place]));
}
