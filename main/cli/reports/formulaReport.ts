/** The figures of a formula, as the command line shows them. */
import type { ConstantView, FormulaFigures, SplitErrors } from '../../../shared/contract/views/formula.ts';
import { apartText, rowsText } from '../../../shared/results/apartText.ts';
import { datesText } from '../../../shared/results/datesText.ts';
import { domainText } from '../../../shared/results/domainText.ts';
import { scatterRemedy, scatterText } from '../../../shared/results/scatterText.ts';
import { errorText } from '../../../shared/figures.ts';

/** For `--json`; null if a split has no rows, or the formula has no value on some of them. */
export function rmseJson({ train, validation, test }: SplitErrors): object {
  return { train_rmse: finite(train), validation_rmse: finite(validation), test_rmse: finite(test) };
}

/** The constants of a formula for `--json`, those in closed forms with the fitted value. */
export function constantsJson(constants: readonly ConstantView[]): object[] {
  return constants.map(({ value, error, form, fitted, unit, physical }) => ({
    ...{ value, standard_error: error, unit },
    ...(form !== null && { form }),
    ...(fitted !== null && { fitted: { value: fitted.value, standard_error: fitted.error } }),
    ...(physical !== null && { physical_constant: physical }),
  }));
}

/** All figures for `--json`. They belong to the formula with the digits that are printed. */
export function figuresJson(figures: FormulaFigures): object {
  const { trainError: train, validationError: validation, testError: test, network, noise } = figures;
  return {
    ...rmseJson({ train, validation, test }),
    ...(network !== null && { network: rmseJson(network) }),
    ...(noise !== null && { noise }),
    ...apartJson(figures),
    ...scatterJson(figures),
    ...intervalJson(figures),
    ...datesJson(figures),
    ...(domainText(figures.domain) !== '' && { warning: domainText(figures.domain) }),
  };
}

/**
 * The error of the formula on each split that has rows, and the noise.
 * @param error what the errors are: `RMSE [N]`
 */
export function figuresText(
  error: string,
  { trainError, validationError, testError, noise }: FormulaFigures,
): string {
  const errors = { train: trainError, validation: validationError, test: testError };
  const floor = noise === null ? '' : `, noise at most about ${errorText(noise.value)}`;
  return `      ${error}: ${errorsText(errors)}${floor}`;
}

function errorsText({ train, validation, test }: SplitErrors): string {
  return Object.entries({ training: train, validation, test })
    .filter(([, error]) => Number.isFinite(error))
    .map(([name, error]) => `${name} ${errorText(error)}`)
    .join(', ');
}

/**
 * Lines on rows far from the formula, on what the dates in it stand for, and on where it has no value; '' where there is
 * nothing to say.
 */
export function remarksText(figures: FormulaFigures): string {
  const { apart } = figures;
  const far =
    apart === null
      ? ''
      : `${apartText(apart)} Without ${rowsText(apart.rows)}: ${errorsText({ ...apart.errors, test: NaN })}.`;
  const dates = datesText(figures);
  const warning = domainText(figures.domain);
  return [far, dates, warning === '' ? '' : `Warning: ${warning}`]
    .filter((text) => text !== '')
    .map((text) => `      ${text}\n`)
    .join('');
}

/** For `--json`: the rows of the table, from 1, that lie far from the formula, and its errors without them. */
export function apartJson({ apart }: Pick<FormulaFigures, 'apart'>): object {
  if (apart === null) return {};
  const { rows, filled, errors } = apart;
  return {
    far_rows: {
      rows,
      ...(filled.length > 0 && { filled }),
      train_rmse: finite(errors.train),
      validation_rmse: finite(errors.validation),
    },
  };
}

/** For `--json`: scatter that depends on the value, for which the standard errors allow; nothing where none does. */
export function scatterJson({ scatter }: Pick<FormulaFigures, 'scatter'>): object {
  return scatter === null ? {} : { scatter: { with_value: scatter.withValue, of: scatter.of } };
}

/** For `--json`: what makes 95 % intervals of the standard errors of constants; nothing where none was fitted. */
export function intervalJson({ interval }: Pick<FormulaFigures, 'interval'>): object {
  if (interval === null) return {};
  const { factor, freedom, groups } = interval;
  return { interval_95: { factor, freedom: finite(freedom), ...(groups !== null && { groups }) } };
}

/** The same in sentences; '' where there is nothing to say. */
export function scatterNote({ scatter }: Pick<FormulaFigures, 'scatter'>): string {
  return scatter === null ? '' : `${scatterText(scatter, 'standard errors')} ${scatterRemedy(scatter)}`;
}

/** For `--json`: the dates in a formula, with what they stand for; nothing where there are none. */
export function datesJson({ dates }: Pick<FormulaFigures, 'dates'>): object {
  return dates.length === 0
    ? {}
    : { dates: Object.fromEntries(dates.map(({ input, unit }) => [input, unit])) };
}

export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
