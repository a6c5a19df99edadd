/** The inner loops: one edge over all rows, its spline part and its symbolic part, forward and backward. */
import type { EdgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import type { LayerSpace } from './workspace.ts';

/** Offsets of the parameters of one edge, and indices of the columns of its input. */
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
  const { first, basis, base } = space;
  const { rows, order, coef } = site;
  const scaleBase = params[site.scaleBase];
  const scaleSpline = params[site.scaleSpline];
  const column = site.input * rows;
  const window = order + 1;
  let b = column * window;
  if (order === 3) {
    // The usual order k = 3, unrolled: three times as fast.
    for (let r = 0; r < rows; r++, b += 4) {
      const c = coef + first[column + r];
      const spline =
        params[c] * basis[b] +
        params[c + 1] * basis[b + 1] +
        params[c + 2] * basis[b + 2] +
        params[c + 3] * basis[b + 3];
      target[at + r] += scaleBase * base[column + r] + scaleSpline * spline;
    }
    return;
  }
  for (let r = 0; r < rows; r++, b += window) {
    const c = coef + first[column + r];
    let spline = 0;
    for (let m = 0; m < window; m++) spline += params[c + m] * basis[b + m];
    target[at + r] += scaleBase * base[column + r] + scaleSpline * spline;
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
  backParameters(space, site, params, upstream, at, gradient);
  if (inputGradient !== null) backInput(space, site, params, upstream, at, inputGradient);
}

function backParameters(
  { first, basis, base }: LayerSpace,
  { input, rows, order, coef, scaleBase, scaleSpline }: EdgeSite,
  params: Float64Array,
  upstream: Float64Array,
  at: number,
  gradient: Float64Array,
): void {
  const scale = params[scaleSpline];
  const column = input * rows;
  const window = order + 1;
  let b = column * window;
  let toBase = 0;
  let toSpline = 0;
  if (order === 3) {
    for (let r = 0; r < rows; r++, b += 4) {
      const g = upstream[at + r];
      const scaled = g * scale;
      const c = coef + first[column + r];
      const b0 = basis[b];
      const b1 = basis[b + 1];
      const b2 = basis[b + 2];
      const b3 = basis[b + 3];
      gradient[c] += scaled * b0;
      gradient[c + 1] += scaled * b1;
      gradient[c + 2] += scaled * b2;
      gradient[c + 3] += scaled * b3;
      toBase += g * base[column + r];
      toSpline += g * (params[c] * b0 + params[c + 1] * b1 + params[c + 2] * b2 + params[c + 3] * b3);
    }
  } else {
    for (let r = 0; r < rows; r++, b += window) {
      const g = upstream[at + r];
      const c = coef + first[column + r];
      let spline = 0;
      for (let m = 0; m < window; m++) {
        spline += params[c + m] * basis[b + m];
        gradient[c + m] += g * scale * basis[b + m];
      }
      toBase += g * base[column + r];
      toSpline += g * spline;
    }
  }
  gradient[scaleBase] += toBase;
  gradient[scaleSpline] += toSpline;
}

function backInput(
  { first, basisSlope, baseSlope }: LayerSpace,
  site: EdgeSite,
  params: Float64Array,
  upstream: Float64Array,
  at: number,
  inputGradient: Float64Array,
): void {
  const { rows, order, coef } = site;
  const scaleBase = params[site.scaleBase];
  const scaleSpline = params[site.scaleSpline];
  const column = site.input * rows;
  const window = order + 1;
  let b = column * window;
  for (let r = 0; r < rows; r++, b += window) {
    const c = coef + first[column + r];
    let slope = 0;
    for (let m = 0; m < window; m++) slope += params[c + m] * basisSlope[b + m];
    inputGradient[column + r] += upstream[at + r] * (scaleBase * baseSlope[column + r] + scaleSpline * slope);
  }
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
