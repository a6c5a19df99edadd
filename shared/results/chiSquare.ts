/** Errors beside their uncertainties, where the table has them. */
import type { ErrorMeasure, Scores } from '../contract/views/scores.ts';
import { errorText, plural } from '../figures.ts';

/**
 * χ² = Σ(error/s)² over the rows of a split, where rows count by 1/s² with their uncertainties s; null elsewhere. About one
 * for each row is expected where each s is right.
 */
export function chiSquareOf({ rmse, weight }: Scores, measure: ErrorMeasure): number | null {
  const hasUncertainties = measure.weighing?.holds === 'uncertainty' && measure.kind === 'RMSE';
  return hasUncertainties && rmse !== null && weight !== null ? rmse ** 2 * weight : null;
}

/** χ² of the training rows and of the test rows, in a sentence; '' where it is not known. */
export function chiSquareText(
  { train, test }: { readonly train: Scores; readonly test: Scores },
  measure: ErrorMeasure | null,
): string {
  if (measure === null) return '';
  const parts = [['training', train] as const, ['test', test] as const].flatMap(([name, scores]) => {
    const value = chiSquareOf(scores, measure);
    return value === null ? [] : [`${errorText(value)} on ${plural(scores.rows, `${name} row`)}`];
  });
  if (parts.length === 0) return '';
  return `χ², the sum of (error/s)², is ${parts.join(' and ')}. Where each uncertainty s is right, about one for each row is expected.`;
}
