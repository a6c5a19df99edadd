/** Higher derivatives of the two parts of an edge function: the B-spline bases and the base function. */
import { baseFunctions, gateAt, type BaseFunctionName } from '../../../../shared/baseFunctions.ts';
import { findSpan } from '../../kan/bspline.ts';

/**
 * The k + 1 bases that can differ from 0 at x, and their derivatives up to `depth` (Piegl and Tiller, "The NURBS Book",
 * A2.3), as a window that always lies inside the G + k bases, as `basisWindow` of the networks has it.
 * @param knots holds G + 1 + 2k knots from index `at`.
 * @param out receives [depth + 1][k + 1]; derivatives above the order k are 0.
 * @param scratch at least (k + 1)² + 2k + 2 numbers.
 * @returns the index of the window's first basis.
 */
export function basisDerivatives(
  knots: Float64Array,
  at: number,
  grid: number,
  order: number,
  x: number,
  depth: number,
  out: Float64Array,
  scratch: Float64Array,
): number {
  const width = order + 1;
  out.fill(0, 0, (depth + 1) * width);
  const last = grid + 2 * order;
  const span = findSpan(knots, at, last + 1, x);
  if (span < 0) return 0;
  // The 2k + 2 knots about the span, from scratch[near]; those beyond the vector belong to bases that do not exist.
  const near = width * width;
  for (let j = 0; j <= 2 * order + 1; j++) {
    const index = span - order + j;
    const inside = Math.min(Math.max(index, 0), last);
    scratch[near + j] = knots[at + inside] + (index - inside);
  }
  // scratch[degree][r]: the bases of that degree at x.
  const right = near + order + 1;
  scratch[0] = 1;
  for (let degree = 1; degree <= order; degree++) {
    const [row, below] = [degree * width, (degree - 1) * width];
    let carried = 0;
    for (let r = 0; r < degree; r++) {
      const [low, high] = [scratch[right + r - degree], scratch[right + r]];
      const ratio = scratch[below + r] / (high - low);
      scratch[row + r] = carried + (high - x) * ratio;
      carried = (x - low) * ratio;
    }
    scratch[row + degree] = carried;
  }
  for (let m = 0; m <= Math.min(depth, order); m++) {
    const to = m * width;
    const from = (order - m) * width;
    for (let r = 0; r <= order - m; r++) out[to + r] = scratch[from + r];
    // Each step raises the degree by one and takes one derivative.
    for (let degree = order - m + 1; degree <= order; degree++) {
      let carried = 0;
      for (let r = 0; r < degree; r++) {
        const ratio = out[to + r] / (scratch[right + r] - scratch[right + r - degree]);
        out[to + r] = degree * (carried - ratio);
        carried = ratio;
      }
      out[to + degree] = degree * carried;
    }
  }
  const first = Math.min(Math.max(span - order, 0), grid - 1);
  const shift = first - (span - order);
  if (shift !== 0) for (let m = 0; m <= depth; m++) moveWindow(out, m * width, width, shift);
  return first;
}

/** Moves a window down by `shift` places (up where negative) and fills with zeros. */
function moveWindow(values: Float64Array, at: number, width: number, shift: number): void {
  const moved = Float64Array.from({ length: width }, (_, r) =>
    r + shift >= 0 && r + shift < width ? values[at + r + shift] : 0,
  );
  values.set(moved, at);
}

/**
 * b(x) = x·s(x) and its derivatives up to `depth`: x·s⁽ᵐ⁾ + m·s⁽ᵐ⁻¹⁾, where s⁽ᵐ⁾ is a polynomial in the gate s (s′ = s − s²).
 * @param out receives depth + 1 values.
 */
export function baseDerivatives(base: BaseFunctionName, x: number, depth: number, out: Float64Array): void {
  const gate = gateAt(baseFunctions[base].gate, x);
  let below = 0;
  for (let m = 0; m <= depth; m++) {
    const slope = horner(gatePolynomial(m), gate);
    out[m] = x * slope + m * below;
    below = slope;
  }
}

/** Coefficients of the m-th derivative of a gate, by powers of its value; made once for each m. */
const polynomials: number[][] = [[0, 1]];

function gatePolynomial(m: number): readonly number[] {
  for (let order = polynomials.length; order <= m; order++) {
    const next = new Array<number>(polynomials[order - 1].length + 1).fill(0);
    polynomials[order - 1].forEach((coefficient, power) => {
      next[power] += power * coefficient;
      next[power + 1] -= power * coefficient;
    });
    polynomials.push(next);
  }
  return polynomials[m];
}

/** A polynomial, by its coefficients from the constant on. */
export function horner(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let power = coefficients.length - 1; power >= 0; power--) value = value * x + coefficients[power];
  return value;
}
