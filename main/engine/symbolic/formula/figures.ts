/** The errors of a formula: everything that is shown or printed comes from here. */
import type { FormulaFigures, SplitErrors } from '../../../../shared/contract/views/formula.ts';
import { variablesOf, type Expression } from '../../../../shared/expression/tree.ts';
import { filledAmong } from '../../data/dataset/filled.ts';
import { asShares, shareError } from './asShares.ts';
import { domainOf } from './domain.ts';
import { spread } from '../laws/surface.ts';
import { formulaError, type FormulaData } from './formulaData.ts';
import type { ScoringData } from './scoringData.ts';

/**
 * @param written the formula with the constants that are shown. @param exact the same with all of their digits.
 * @param told scatter that the standard errors allow for, and what makes intervals of them.
 */
export function figuresOf(
  written: Expression,
  exact: Expression,
  data: ScoringData,
  told: Pick<FormulaFigures, 'scatter' | 'interval'>,
): FormulaFigures {
  const { train, validation, test, network, classes } = data;
  const errors = errorsOf(written, data);
  const chosen = validation.rows > 0 ? validation : train;
  const heldOut = test.rows > 0 ? test : chosen;
  const heldOutError = test.rows > 0 ? errors.test : validation.rows > 0 ? errors.validation : errors.train;
  const width = spread(heldOut.target, heldOut.weights);
  return {
    trainError: errors.train,
    validationError: errors.validation,
    testError: errors.test,
    unrounded: written === exact ? errors : errorsOf(exact, data),
    network: network?.errors ?? null,
    noise: network?.noise(data.apart?.far ?? []) ?? null,
    domain: domainOf(written, data),
    dates: datesIn(written, train),
    r2: width > 0 && classes === null ? 1 - (heldOutError / width) ** 2 : NaN,
    apart: apartIn(written, data),
    scatter: told.scatter,
    interval: told.interval,
    shares: sharesIn(written, data),
    disagreement: network === null ? NaN : formulaError(written, { ...chosen, target: network.values }),
    ...(data.fitted && validation.rows > 0 && { fittedToValidation: true }),
  };
}

/** The errors without the rows that lie far from the formula. */
function apartIn(expression: Expression, data: ScoringData): FormulaFigures['apart'] {
  if (data.apart === null) return null;
  const { far, filled, train, validation } = data.apart;
  const used = variablesOf(expression);
  return {
    rows: far.map((row) => row + 1),
    filled: filledAmong(filled, far, (input) => used.includes(input)),
    errors: errorsOf(expression, { ...data, train, validation }),
  };
}

function sharesIn(
  expression: Expression,
  { apart, train, validation, classes }: ScoringData,
): FormulaFigures['shares'] {
  const rows = apart ?? { train, validation };
  if (classes !== null || rows.train.rows === 0 || asShares(rows.train) === null) return null;
  return { train: shareError(expression, rows.train), validation: shareError(expression, rows.validation) };
}

function datesIn(expression: Expression, { dates = new Map() }: FormulaData): FormulaFigures['dates'] {
  return variablesOf(expression).flatMap((input) => {
    const unit = dates.get(input);
    return unit === undefined ? [] : [{ input, unit }];
  });
}

function errorsOf(expression: Expression, { train, validation, test }: ScoringData): SplitErrors {
  return {
    train: formulaError(expression, train),
    validation: formulaError(expression, validation),
    test: formulaError(expression, test),
  };
}
