/** A formula with its constants in the digits in which it is written: what is shown, copied and judged. */
import type { FormulaFigures } from '../../../../shared/contract/views/formula.ts';
import { roundByError, roundConstants, roundUntold } from '../../../../shared/expression/constants.ts';
import { printerOf, type Language } from '../../../../shared/expression/print/print.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { classScores } from './classScores.ts';
import { constantErrors } from './constantErrors.ts';
import { exactShare } from './finish.ts';
import { spread } from '../laws/surface.ts';
import { figuresOf } from './figures.ts';
import { formulaError, spreadOf, type FormulaData } from './formulaData.ts';
import type { ScoringData } from './scoringData.ts';

/** Significant digits of every constant; null for all, `supported` for as many as the data tell. */
export type Digits = number | 'supported' | null;

export interface Written {
  readonly expression: Expression;
  readonly figures: FormulaFigures;
}

/**
 * The most significant digits in a notation for reading, where no number of digits was requested and these are enough.
 */
const readableDigits = 6;
/** In such a notation, the fewest of a constant that the rows do not determine alone, beside others that they do. */
const untoldDigits = 3;
/** In such a notation, errors below this share of the target's standard deviation count as 0. */
const readableShare = 1e-6;
/** Log-odds that differ less count as equal: they change a probability by at most a quarter of it. */
const alikeLogits = 0.01;
/** Errors that differ by a smaller share count as equal. */
const shownAlike = 5e-5;
/** The significant digits in which the window has errors. */
const seenDigits = 4;
/** The most digits of a number. */
const mostDigits = 17;

/** The formula as it is written in a notation, with its figures. */
export function written(
  expression: Expression,
  digits: Digits,
  language: Language,
  data: ScoringData,
): Written {
  const told = constantErrors(expression, data);
  const rounded = inDigits(told.expression, digits, printerOf(language).forReading, data);
  return { expression: rounded, figures: figuresOf(rounded, expression, data, told) };
}

function inDigits(
  expression: Expression,
  digits: Digits,
  forReading: boolean,
  data: ScoringData,
): Expression {
  if (digits === null) return expression;
  if (digits !== 'supported') return roundConstants(expression, digits);
  // The errors of rows far from the formula would hide those of rounding.
  const { train, validation } = data.apart ?? data;
  const rows = [train, validation, data.test].filter((split) => split.rows > 0);
  // Where constants compensate for each other, each of them is less certain than the formula: then the formula needs
  // more digits.
  const floor = (share: number) => (split: FormulaData) =>
    data.classes === null ? share * spreadOf(split) : alikeLogits;
  const byError = (extra: number): Expression => roundByError(expression, extra);
  const told = { rows, entropy: entropyOf(data) };
  const supported = leastDigits(0, byError, expression, told, floor(exactShare));
  // Where the data do not determine the digits, people see a short form; code keeps all digits.
  if (!forReading) return supported;
  // The levels of a column beside a constant: only their differences are determined.
  const untold = (digits: number): Expression => roundUntold(supported, digits);
  const even = leastDigits(untoldDigits, untold, expression, told, floor(readableShare));
  const short = (digits: number): Expression => roundConstants(even, digits);
  return leastDigits(readableDigits, short, expression, told, floor(readableShare));
}

/**
 * The first of the versions, from the shortest on, whose errors equal those of the formula itself, and so does R² with four decimals, which near 0
 * changes where the error hardly does, and the cross-entropy in the digits that people see.
 * @param floor errors of a split that differ less count as equal.
 */
function leastDigits(
  least: number,
  version: (digits: number) => Expression,
  exact: Expression,
  { rows, entropy }: Told,
  floor: (split: FormulaData) => number,
): Expression {
  const before = rows.map((data) => formulaError(exact, data));
  const seen = entropy(exact);
  for (let digits = least; digits < mostDigits; digits++) {
    const candidate = version(digits);
    const alike = rows.every((data, i) => {
      const after = formulaError(candidate, data);
      if (after === before[i]) return true;
      const isNear = Math.abs(after - before[i]) <= shownAlike * before[i] + floor(data);
      return isNear && fourDecimals(after, data) === fourDecimals(before[i], data);
    });
    if (alike && entropy(candidate) === seen) return candidate;
  }
  return exact;
}

/** What people see of a formula. */
interface Told {
  readonly rows: readonly FormulaData[];
  /** Its cross-entropy; null where it alone predicts no classes. */
  readonly entropy: (formula: Expression) => string | null;
}

function entropyOf({ classes }: ScoringData): Told['entropy'] {
  if (classes === null || classes.encoding.outputs.length > 1) return () => null;
  return (formula) => classScores([formula], classes)?.crossEntropy.toPrecision(seenDigits) ?? null;
}

/** Of R²; 0 and −0 are equal. Where all values are equal there is none, and nothing differs. */
function fourDecimals(error: number, { target, weights }: FormulaData): number {
  const scale = spread(target, weights);
  const isConstant = scale <= exactShare * Math.abs(target[0]);
  return isConstant ? 0 : Number((1 - (error / scale) ** 2).toFixed(4));
}
