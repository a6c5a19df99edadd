/**
 * An input's knots in the form that the kernel uses. On every span the k + 1 bases are polynomials of
 * u = (x − middle)/width in [−½, ½], so that uniform and adaptive grids of any order cost the same few multiplications.
 * A table finds the span of an x without a search.
 */

/**
 * Numbers before the polynomials of a span: middle, 1/width, first basis and span (two words), byte offsets of the
 * span's row in a curve and in this table (two words).
 */
const headLength = 4;

export interface SplineTable {
  readonly spans: number;
  /**
   * Two numbers for each bucket, including the buckets below and above the knots: a knot, then (two words) offsets in
   * the table of the rows before this knot and from it on. If a bucket contains several knots: ~first and last number
   * of knots at or before an x in it.
   */
  readonly buckets: Float64Array;
  /** Start of the buckets, inverse of their width, their number without the two at the ends. */
  readonly low: number;
  readonly bucketScale: number;
  readonly bucketCount: number;
  /** [span + 1 for outside the knots][head, then powers from k down to 0 × bases, padded to an even number]. */
  readonly spansTable: Float64Array;
}

/** Floats of a row of k + 1 numbers: here a power of all bases; in a curve, a span. */
export function curveRow(order: number): number {
  return (order + 2) & ~1;
}

/** @param knots the input's G + 1 + 2k ascending knots. */
export function splineTable(knots: Float64Array, grid: number, order: number): SplineTable {
  const spans = knots.length - 1;
  const stride = headLength + (order + 1) * curveRow(order);
  return {
    spans,
    low: knots[0],
    ...bucketsOf(knots, 8 * stride),
    spansTable: polynomialsOf(knots, grid, order),
  };
}

/** Factor of u^power in basis `basis` of a span, 0 … k. */
export function polynomialAt(
  { spansTable }: SplineTable,
  order: number,
  span: number,
  power: number,
  basis: number,
): number {
  const row = curveRow(order);
  return spansTable[span * (headLength + (order + 1) * row) + headLength + (order - power) * row + basis];
}

/** Two buckets for each span. Each covers a slightly wider range, to allow for rounding. */
function bucketsOf(
  knots: Float64Array,
  rowBytes: number,
): Pick<SplineTable, 'buckets' | 'bucketScale' | 'bucketCount'> {
  const spans = knots.length - 1;
  const count = 2 * spans;
  const low = knots[0];
  const width = (knots[spans] - low) / count;
  const margin = 1e-6 * width;
  const buckets = new Float64Array(2 * (count + 2));
  const words = new Int32Array(buckets.buffer);
  /** Row of an x with this number of knots at or before it. */
  const rowOf = (passed: number): number => rowBytes * (passed === 0 || passed > spans ? spans : passed - 1);
  let first = 0;
  let last = 0;
  for (let bucket = -1; bucket <= count; bucket++) {
    while (first <= spans && knots[first] <= low + bucket * width - margin) first++;
    while (last <= spans && knots[last] <= low + (bucket + 1) * width + margin) last++;
    if (bucket === -1) first = 0;
    if (bucket === count) last = spans + 1;
    const at = 2 * (bucket + 1);
    buckets[at] = knots[Math.min(first, spans)];
    words[2 * at + 2] = last - first > 1 ? ~first : rowOf(first);
    words[2 * at + 3] = last - first > 1 ? last : rowOf(last);
  }
  return { buckets, bucketScale: width > 0 ? 1 / width : 0, bucketCount: count };
}

function polynomialsOf(knots: Float64Array, grid: number, order: number): Float64Array {
  const spans = knots.length - 1;
  const row = curveRow(order);
  const stride = headLength + (order + 1) * row;
  const table = new Float64Array((spans + 1) * stride);
  const words = new Int32Array(table.buffer);
  const room = { values: new Float64Array((order + 1) ** 2), carried: new Float64Array(order + 1) };
  for (let span = 0; span <= spans; span++) {
    const at = span * stride;
    const first = Math.min(Math.max(span - order, 0), grid - 1);
    words[2 * (at + 2)] = span === spans ? 0 : first;
    words[2 * (at + 2) + 1] = span;
    words[2 * (at + 3)] = 8 * span * row;
    words[2 * (at + 3) + 1] = 8 * at;
    const width = knots[span + 1] - knots[span];
    if (!(width > 0)) continue;
    table[at] = (knots[span] + knots[span + 1]) / 2;
    table[at + 1] = 1 / width;
    const shift = first - (span - order);
    spanPolynomials(knots, span, order, room);
    for (let q = 0; q <= order; q++) {
      const basis = q - shift;
      if (basis < 0 || basis > order) continue;
      for (let power = 0; power <= order; power++)
        table[at + headLength + (order - power) * row + basis] = room.values[q * (order + 1) + power];
    }
  }
  return table;
}

/**
 * Bases span − k … span on a span by powers of u: Cox–de Boor as in kan/bspline.ts, on polynomials.
 * @param room `values` receives the factors, [basis][power]; `carried` is overwritten.
 */
function spanPolynomials(
  knots: Float64Array,
  span: number,
  order: number,
  { values, carried }: { readonly values: Float64Array; readonly carried: Float64Array },
): void {
  const powers = order + 1;
  const width = knots[span + 1] - knots[span];
  const middle = (knots[span] + knots[span + 1]) / 2;
  values.fill(0);
  values[0] = 1;
  for (let degree = 1; degree <= order; degree++) {
    carried.fill(0);
    for (let r = 0; r < degree; r++) {
      const left = knotAt(knots, span + 1 - degree + r);
      const right = knotAt(knots, span + 1 + r);
      const support = right - left;
      const inverse = support > 0 ? 1 / support : 0;
      // Multiplies by the lines that rise and fall over the support, from the highest power down: each power needs the
      // next lower one.
      const slope = width * inverse;
      for (let power = degree; power >= 0; power--) {
        const same = values[r * powers + power];
        const below = power > 0 ? values[r * powers + power - 1] : 0;
        values[r * powers + power] = carried[power] + ((right - middle) * inverse * same - slope * below);
        carried[power] = (middle - left) * inverse * same + slope * below;
      }
    }
    values.set(carried, degree * powers);
  }
}

/** Knots beyond the vector belong only to bases that do not exist; any ascending continuation works. */
function knotAt(knots: Float64Array, index: number): number {
  const last = knots.length - 1;
  if (index < 0) return knots[0] + index;
  if (index > last) return knots[last] + (index - last);
  return knots[index];
}
