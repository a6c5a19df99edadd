/**
 * B-splines on extended knot vectors: G intervals, k extra knots on each side, G + k bases of degree k. Spans are half
 * open, [t_g, t_{g+1}); outside the extended knots every basis is 0 (de Boor, "A Practical Guide to Splines", IX).
 */

/** @returns the span g with t_g ≤ x < t_{g+1}, or −1 where x lies outside the knots or is not a number. */
export function findSpan(knots: Float64Array, at: number, count: number, x: number): number {
  let low = 0;
  let high = count - 1;
  if (!(x >= knots[at] && x < knots[at + high])) return -1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (x < knots[at + middle]) high = middle;
    else low = middle;
  }
  return low;
}

/**
 * The k + 1 bases that can differ from 0 at x, as a window that always lies inside the G + k bases: near the ends of
 * the extended knots it is shifted and filled up with zeros, so that callers need no bounds checks.
 *
 * Cox–de Boor in local form (Piegl and Tiller, "The NURBS Book", A2.2).
 * @param knots holds G + 1 + 2k ascending knots from index `at`.
 * @param values receives k + 1 values from index `out`; `derivatives` the derivatives by x, where given.
 * @returns index of the window's first basis, between 0 and G − 1.
 */
export function basisWindow(
  knots: Float64Array,
  at: number,
  grid: number,
  order: number,
  x: number,
  values: Float64Array,
  derivatives: Float64Array | null,
  out: number,
): number {
  const last = grid + 2 * order;
  const span = findSpan(knots, at, last + 1, x);
  if (span < 0) {
    values.fill(0, out, out + order + 1);
    derivatives?.fill(0, out, out + order + 1);
    return 0;
  }
  values[out] = 1;
  if (derivatives !== null) derivatives[out] = 0;
  for (let degree = 1; degree <= order; degree++) {
    let carried = 0;
    let previous = 0;
    for (let r = 0; r < degree; r++) {
      const left = knotAt(knots, at, last, span + 1 - degree + r);
      const right = knotAt(knots, at, last, span + 1 + r);
      // The span of x, which is not empty, lies between them.
      const ratio = values[out + r] / (right - left);
      values[out + r] = carried + (right - x) * ratio;
      carried = (x - left) * ratio;
      if (degree === order && derivatives !== null) {
        derivatives[out + r] = order * (previous - ratio);
        previous = ratio;
      }
    }
    values[out + degree] = carried;
    if (degree === order && derivatives !== null) derivatives[out + degree] = order * previous;
  }
  const start = span - order;
  const first = Math.min(Math.max(start, 0), grid - 1);
  if (first !== start) {
    shiftWindow(values, out, order + 1, first - start);
    if (derivatives !== null) shiftWindow(derivatives, out, order + 1, first - start);
  }
  return first;
}

/** Knots beyond the vector are used only for bases that do not exist; any ascending values are right. */
function knotAt(knots: Float64Array, at: number, last: number, index: number): number {
  if (index < 0) return knots[at] + index;
  if (index > last) return knots[at + last] + (index - last);
  return knots[at + index];
}

/** Moves a window down by `shift` places (up where negative) and fills with zeros. */
function shiftWindow(window: Float64Array, out: number, length: number, shift: number): void {
  if (shift > 0) {
    for (let m = 0; m < length; m++) window[out + m] = m + shift < length ? window[out + m + shift] : 0;
  } else {
    for (let m = length - 1; m >= 0; m--) window[out + m] = m + shift >= 0 ? window[out + m + shift] : 0;
  }
}

/**
 * Σ_g c_g B_g at each x; Σ_g c_g B_g′ for `slopes`.
 * @param coef holds G + k coefficients from index `coefAt`.
 */
export function splineValues(
  knots: Float64Array,
  at: number,
  grid: number,
  order: number,
  coef: Float64Array,
  coefAt: number,
  xs: Float64Array,
  slopes = false,
): Float64Array {
  const values = new Float64Array(order + 1);
  const derivatives = slopes ? new Float64Array(order + 1) : null;
  const window = derivatives ?? values;
  return xs.map((x) => {
    const first = coefAt + basisWindow(knots, at, grid, order, x, values, derivatives, 0);
    let sum = 0;
    for (let m = 0; m <= order; m++) sum += coef[first + m] * window[m];
    return sum;
  });
}

/**
 * Extends G + 1 grid points by `order` knots on each side, spaced by the mean interval.
 * @returns G + 1 + 2k knots.
 */
export function extendKnots(points: Float64Array, order: number): Float64Array {
  const grid = points.length - 1;
  const step = (points[grid] - points[0]) / grid;
  const knots = new Float64Array(points.length + 2 * order);
  knots.set(points, order);
  for (let i = 1; i <= order; i++) {
    knots[order - i] = points[0] - i * step;
    knots[order + grid + i] = points[grid] + i * step;
  }
  return knots;
}

/** G + 1 equally spaced points from `low` to `high`. */
export function uniformPoints(low: number, high: number, grid: number): Float64Array {
  return Float64Array.from({ length: grid + 1 }, (_, i) =>
    i === grid ? high : low + ((high - low) * i) / grid,
  );
}
