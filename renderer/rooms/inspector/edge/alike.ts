/** Candidates that the data cannot tell apart. Pure. */
import type { SuggestionView } from '../../../../shared/contract/formulaViews.ts';
import type { EdgeDetail } from '../../../../shared/contract/views.ts';

/** Two shares of unexplained variance count as equal up to this factor. */
const EQUAL = 1.02;
/** A curve lies within the band where it does so at this share of the points: the ends of the range hold few rows. */
const MOST = 0.95;

/**
 * The places in the list of those that the data cannot tell apart: curves within the band of 1.96 standard errors about
 * the spline, and those that fit the spline as well as the best candidate. Empty where it is fewer than two.
 */
export function alikeOf(
  candidates: readonly SuggestionView[],
  { y, band }: Pick<EdgeDetail, 'y' | 'band'>,
): readonly number[] {
  const least = Math.min(...candidates.map(({ unexplained }) => unexplained));
  const alike = candidates.flatMap((candidate, index) =>
    candidate.safe && (candidate.unexplained <= EQUAL * least || isWithin(candidate.y, y, band))
      ? [index]
      : [],
  );
  return alike.length > 1 ? alike : [];
}

function isWithin(curve: ArrayLike<number>, y: Float64Array, band: Float64Array | null): boolean {
  if (band === null || band.length !== y.length || curve.length !== y.length) return false;
  const inside = y.filter((value, i) => Math.abs(curve[i] - value) <= band[i]).length;
  return inside >= MOST * y.length;
}
