/** Candidates that the data cannot tell apart. Pure. */
import type { SuggestionView } from '../../../../shared/contract/views/formula.ts';
import { edgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import type { EdgeDetail } from '../../../../shared/contract/views/inspected.ts';

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

/** Two functions that agree so well over ten times the range are one: the rest is the accuracy of the fit. */
const SAME = 1e-3;
const BEYOND = 10;
const POINTS = 201;

/**
 * Those of the candidates that are one function in other words, such as sin and cos: far beyond the data, too, they have
 * the same values, because only their shift and scale differ. Places in the list, each with others; empty where there
 * are none.
 * @param x where the edge's curve is known
 */
export function shiftedOf(
  candidates: readonly Pick<SuggestionView, 'function' | 'affine'>[],
  places: readonly number[],
  x: Float64Array,
): readonly number[] {
  const [low, high] = [x[0], x[x.length - 1]];
  const [middle, reach] = [(low + high) / 2, (BEYOND * (high - low)) / 2];
  const curves = places.map((place) => {
    const {
      function: name,
      affine: [a, b, c, d],
    } = candidates[place];
    const { value } = edgeFunction(name);
    return Array.from({ length: POINTS }, (_, i) => {
      return c * value(a * (middle + reach * ((2 * i) / (POINTS - 1) - 1)) + b) + d;
    });
  });
  const agree = (one: readonly number[], other: readonly number[]): boolean => {
    const span = Math.max(...one) - Math.min(...one);
    return one.every((value, i) => Math.abs(value - other[i]) <= SAME * span);
  };
  return places.filter((_, i) => curves.some((other, j) => i !== j && agree(curves[i], other)));
}

function isWithin(curve: ArrayLike<number>, y: Float64Array, band: Float64Array | null): boolean {
  if (band === null || band.length !== y.length || curve.length !== y.length) return false;
  const inside = y.filter((value, i) => Math.abs(curve[i] - value) <= band[i]).length;
  return inside >= MOST * y.length;
}
