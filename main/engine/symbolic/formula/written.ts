/** A formula with its constants in the digits in which it is written: what is shown, copied and judged. */
import type { FormulaFigures } from '../../../../shared/contract/formulaViews.ts';
import { roundByError, roundConstants } from '../../../../shared/expression/constants.ts';
import { printerOf, type Language } from '../../../../shared/expression/print/print.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { exactShare } from './finish.ts';
import { figuresOf } from './figures.ts';
import { formulaError, spreadOf, type FormulaData } from './formulaData.ts';
import type { ScoringData } from './scoringData.ts';

/** Significant digits of every constant; null for all, `supported` for as many as the data tell. */
export type Digits = number | 'supported' | null;

export interface Written {
  readonly expression: Expression;
  readonly figures: FormulaFigures;
}

/** Most significant digits in a notation for reading where no number was asked for. */
const readableDigits = 6;
/** Errors that differ by a smaller share are written alike. */
const shownAlike = 5e-4;
/** A number has no more digits than these. */
const mostExtra = 16;

/** The formula as it is written in a notation, with its figures. */
export function written(
  expression: Expression,
  digits: Digits,
  language: Language,
  data: ScoringData,
): Written {
  const rounded = inDigits(expression, digits, printerOf(language).forReading, data);
  return { expression: rounded, figures: figuresOf(rounded, expression, data) };
}

function inDigits(expression: Expression, digits: Digits, forReading: boolean, data: ScoringData): Expression {
  if (digits === null) return expression;
  if (digits !== 'supported') return roundConstants(expression, digits);
  const supported = inSupportedDigits(expression, [data.train, data.validation, data.test]);
  // Where the data do not tell, people are shown what can be read; code keeps the numbers.
  return forReading ? roundConstants(supported, readableDigits) : supported;
}

/**
 * Every constant to the digits that its standard error supports, and as many more as it takes for the errors to stay the
 * same: where constants compensate each other, each alone is less certain than the formula.
 */
function inSupportedDigits(expression: Expression, rows: readonly FormulaData[]): Expression {
  const judged = rows.filter((data) => data.rows > 0);
  const before = judged.map((data) => formulaError(expression, data));
  const floors = judged.map((data) => exactShare * spreadOf(data));
  for (let extra = 0; extra < mostExtra; extra++) {
    const candidate = roundByError(expression, extra);
    const alike = judged.every((data, i) => {
      const after = formulaError(candidate, data);
      return after === before[i] || Math.abs(after - before[i]) <= shownAlike * before[i] + floors[i];
    });
    if (alike) return candidate;
  }
  return expression;
}
