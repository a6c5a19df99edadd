/** Smoothing of curves for the eye. Pure. */

/** Steps over which a curve is averaged; 1 for as it is. */
export const SMOOTHINGS = [
  { value: '1', label: 'Not smoothed' },
  { value: '10', label: 'Over 10 steps' },
  { value: '50', label: 'Over 50 steps' },
] as const;
export type Smoothing = (typeof SMOOTHINGS)[number]['value'];

/**
 * The exponential moving average of the logarithm, as suits a logarithmic axis: a point weighs 1/e after `span` steps.
 * Gaps stay gaps, and the first point is as it is.
 */
export function smoothed(
  steps: readonly number[],
  values: readonly (number | null)[],
  span: number,
): (number | null)[] {
  let mean = NaN;
  let at = NaN;
  return values.map((value, index) => {
    if (value === null || !(value > 0)) return null;
    const keep = Number.isNaN(mean) ? 0 : Math.exp(-(steps[index] - at) / span);
    mean = (Number.isNaN(mean) ? 0 : keep * mean) + (1 - keep) * Math.log(value);
    at = steps[index];
    return Math.exp(mean);
  });
}
