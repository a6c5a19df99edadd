/** The figures of a formula, as the command line shows them. */
import type { FormulaFigures, SplitErrors } from '../../../shared/contract/formulaViews.ts';
import { domainText } from '../../../shared/results/domainText.ts';
import { errorText } from '../../../shared/figures.ts';

/** For `--json`; null if a split has no rows, or the formula has no value on some of them. */
export function rmseJson({ train, validation, test }: SplitErrors): object {
  return { train_rmse: finite(train), validation_rmse: finite(validation), test_rmse: finite(test) };
}

/** All figures for `--json`. They belong to the formula with the digits that are printed. */
export function figuresJson(figures: FormulaFigures): object {
  const { trainError: train, validationError: validation, testError: test, network, noise } = figures;
  return {
    ...rmseJson({ train, validation, test }),
    ...(network !== null && { network: rmseJson(network) }),
    ...(noise !== null && { noise }),
    ...(domainText(figures.domain) !== '' && { warning: domainText(figures.domain) }),
  };
}

/** RMSE of the formula on each split that has rows, and the noise. */
export function figuresText({ trainError, validationError, testError, noise }: FormulaFigures): string {
  const errors = Object.entries({ training: trainError, validation: validationError, test: testError });
  const known = errors.filter(([, error]) => Number.isFinite(error));
  const floor = noise === null ? '' : `, noise at most about ${errorText(noise.value)}`;
  return `      RMSE: ${known.map(([name, error]) => `${name} ${errorText(error)}`).join(', ')}${floor}`;
}

/** A line if the formula has no value on some rows; otherwise ''. */
export function warningText({ domain }: FormulaFigures): string {
  const text = domainText(domain);
  return text === '' ? '' : `      Warning: ${text}\n`;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
