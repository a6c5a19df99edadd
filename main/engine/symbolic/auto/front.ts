/** Formulas by error and complexity. */
import type { KanModel } from '../../kan/model.ts';
import type { Formula } from '../formula/finish.ts';

export interface Found extends Formula {
  /** The network that the formula was read from, all functions. */
  readonly model: KanModel;
}

/** The error to choose by: on validation rows where there are any. */
export function errorOf({ validationError, trainError }: Formula): number {
  return Number.isNaN(validationError) ? trainError : validationError;
}

/** What a person would take: the simplest formula within 2 % of the lowest error. Undefined where there is none. */
export function bestOf<T extends Formula>(formulas: readonly T[]): T | undefined {
  const least = leastError(formulas);
  return formulas.find((formula) => errorOf(formula) <= 1.02 * least);
}

/** Infinity without formulas. */
export function leastError(formulas: readonly Formula[]): number {
  return formulas.reduce((least, formula) => Math.min(least, errorOf(formula)), Infinity);
}

/** Those that nothing at most as complex matches, from the simplest on. */
export function pareto(formulas: readonly Found[]): Found[] {
  const sorted = [...formulas].sort((a, b) => a.complexity - b.complexity || errorOf(a) - errorOf(b));
  let least = Infinity;
  return sorted.filter((formula) => {
    if (!(errorOf(formula) < 0.999 * least)) return false;
    least = errorOf(formula);
    return true;
  });
}
