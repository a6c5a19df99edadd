/** The laws that a search has found. */
import { complexity } from '../../../../shared/expression/complexity.ts';
import { roundConstants } from '../../../../shared/expression/constants.ts';
import { keyOf, type Expression } from '../../../../shared/expression/tree.ts';
import { farErrors } from '../../measure/farErrors.ts';
import { disagreementCost } from '../dimensions/agreement.ts';
import { descriptionLength, type NamedForm } from '../formula/descriptionLength.ts';
import { errorWithoutOne } from '../formula/leverage.ts';
import { errorsOf, firstRows, type FormulaData } from '../formula/formulaData.ts';
import { noIntervals, respectsIntervals } from '../formula/intervals.ts';
import { hasSpareRows } from '../formula/spareRows.ts';

export interface Law {
  readonly expression: Expression;
  /** RMSE on the training rows. */
  readonly error: number;
  readonly complexity: number;
  readonly cost: number;
  readonly named?: NamedForm;
}

/** Errors below this share of the spread are rounding errors: the law is found, unless it is a long series. */
export const exactShare = 1e-9;
const lawsKept = 6;
/** Formulas whose constants agree in so many digits are the same. */
const sameDigits = 5;
/** Rows that laws are compared on by what most rows agree with. */
const mostRows = 300;

export class FoundLaws {
  readonly #data: FormulaData;
  readonly #spread: number;
  readonly #laws = new Map<string, Law>();

  /** @param spread of the target: the unit of errors. */
  constructor(data: FormulaData, spread: number) {
    this.#data = data;
    this.#spread = spread;
  }

  /** Those with the lowest costs, the lowest first. */
  get best(): readonly Law[] {
    return [...this.#laws.values()].sort((one, other) => one.cost - other.cost).slice(0, lawsKept);
  }

  /**
   * Of each complexity the law that most rows agree with best: by the median of the errors in place of the root mean square, so
   * that single wrong rows do not count.
   */
  get agreed(): readonly Law[] {
    const sample = firstRows(this.#data, mostRows);
    const byMedian = this.#bestBy((law) => farErrors(errorsOf(law, sample).map(Math.abs)).spread);
    const withoutOne = this.#bestBy((law) => errorWithoutOne(law, sample));
    return [...new Set([...byMedian, ...withoutOne])];
  }

  /** Of each complexity the law with the lowest cost. @param errorOf what its error is taken to be. */
  #bestBy(errorOf: (law: Expression) => number): readonly Law[] {
    const best = new Map<number, { readonly law: Law; readonly cost: number }>();
    for (const law of this.#laws.values()) {
      const cost = this.#costOf(law.expression, errorOf(law.expression), law.named);
      if (cost < (best.get(law.complexity)?.cost ?? Infinity)) best.set(law.complexity, { law, cost });
    }
    return [...best.values()].map(({ law }) => law);
  }

  /**
   * Adds a law, unless the same one with a lower cost is known, or it is not allowed.
   * @param error RMSE on the training rows
   */
  add(expression: Expression, error: number, named?: NamedForm): void {
    if (!this.isAllowed(expression)) return;
    const law = {
      expression,
      error,
      complexity: complexity(expression),
      cost: this.#costOf(expression, error, named),
    };
    const key = keyOf(roundConstants(expression, sameDigits));
    const other = this.#laws.get(key);
    if (other === undefined || law.cost < other.cost)
      this.#laws.set(key, named === undefined ? law : { ...law, named });
  }

  /** Whether the rows can tell against it, and it takes no ratio of a column whose zero is a convention. */
  isAllowed(expression: Expression): boolean {
    const { rows, intervals = noIntervals } = this.#data;
    return hasSpareRows(expression, rows) && respectsIntervals(expression, intervals);
  }

  /** The description length; more where the units do not agree. */
  #costOf(formula: Expression, error: number, named?: NamedForm): number {
    const { units, rows } = this.#data;
    return (
      descriptionLength(formula, error / this.#spread, rows, exactShare, named) +
      disagreementCost(formula, units, rows)
    );
  }
}
