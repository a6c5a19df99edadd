/** Which of several formulas to choose by default. */
import { errorText } from '../figures.ts';

/** What formulas are compared by. */
interface Comparable {
  readonly trainError: number;
  /** NaN where there are no validation rows. */
  readonly validationError: number;
  readonly complexity: number;
  /** The same with what the labels of a column add read as one table; absent where that is the complexity. */
  readonly tabled?: number;
  /** Without rows that lie far from the formula; null or absent where none does. */
  readonly apart?: { readonly errors: { readonly train: number; readonly validation: number } } | null;
  /**
   * The errors as shares of the target's values, without rows that lie far from the formula; null or absent where errors do
   * not count so.
   */
  readonly shares?: { readonly train: number; readonly validation: number } | null;
  /**
   * Where its constants were fitted to the held-out rows too: the error that counts, of the same formula with constants fitted to
   * the training rows alone, as those of the others are.
   */
  readonly comparedBy?: number;
  /** The same in the target's unit, where `comparedBy` is a share of the values; absent for others. */
  readonly errorAsOthers?: number;
  /** The mean or straight lines predict other rows better: it is chosen only where all are so. */
  readonly behindLines?: true;
}

/** What is said of a formula in a list, beside its figures. */
export function formulaRemarks(formula: Omit<Comparable, 'complexity'>): readonly string[] {
  return [
    ...(formula.comparedBy === undefined ? [] : [fittedRemark(listedError(formula))]),
    ...(formula.behindLines ? ['the mean or straight lines predict other rows better'] : []),
  ];
}

function fittedRemark(error: number): string {
  const said = 'fitted to the validation rows too';
  return Number.isNaN(error)
    ? said
    : `${said}; fitted to the training rows alone, its validation error is ${errorText(error)}`;
}

/** A formula whose error is within this share of the lowest counts as equally good. */
export const asGood = 0.02;
/** A person reads a formula of at most this complexity. */
const readable = 40;
/** By which share each unit of complexity beyond that must lower the error. */
const perUnit = 0.02;

/**
 * The error of a formula in the target's unit: on the validation rows, or the training rows where there are none, without
 * rows that lie far from the formula.
 */
export function errorOf({
  validationError,
  trainError,
  apart,
}: Omit<Comparable, 'complexity' | 'shares'>): number {
  return heldOut(apart?.errors ?? { train: trainError, validation: validationError });
}

function heldOut({ train, validation }: { readonly train: number; readonly validation: number }): number {
  return Number.isNaN(validation) ? train : validation;
}

/**
 * The error by which a formula is listed beside others, in the target's unit: that of {@link errorOf}; where its constants were
 * fitted to the validation rows too, that of the same formula fitted to the training rows alone, NaN where it is not known.
 */
export function listedError(formula: Omit<Comparable, 'complexity'>): number {
  const { comparedBy, errorAsOthers, shares } = formula;
  if (comparedBy === undefined) return errorOf(formula);
  return errorAsOthers ?? (shares ? NaN : comparedBy);
}

/**
 * The error that formulas are compared by, on the same rows: as a share of the values where errors count so: these spread over
 * decades, and the few largest would outweigh all others, or the rows tell it.
 */
export function judgedError(formula: Omit<Comparable, 'complexity'>): number {
  if (formula.comparedBy !== undefined) return formula.comparedBy;
  return formula.shares ? heldOut(formula.shares) : errorOf(formula);
}

/**
 * The simplest formula within 2 % of the lowest error. An error counts 2 % more for each unit of complexity beyond what
 * a person reads, the labels of a column as one table: a formula of complexity 443 comes first only where its error is below 1/3000 of that of a plain one.
 * Formulas that straight lines are better than come after all others.
 * @returns its index; −1 where no error is finite.
 */
export function bestFormula(formulas: readonly Comparable[]): number {
  const some = formulas.some(({ behindLines }) => behindLines !== true);
  const errors = formulas.map((formula) =>
    some && formula.behindLines === true
      ? NaN
      : judgedError(formula) *
        (1 + perUnit) ** Math.max(0, (formula.tabled ?? formula.complexity) - readable),
  );
  const lowest = Math.min(...errors.filter(Number.isFinite));
  return formulas.reduce(
    (best, { complexity }, index) =>
      Number.isFinite(errors[index]) &&
      errors[index] <= lowest * (1 + asGood) &&
      (best < 0 || complexity < formulas[best].complexity)
        ? index
        : best,
    -1,
  );
}

/** Something said of a formula beside its figures. */
export interface FormulaRemark {
  readonly text: string;
  /** The whole of it, where a person asks. */
  readonly detail?: string;
}

/** Why {@link bestFormula} proposes its formula; null for the only one of a list. */
export function proposalRemark(formulas: readonly Comparable[]): FormulaRemark | null {
  if (formulas.length < 2) return null;
  const others = formulas.filter(({ behindLines }) => behindLines !== true);
  if (others.length === 1)
    return { text: 'proposed: the only one that predicts other rows as well as the mean and straight lines' };
  const compared = others.length === 0 ? formulas : others;
  const kind = compared.some(({ shares }) => shares) ? 'relative error' : 'error';
  const text = `proposed: the simplest within ${100 * asGood} % of the lowest ${kind}`;
  const conditions = [
    ...(compared.length === formulas.length
      ? []
      : ['among those that predict other rows as well as the mean and straight lines']),
    ...(compared.some(({ tabled, complexity }) => (tabled ?? complexity) > readable)
      ? [`where each unit of complexity beyond ${readable} counts as ${100 * perUnit} % of error`]
      : []),
  ];
  return conditions.length === 0 ? { text } : { text, detail: [text, ...conditions].join(', ') };
}
