/** Candidates that the data cannot tell apart. Pure. */
import type { SuggestionView } from '../../../../shared/contract/views/formula.ts';
import { edgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import type { EdgeDetail } from '../../../../shared/contract/views/inspected.ts';
import type { RevisionView } from '../../../../shared/contract/views/history.ts';
import { listed } from '../../../../shared/listed.ts';

/** Two shares of unexplained variance count as equal up to this factor. */
const EQUAL = 1.02;
/** A network that explains less than this says little of its edges. */
const LARGEST = 0.05;
/** A curve lies within the band where it does so at this share of the points: the ends of the range hold few rows. */
const MOST = 0.95;

/**
 * The share of an edge's variance that a function may leave unexplained without a change of the network's squared error
 * that rows it was not trained on would show: one standard error of the latter, √(2/n) of it, if all that varies in the
 * target passed through the edge. 0 without such rows, and for classes.
 */
export function unseenShare(scores: RevisionView['scores']): number {
  if (scores === null) return 0;
  const { r2, rows } = scores.test.rows > 0 ? scores.test : scores.validation;
  return r2 === null || rows === 0 ? 0 : Math.min(LARGEST, (1 - r2) * Math.sqrt(2 / rows));
}

/**
 * The places in the list of those that the data cannot tell apart: curves within the 95 % band about
 * the spline, those that fit the spline as well as the best candidate, and those whose difference is lost in the error of
 * the network. Empty where it is fewer than two.
 * @param unseen {@link unseenShare}
 */
export function alikeOf(
  candidates: readonly SuggestionView[],
  { y, band }: Pick<EdgeDetail, 'y' | 'band'>,
  unseen = 0,
): readonly number[] {
  const least = Math.min(...candidates.map(({ unexplained }) => unexplained));
  const most = Math.max(EQUAL * least, unseen);
  const alike = candidates.flatMap((candidate, index) =>
    candidate.safe && (candidate.unexplained <= most || isWithin(candidate.y, y, band)) ? [index] : [],
  );
  return alike.length > 1 ? alike : [];
}

/** The numbers of places of a list, three and more in a row as a range: `1, 2 and 4–8`; '' for fewer than two. */
export function placesText(places: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const place of places) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === place - 1) run[1] = place;
    else runs.push([place, place]);
  }
  const texts = runs.flatMap(([first, last]) => {
    if (last - first > 1) return [`${first + 1}–${last + 1}`];
    return first === last ? [String(first + 1)] : [String(first + 1), String(last + 1)];
  });
  if (places.length < 2) return '';
  return listed(texts);
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
