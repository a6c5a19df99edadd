/** Which of several formulas to choose by default. */

/** What formulas are compared by. */
interface Comparable {
  readonly trainError: number;
  /** NaN where there are no validation rows. */
  readonly validationError: number;
  readonly complexity: number;
}

/** A formula whose error is within this share of the lowest counts as equally good. */
const asGood = 0.02;

/** The error that formulas are compared by: on the validation rows, or the training rows where there are none. */
export function errorOf({ validationError, trainError }: Omit<Comparable, 'complexity'>): number {
  return Number.isNaN(validationError) ? trainError : validationError;
}

/** The simplest formula within 2 % of the lowest error. @returns its index; −1 where no error is finite. */
export function bestFormula(formulas: readonly Comparable[]): number {
  const errors = formulas.map(errorOf);
  const lowest = Math.min(...errors.filter(Number.isFinite));
  return formulas.reduce(
    (best, { complexity }, index) =>
      errors[index] <= lowest * (1 + asGood) && (best < 0 || complexity < formulas[best].complexity)
        ? index
        : best,
    -1,
  );
}
