/** The shape of an edge's function, without its units. Pure. */

/**
 * A curve scaled to fill its frame: 0 at the bottom, 1 at the top. Where a curve varies only by rounding errors, it
 * becomes a horizontal line in the middle, so that no noise is enlarged.
 */
export function normalizeCurve(y: ArrayLike<number>): Float32Array {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < y.length; i++) {
    low = Math.min(low, y[i]);
    high = Math.max(high, y[i]);
  }
  const span = high - low;
  const level = !(span > 1e-6 * Math.max(Math.abs(low), Math.abs(high), 1e-9));
  return Float32Array.from(y, (value) => (level ? 0.5 : (value - low) / span));
}
