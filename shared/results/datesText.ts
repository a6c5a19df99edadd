/** A sentence on the dates in a formula, for the window, the command line and the comment of its code. */
import type { FormulaFigures } from '../contract/views/formula.ts';

/** “Date stands for days since 2021-03-17.” '' where no date is in the formula. */
export function datesText({ dates }: Pick<FormulaFigures, 'dates'>): string {
  return dates.map(({ input, unit }) => `${input} stands for ${unit}.`).join(' ');
}
