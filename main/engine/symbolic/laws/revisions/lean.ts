/** Fitted constants replaced by 0, ±1 and other plain numbers, where the rows do not tell them apart. */
import { constantsOf, isLoose, withConstant } from '../../../../../shared/expression/constants.ts';
import { simplify } from '../../../../../shared/expression/simplify/simplify.ts';
import { number, type Expression } from '../../../../../shared/expression/tree.ts';
import { fitConstants } from '../../formula/fitConstants.ts';
import { formulaError, rangesOf, type FormulaData } from '../../formula/formulaData.ts';
import { withStandardErrors } from '../../formula/standardErrors.ts';

/** Numbers further away than so many standard errors are not tried. */
const near = 3;
const iterations = 3;
const mostConstants = 8;

export interface Fitted {
  readonly expression: Expression;
  /** RMSE. */
  readonly error: number;
  /** Its description length. */
  readonly cost: number;
}

/** What formulas are judged by. */
export interface Judge {
  readonly data: FormulaData;
  /** The description length of a formula with this error on the data. */
  readonly lengthOf: (expression: Expression, error: number) => number;
  /** The standard errors of constants, as multiples of those that follow from these data alone. */
  readonly uncertainty: (error: number) => number;
}

/** The formula as it is, with its error and its description length; null where it is not finite. */
export function measured(expression: Expression, { data, lengthOf }: Judge): Fitted | null {
  const error = formulaError(expression, data);
  const cost = lengthOf(expression, error);
  return Number.isFinite(error) && Number.isFinite(cost) ? { expression, error, cost } : null;
}

/** The formula with plain numbers for constants, as long as that makes its description shorter. */
export function lean(start: Fitted, judge: Judge): Fitted {
  return leaner(start, judge, mostConstants);
}

/**
 * The same, and from each of the first replacements on: constants that depend on each other, as in 9/(3 − x) − 2, have plain values
 * only together, and the constant that is nearest to a plain number is not always one of them.
 */
export function leanest(start: Fitted, judge: Judge): Fitted {
  const firsts = shorterBy(start, judge);
  let best = start;
  for (let first = firsts.next(); first.done !== true; first = firsts.next()) {
    const one = leaner(first.value, judge, mostConstants - 1);
    if (one.cost < best.cost) best = one;
  }
  return best;
}

function leaner(start: Fitted, judge: Judge, rounds: number): Fitted {
  let best = start;
  for (let round = 0; round < rounds; round++) {
    const next = shorterBy(best, judge).next();
    if (next.done === true) return best;
    best = next.value;
  }
  return best;
}

/** The formula with one constant replaced, where that makes its description shorter; the nearest plain number first. */
function* shorterBy(before: Fitted, judge: Judge): Generator<Fitted, void> {
  const { data, uncertainty } = judge;
  const ranges = rangesOf(data);
  const constants = constantsOf(before.expression);
  if (constants.length > mostConstants) return;
  // They only order the trials: the description length decides.
  const known = constantsOf(withStandardErrors(before.expression, data, { free: isLoose, even: true }));
  const trials = constants
    .flatMap((constant, at) => {
      const error = (known[at].error ?? 0) * uncertainty(before.error);
      if (!isLoose(constant) || !(error > 0)) return [];
      const distance = (value: number): number => Math.abs(value - constant.value) / error;
      return plainNear(constant.value).map((value) => ({ at, value, distance: distance(value) }));
    })
    .filter(({ distance }) => distance < near)
    .sort((one, other) => one.distance - other.distance);
  for (const { at, value } of trials) {
    const plain = withConstant(before.expression, at, number(value));
    const placed = fitConstants(simplify(plain, { ranges }), data, { iterations, free: isLoose });
    const next = measured(placed, judge);
    if (next !== null && next.cost < before.cost) yield next;
  }
}

/** 0, ±1, and the nearest multiples of 1 and ½. */
function plainNear(value: number): number[] {
  const found = new Set([0, Math.sign(value), Math.round(value), Math.round(2 * value) / 2]);
  return [...found].filter((plain) => plain !== value);
}
