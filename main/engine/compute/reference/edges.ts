/** The inner loops: one edge over all rows, its spline part and its symbolic part, forward and backward. */
import type { EdgeFunction } from '../../kan/functions.ts';
import type { LayerSpace } from './workspace.ts';

/** Where one edge's numbers lie: parameters by offset, columns of its input by index. */
export interface EdgeSite {
  readonly input: number;
  readonly rows: number;
  readonly order: number;
  readonly coef: number;
  readonly scaleBase: number;
  readonly scaleSpline: number;
  readonly affine: number;
}

/** target[at + r] += φ(x_r) */
export function addSpline(
  space: LayerSpace,
  site: EdgeSite,
  params: Float64Array,
  target: Float64Array,
  at: number,
): void {
  const { first, basis, silu } = space;
  const { rows, order, coef } = site;
  const scaleBase = params[site.scaleBase];
  const scaleSpline = params[site.scaleSpline];
  const column = site.input * rows;
  let b = column * (order + 1);
  for (let r = 0; r < rows; r++) {
    const c = coef + first[column + r];
    let spline = 0;
    for (let m = 0; m <= order; m++) spline += params[c + m] * basis[b + m];
    b += order + 1;
    target[at + r] += scaleBase * silu[column + r] + scaleSpline * spline;
  }
}

/**
 * Adds the gradient by the edge's parameters and, where `inputGradient` is given, by its input.
 * @param upstream gradient of the objective by φ, one column from index `at`.
 */
export function backSpline(
  space: LayerSpace,
  site: EdgeSite,
  params: Float64Array,
  upstream: Float64Array,
  at: number,
  gradient: Float64Array,
  inputGradient: Float64Array | null,
): void {
  const { first, basis, basisSlope, silu, siluSlope } = space;
  const { rows, order, coef } = site;
  const scaleBase = params[site.scaleBase];
  const scaleSpline = params[site.scaleSpline];
  const column = site.input * rows;
  let toBase = 0;
  let toSpline = 0;
  let b = column * (order + 1);
  for (let r = 0; r < rows; r++) {
    const g = upstream[at + r];
    const c = coef + first[column + r];
    const scaled = g * scaleSpline;
    let spline = 0;
    for (let m = 0; m <= order; m++) {
      spline += params[c + m] * basis[b + m];
      gradient[c + m] += scaled * basis[b + m];
    }
    toBase += g * silu[column + r];
    toSpline += g * spline;
    if (inputGradient !== null) {
      let slope = 0;
      for (let m = 0; m <= order; m++) slope += params[c + m] * basisSlope[b + m];
      inputGradient[column + r] += g * (scaleBase * siluSlope[column + r] + scaleSpline * slope);
    }
    b += order + 1;
  }
  gradient[site.scaleBase] += toBase;
  gradient[site.scaleSpline] += toSpline;
}

/** target[at + r] += ψ(x_r) = c·f(a·x_r + b) + d */
export function addSymbolic(
  space: LayerSpace,
  site: EdgeSite,
  fn: EdgeFunction,
  params: Float64Array,
  target: Float64Array,
  at: number,
): void {
  const [a, b, c, d] = params.subarray(site.affine, site.affine + 4);
  const column = site.input * site.rows;
  for (let r = 0; r < site.rows; r++) target[at + r] += c * fn.value(a * space.inputs[column + r] + b) + d;
}

/** As {@link backSpline}, for ψ. */
export function backSymbolic(
  space: LayerSpace,
  site: EdgeSite,
  fn: EdgeFunction,
  params: Float64Array,
  upstream: Float64Array,
  at: number,
  gradient: Float64Array,
  inputGradient: Float64Array | null,
): void {
  const [a, b, c] = params.subarray(site.affine, site.affine + 3);
  const column = site.input * site.rows;
  for (let r = 0; r < site.rows; r++) {
    const g = upstream[at + r];
    const x = space.inputs[column + r];
    const slope = g * c * fn.derivative(a * x + b);
    gradient[site.affine] += slope * x;
    gradient[site.affine + 1] += slope;
    gradient[site.affine + 2] += g * fn.value(a * x + b);
    gradient[site.affine + 3] += g;
    if (inputGradient !== null) inputGradient[column + r] += slope * a;
  }
}
