/** Finishes a formula for printing: simplifies it, fits its constants, and recognises closed forms where the error allows. */
import { complexity } from '../../../../shared/expression/complexity.ts';
import {
  closedFormsNear,
  constantsOf,
  replaceConstants,
  roundByError,
} from '../../../../shared/expression/constants.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import type { Expression, NumberNode } from '../../../../shared/expression/tree.ts';
import { Breath } from '../../breath.ts';
import { withoutUnneededTerms } from './dropTerms.ts';
import { fitConstants, withStandardErrors } from './fitConstants.ts';
import { firstRows, formulaError, rangesOf, spreadOf, type FormulaData } from './formulaData.ts';
import type { ChangeTest } from './changeTest.ts';
import { plainer } from './plainer.ts';

export interface Formula {
  /** Constants carry their standard errors. */
  readonly expression: Expression;
  /** RMSE in the target's units on the rows that it was fitted to, and on those it was not (NaN without any). */
  readonly trainError: number;
  readonly validationError: number;
  readonly complexity: number;
  /** True where plainer functions took the place of what was read: it is another formula than the network's. */
  readonly replaced: boolean;
}

/** Errors below this share of the target's standard deviation are rounding errors. */
export const exactShare = 1e-11;

const mostRecognised = 14;

/** Small whole numbers count as structure once constants have been recognised. */
const isLoose = ({ value }: NumberNode): boolean => !(Number.isInteger(value) && Math.abs(value) <= 20);

/** Simpler functions are tried only where the error is at most this many times the error that splines reach. */
const asGood = 1.2;

export interface FinishOptions {
  /** When it is aborted, no more closed forms or simpler functions are tried, and no more terms are removed. */
  readonly signal?: AbortSignal;
  /** The error that splines reach in place of the functions. Simpler functions are tried where the formula is as good and its error is not 0. */
  readonly reachable?: number;
}

/**
 * Lets the event loop turn between its parts.
 * @returns null where the formula is not finite on the data.
 */
export async function finishFormula(
  raw: Expression,
  train: FormulaData,
  validation: FormulaData,
  { signal, reachable = Infinity }: FinishOptions = {},
): Promise<Formula | null> {
  const breath = new Breath();
  const ranges = rangesOf(train);
  const simple = simplify(raw, { ranges });
  // In a formula with very many constants, recognising each would take long and help nobody.
  const readable = constantsOf(simple).length <= mostRecognised;
  const sample = firstRows(train, readable ? Infinity : 300);
  const fitted = fitConstants(simple, sample, { iterations: readable ? 30 : 10 });
  if (!Number.isFinite(formulaError(fitted, train))) return null;
  await breath.take();
  const data = firstRows(train, 500);
  const floor = exactShare * spreadOf(data);
  const test: ChangeTest = { data, floor, breath, signal };
  const lean = readable ? simplify(await withoutUnneededTerms(fitted, test), { ranges }) : fitted;
  const error = formulaError(lean, data);
  const isAsGood = error > floor && error <= asGood * reachable;
  const plain = readable && isAsGood ? await plainer(lean, test) : lean;
  const recognised = readable ? await recognise(plain, test) : plain;
  const simplest = simplify(recognised, { ranges });
  const refitted = readable ? fitConstants(simplest, train, { free: isLoose }) : simplest;
  await breath.take();
  const final = rounded(withStandardErrors(refitted, train, isLoose), train);
  const trainError = formulaError(final, train);
  const validationError = validation.rows > 0 ? formulaError(final, validation) : NaN;
  if (!Number.isFinite(trainError) || validationError === Infinity) return null;
  return {
    expression: final,
    trainError,
    validationError,
    complexity: complexity(final),
    replaced: plain !== lean,
  };
}

/**
 * Puts closed forms in the place of constants, from the last on, each time fitting the others again. A form is taken
 * where the sum of squares rises by less than nine residual variances: three standard errors.
 */
async function recognise(
  expression: Expression,
  { data, floor, breath, signal }: ChangeTest,
): Promise<Expression> {
  let current = expression;
  let error = formulaError(current, data);
  for (let index = constantsOf(current).length - 1; index >= 0; index--) {
    if (signal?.aborted === true) return current;
    const constants = constantsOf(current);
    if (index >= constants.length) continue;
    const { value } = constants[index];
    const standard = constantsOf(withStandardErrors(current, data))[index].error;
    const tolerance = Math.max(3 * (standard ?? 0), 1e-8 * Math.max(Math.abs(value), 1e-3));
    // A very uncertain constant is near to many closed forms: then only 0 is tried.
    const forms = closedFormsNear(value, tolerance).filter(
      (form) => form.value === 0 || tolerance < 0.05 * Math.abs(value),
    );
    for (const form of forms) {
      await breath.take();
      const placed = replaceConstants(current, constants.with(index, form));
      const held = constantsOf(placed).length === constants.length ? index : -1;
      const candidate = fitConstants(placed, data, {
        iterations: 8,
        free: (constant, place) => place !== held && isLoose(constant),
      });
      const reached = formulaError(candidate, data);
      if (!(reached <= Math.max(floor, error * Math.sqrt(1 + 9 / data.rows)))) continue;
      [current, error] = [candidate, reached];
      break;
    }
  }
  return current;
}

/** Rounds constants to the digits that the data support, unless that raises the error. */
function rounded(expression: Expression, data: FormulaData): Expression {
  const error = formulaError(expression, data);
  if (error <= exactShare * spreadOf(data)) return expression;
  const candidate = roundByError(expression);
  return formulaError(candidate, data) <= error * (1 + 1 / data.rows) ? candidate : expression;
}
