/** The errors of a formula as it is written, and what the rounding of its constants costs, in a sentence. Pure. */
import type { FormulaFigures } from '../../../shared/contract/views/formula.ts';
import { errorText } from '../../../shared/figures.ts';
import { heldOutError, heldOutSplit, splitErrors } from './pareto.ts';

export function roundingText(figures: FormulaFigures): string {
  const { rows, value } = heldOutError(figures);
  const exact = figures.unrounded[heldOutSplit(figures)];
  if (errorText(value) === errorText(exact))
    return 'Rounding the constants costs nothing: with all digits the errors are the same.';
  const name = rows.toLowerCase();
  return `With all digits of its constants, the ${name} error would be ${errorText(exact)} instead of ${errorText(value)}.`;
}

/** `RMSE of this code: training 0.021, test 0.023.` @param name what the errors are: `RMSE` */
export function errorsText(figures: FormulaFigures, name: string): string {
  const errors = splitErrors(figures).map(({ split, label, error }) => {
    const fitted =
      split === 'validation' && figures.fittedToValidation ? ' (it was fitted to these too)' : '';
    return `${label.toLowerCase()} ${error === Infinity ? 'no value on some rows' : errorText(error)}${fitted}`;
  });
  return errors.length === 0 ? '' : `${name} of this code: ${errors.join(', ')}.`;
}
