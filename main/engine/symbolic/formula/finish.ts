/**
 * Finishes a formula for printing: simplifies it, fits its constants, and recognises closed forms where the error
 * allows.
 */
import { complexity } from '../../../../shared/expression/complexity.ts';
import { constantsOf, isLoose, roundByError } from '../../../../shared/expression/constants.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import { variablesOf, type Expression } from '../../../../shared/expression/tree.ts';
import { Breath } from '../../breath.ts';
import { gathered } from '../laws/gather.ts';
import { inOwnForm } from '../laws/named/ownForm.ts';
import { stillNamed, type NamedForm } from './descriptionLength.ts';
import { withoutUnneededTerms } from './dropTerms.ts';
import { fitConstants } from './fitConstants.ts';
import { asShares, shareError } from './asShares.ts';
import { firstRows, formulaError, rangesOf, type FormulaData } from './formulaData.ts';
import { spread } from '../laws/surface.ts';
import type { ChangeTest } from './changeTest.ts';
import { plainer } from './plainer.ts';
import { recognise } from './recognise.ts';
import { withShortDecimals } from './shortDecimals.ts';
import { withStandardErrors } from './standardErrors.ts';

export interface Formula {
  /** Constants carry their standard errors. */
  readonly expression: Expression;
  /** RMSE in the target's units on the rows that it was fitted to, and on those it was not (NaN without any). */
  readonly trainError: number;
  readonly validationError: number;
  /** The same errors as shares of the target's values, where these spread over decades: formulas are compared by them. */
  readonly shares?: { readonly train: number; readonly validation: number };
  readonly complexity: number;
  /** As in {@link tabledComplexity}. */
  readonly tabled?: number;
  /** Where it is a law with a name. */
  readonly named?: NamedForm;
  /** True where simpler functions replaced parts of the formula: then it is no longer the network's formula. */
  readonly replaced: boolean;
}

/** Errors below this share of the target's standard deviation are rounding errors. */
export const exactShare = 1e-11;

const mostRecognised = 14;

/** Simpler functions are tried only where the error is at most this many times the error that splines reach. */
const asGood = 1.2;

export interface FinishOptions {
  /** When it is aborted, no more closed forms or simpler functions are tried, and no more terms are removed. */
  readonly signal?: AbortSignal;
  /**
   * The error that splines reach in place of the functions. Simpler functions are tried where the formula is as good
   * and its error is not 0.
   */
  readonly reachable?: number;
  /** Whether small whole numbers are part of the structure, and not fitted. */
  readonly holdsWholeNumbers?: boolean;
  /** The law with a name that it is. */
  readonly named?: NamedForm | undefined;
}

/**
 * Lets the event loop turn between its parts.
 * @returns null where the formula is not finite on the data.
 */
export async function finishFormula(
  raw: Expression,
  train: FormulaData,
  validation: FormulaData,
  { signal, reachable = Infinity, holdsWholeNumbers = false, named }: FinishOptions = {},
): Promise<Formula | null> {
  const breath = new Breath();
  const ranges = rangesOf(train);
  const shares = asShares(train);
  const rows = shares ?? train;
  const simple = simplify(raw, { ranges });
  // In a formula with very many constants, recognising each would take long without a benefit.
  const readable = constantsOf(simple).length <= mostRecognised;
  const sample = firstRows(rows, readable ? Infinity : 300);
  const fitted = fitConstants(simple, sample, {
    iterations: readable ? 30 : 10,
    ...(holdsWholeNumbers && { free: isLoose }),
  });
  if (!Number.isFinite(formulaError(fitted, train))) return null;
  await breath.take();
  const data = firstRows(rows, 500);
  const floor = exactShare * spread(data.target, data.weights);
  const test: ChangeTest = { data, floor, breath, signal };
  const lean = readable ? simplify(await withoutUnneededTerms(fitted, test), { ranges }) : fitted;
  const error = formulaError(lean, data);
  // Rounded, the mean would be worse than itself: nothing but noise decides how near it lies to 0 or another closed form.
  const isMean = variablesOf(lean).length === 0 && error > floor;
  const isAsGood = error > floor && error <= asGood * reachable;
  const plain = readable && isAsGood ? await plainer(lean, test) : lean;
  const recognised = readable && !isMean ? await recognise(plain, test, named !== undefined) : plain;
  const simplest = simplify(recognised, { ranges });
  const refitted = readable ? fitConstants(simplest, rows, { free: isLoose }) : simplest;
  await breath.take();
  const law = named && lawOf(named, { before: simple, after: refitted, replaced: plain !== lean }, train);
  const own = law?.expression ?? refitted;
  const whole = { ...test, data: rows };
  const told = readable
    ? await withShortDecimals(own, whole)
    : withStandardErrors(own, rows, { free: isLoose });
  const final = rounded(told, rows);
  const trainError = formulaError(final, train);
  const validationError = validation.rows > 0 ? formulaError(final, validation) : NaN;
  if (!Number.isFinite(trainError) || validationError === Infinity) return null;
  return {
    expression: final,
    trainError,
    validationError,
    ...(shares && { shares: { train: shareError(final, train), validation: shareError(final, validation) } }),
    complexity: law?.complexity ?? complexity(final),
    ...(law && { named: law.named }),
    replaced: plain !== lean,
  };
}

interface Finished {
  readonly before: Expression;
  readonly after: Expression;
  /** Whether simpler functions replaced parts of it. */
  readonly replaced: boolean;
}

/** A finished law in its own form, as complex as its shortest form; null where it is no longer this law. */
function lawOf(
  named: NamedForm,
  { before, after, replaced }: Finished,
  data: FormulaData,
): (Pick<Formula, 'expression' | 'complexity'> & { readonly named: NamedForm }) | null {
  const isOther = replaced
    ? constantsOf(after).length < constantsOf(before).length
    : stillNamed(named, before, after) === undefined;
  const short = gathered(after, rangesOf(data));
  const expression = isOther ? null : inOwnForm(short, named.parts, data);
  return expression && { expression, complexity: complexity(short), named };
}

/** Rounds constants to the digits that the data support, unless that raises the error. */
export function rounded(expression: Expression, data: FormulaData): Expression {
  const error = formulaError(expression, data);
  if (error <= exactShare * spread(data.target, data.weights)) return expression;
  const candidate = roundByError(expression);
  return formulaError(candidate, data) <= error * (1 + 1 / data.rows) ? candidate : expression;
}
