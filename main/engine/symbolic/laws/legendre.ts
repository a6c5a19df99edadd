/** Polynomials of several columns: products of Legendre polynomials, which are nearly independent of each other. */

const highestDegree = 24;
/** The largest degree in one variable: enough for about ten waves. */
const highestOfOne = 60;

export interface Scaled {
  readonly middle: number;
  readonly factor: number;
}

/** Maps the values to [−1, 1]. */
export function toUnitInterval(values: Float64Array): Scaled {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { middle: (low + high) / 2, factor: high > low ? 2 / (high - low) : 1 };
}

/**
 * All tuples of exponents by total degree, as long as a whole degree fits into `limit`; `starts[degree]` is its first.
 */
export function exponentsUpTo(inputs: number, limit: number): { exponents: Uint8Array[]; starts: number[] } {
  const exponents: Uint8Array[] = [new Uint8Array(inputs)];
  const starts = [0, 1];
  for (let degree = 1; degree <= (inputs === 1 ? highestOfOne : highestDegree) && inputs > 0; degree++) {
    const next = tuples(inputs, degree, limit - exponents.length);
    if (next === null) break;
    exponents.push(...next);
    starts.push(exponents.length);
  }
  return { exponents, starts };
}

/** Tuples whose entries add up to `total`; null where there are more than `most`. */
function tuples(inputs: number, total: number, most: number): Uint8Array[] | null {
  const found: Uint8Array[] = [];
  const current = new Uint8Array(inputs);
  const place = (at: number, left: number): boolean => {
    if (at === inputs - 1) {
      current[at] = left;
      found.push(current.slice());
      return found.length <= most;
    }
    for (let power = left; power >= 0; power--) {
      current[at] = power;
      if (!place(at + 1, left - power)) return false;
    }
    return true;
  };
  return place(0, total) ? found : null;
}

/** Legendre polynomials and their derivatives on the scaled column, up to a degree. */
export function legendre(
  values: Float64Array,
  { middle, factor }: Scaled,
  degree: number,
): { values: Float64Array[]; slopes: Float64Array[] } {
  const t = values.map((value) => (value - middle) * factor);
  const polynomials = [new Float64Array(t.length).fill(1), t];
  const derivatives = [new Float64Array(t.length), new Float64Array(t.length).fill(1)];
  for (let n = 1; n < degree; n++) {
    const [p, q] = [polynomials[n], polynomials[n - 1]];
    const slope = derivatives[n - 1];
    polynomials.push(t.map((x, row) => ((2 * n + 1) * x * p[row] - n * q[row]) / (n + 1)));
    derivatives.push(p.map((value, row) => (2 * n + 1) * value + slope[row]));
  }
  return { values: polynomials, slopes: derivatives };
}

/**
 * The values of a product of polynomials.
 * @param powers the degree in each column. @param factors of the rows; null for 1
 */
export function termValues(
  powers: Uint8Array,
  tables: readonly { readonly values: readonly Float64Array[] }[],
  rows: number,
  factors: Float64Array | null,
): Float64Array {
  const column = factors === null ? new Float64Array(rows).fill(1) : factors.slice();
  powers.forEach((power, i) => {
    if (power > 0) multiply(column, tables[i].values[power]);
  });
  return column;
}

/** Multiplies the values in place. */
export function multiply(into: Float64Array, by: Float64Array): void {
  for (let row = 0; row < into.length; row++) into[row] *= by[row];
}
