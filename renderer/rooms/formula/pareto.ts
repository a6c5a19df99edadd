/** Formulas by error and complexity: where they lie in the chart. Pure. */
import type { FormulaFigures, FormulaView } from '../../../shared/contract/views/formula.ts';
import { listedError } from '../../../shared/results/formulaChoice.ts';
import { r2Text } from '../../../shared/figures.ts';
import { numbersOf, type ChartNumbers } from '../../ui/chart/chart-menu.ts';
import { nearOne, unexplainedText } from '../../scores/fit-quality.ts';

/** Errors below this share of the largest error are rounding errors. */
const ROUNDING = 1e-16;

export interface ParetoPoint {
  readonly index: number;
  readonly cost: number;
  /** Above 0, so that a logarithmic axis has a place for it. */
  readonly error: number;
}

/** Points of the chart; errors of 0 lie where rounding does. */
export function paretoPoints(formulas: readonly FormulaView[]): readonly ParetoPoint[] {
  const errors = formulas.map(listedError);
  const largest = Math.max(...errors.filter(Number.isFinite), 0) || 1;
  return formulas.flatMap(({ complexity }, index) =>
    Number.isFinite(errors[index])
      ? [{ index, cost: complexity, error: Math.max(errors[index], largest * ROUNDING) }]
      : [],
  );
}

/** What the chart shows, as a table; also the formulas that have no place in it, because their error is not known. */
export function paretoNumbers(formulas: readonly FormulaView[], measure: string): ChartNumbers {
  const known = formulas.map(comparedError).filter(({ value }) => !Number.isNaN(value));
  const rows = new Set(known.map((error) => error.rows));
  return numbersOf([
    ['Complexity', formulas.map(({ complexity }) => complexity)],
    [rows.size === 1 ? `${[...rows][0]} ${measure}` : measure, formulas.map(listedError)],
    ['Formula', formulas.map(({ text }) => text)],
  ]);
}

/** The share of the variance that is explained, never as a bare 1: near 1 its distance from 1 is shown. */
export function explained(r2: number): { readonly label: 'R²' | '1 − R²'; readonly text: string } {
  return nearOne(r2) ? { label: '1 − R²', text: unexplainedText(1 - r2) } : { label: 'R²', text: r2Text(r2) };
}

const SPLITS = [
  { split: 'train', label: 'Training' },
  { split: 'validation', label: 'Validation' },
  { split: 'test', label: 'Test' },
] as const;

type SplitName = (typeof SPLITS)[number]['split'];
type Errors = Pick<FormulaFigures, 'trainError' | 'validationError' | 'testError'>;
type Compared = Pick<
  FormulaView,
  'trainError' | 'validationError' | 'apart' | 'shares' | 'comparedBy' | 'errorAsOthers'
>;

/** The errors on each split that has rows. */
export function splitErrors({ trainError, validationError, testError }: Errors) {
  const errors = { train: trainError, validation: validationError, test: testError };
  return SPLITS.map(({ split, label }) => ({ split, label, error: errors[split] })).filter(
    ({ error }) => !Number.isNaN(error),
  );
}

/** The rows that nothing was learned from, as far as there are any. */
export function heldOutSplit(figures: Errors): SplitName {
  return splitErrors(figures).at(-1)?.split ?? 'train';
}

/** The error on the rows of {@link heldOutSplit}. */
export function heldOutError(figures: Errors): {
  readonly rows: (typeof SPLITS)[number]['label'];
  readonly value: number;
} {
  const { label, error } = splitErrors(figures).at(-1) ?? { label: 'Training', error: NaN };
  return { rows: label, value: error };
}

/** The error that a formula is listed by, and on which rows; rows far from the formula do not count. */
export function comparedError(figures: Compared): {
  readonly rows: 'Validation' | 'Training';
  readonly value: number;
} {
  return {
    rows: Number.isNaN(figures.validationError) ? 'Training' : 'Validation',
    value: listedError(figures),
  };
}
