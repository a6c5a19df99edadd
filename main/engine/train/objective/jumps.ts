/**
 * A prior for splines: the jumps of the highest derivative have about the same size where samples are few as where they
 * are many. On a fine grid the outer intervals have few rows or none, which do not determine a cubic; the prior
 * continues it smoothly from the neighbouring intervals.
 *
 * The k-th derivative of a spline of order k is constant between knots. Its jump at a knot of neighbouring mean width w
 * is taken as a normal variable of variance q·w, a random walk as of a smoothing spline (Wahba, "Spline models for
 * observational data", 1990), with q the mean of jump²/w over the knots of the same edge that the samples determine.
 * The penalty is κ·loss/rows · Σ jump²/(q·w), as if it were one more residual; q and the weight are computed again at
 * each step. The prior has no scale of its own, and is negligible in intervals with many rows.
 */
import type { QuadraticModel } from '../../optim/gaussNewton.ts';
import { basisCount, knotCount, layoutOf, subnodeCount, type KanModel } from '../../kan/model.ts';

/** κ, the weight of the prior. */
const strength = 3;
/**
 * Samples determine a knot where the curvature of the loss by each of its coefficients is at least this share of the
 * edge's mean.
 */
const heldShare = 0.1;
/**
 * The most that a jump adds to the curvature of the loss, as a multiple of the edge's mean. Without it an edge that is
 * nearly a single polynomial could not change its shape any more.
 */
const mostCurvature = 1;

/** Jumps of the k-th derivative at the interior knots of one input, each a combination of k + 2 coefficients. */
export interface Jumps {
  /** Coefficients of the combinations, [knot][k + 2]; that of interior knot j begins at coefficient j. */
  readonly stencils: Float64Array;
  /** Mean width of the two intervals at each knot. */
  readonly widths: Float64Array;
}

export interface JumpPrior {
  /**
   * Computes the weights from a model of the loss without penalties and adds the slopes and curvatures of the penalty
   * to it, in place.
   */
  addTo(model: QuadraticModel, x: Float64Array): void;
  /** The penalty at x, with the weights of the last model. */
  penalty(x: Float64Array): number;
}

interface Edge extends Jumps {
  /** Index in x of its first coefficient. */
  readonly first: number;
  readonly bases: number;
  readonly span: number;
  readonly weights: Float64Array;
}

/**
 * @param free indices of the trained parameters, ascending; the coefficients of an edge are consecutive.
 * @param rows samples the loss is a mean over.
 */
export function jumpPrior(model: KanModel, free: Uint32Array, rows: number): JumpPrior {
  const edges = edgesOf(model, free);
  return {
    penalty: (x) =>
      edges.reduce(
        (sum, edge) => edge.weights.reduce((own, weight, j) => own + weight * jumpAt(edge, x, j) ** 2, sum),
        0,
      ),
    addTo({ gradient, hessian, loss }, x) {
      for (const edge of edges) {
        weigh(edge, x, hessian, free.length, (strength * loss) / rows);
        addEdge(edge, x, gradient, hessian);
      }
    },
  };
}

/** Computes the weights of an edge's jumps. */
function weigh(edge: Edge, x: Float64Array, hessian: Float64Array, size: number, factor: number): void {
  const { first, bases, span, stencils, widths, weights } = edge;
  const curvature = (g: number): number => hessian[(first + g) * (size + 1)];
  let mean = 0;
  for (let g = 0; g < bases; g++) mean += curvature(g) / bases;
  let sum = 0;
  let held = 0;
  for (let j = 0; j < widths.length; j++) {
    let isHeld = widths[j] > 0;
    for (let m = 0; m < span; m++) isHeld &&= curvature(j + m) >= heldShare * mean;
    if (!isHeld) continue;
    sum += jumpAt(edge, x, j) ** 2 / widths[j];
    held++;
  }
  for (let j = 0; j < widths.length; j++) {
    let square = 0;
    for (let m = 0; m < span; m++) square += stencils[j * span + m] ** 2;
    const most = square > 0 ? (mostCurvature * mean) / (2 * square) : 0;
    const variance = held > 0 ? (sum / held) * widths[j] : Infinity;
    weights[j] = variance > 0 ? Math.min(factor / variance, most) : most;
  }
}

function addEdge(edge: Edge, x: Float64Array, gradient: Float64Array, hessian: Float64Array): void {
  const { first, span, stencils, weights } = edge;
  const size = gradient.length;
  for (let j = 0; j < weights.length; j++) {
    const jump = jumpAt(edge, x, j);
    for (let p = 0; p < span; p++) {
      const curvature = 2 * weights[j] * stencils[j * span + p];
      gradient[first + j + p] += curvature * jump;
      const row = (first + j + p) * size + first + j;
      for (let q = 0; q < span; q++) hessian[row + q] += curvature * stencils[j * span + q];
    }
  }
}

function jumpAt({ first, span, stencils }: Edge, x: Float64Array, j: number): number {
  let sum = 0;
  for (let m = 0; m < span; m++) sum += stencils[j * span + m] * x[first + j + m];
  return sum;
}

function edgesOf({ layers }: KanModel, free: Uint32Array): Edge[] {
  const place = new Map<number, number>();
  free.forEach((index, i) => place.set(index, i));
  return layoutOf(layers).flatMap(({ coef }, index) => {
    const layer = layers[index];
    const bases = basisCount(layer);
    const subnodes = subnodeCount(layer);
    return Array.from({ length: layer.inputs }, (_, input) => {
      const at = input * knotCount(layer);
      const jumps = jumpsOf(layer.knots.subarray(at, at + knotCount(layer)), layer.order);
      return Array.from({ length: subnodes }, (_, output) =>
        place.get(coef + (input * subnodes + output) * bases),
      )
        .filter((first) => first !== undefined)
        .map((first) => ({
          ...jumps,
          first,
          bases,
          span: layer.order + 2,
          weights: new Float64Array(jumps.widths.length),
        }));
    }).flat();
  });
}

/** @param knots G + 1 + 2k ascending knots. */
export function jumpsOf(knots: Float64Array, order: number): Jumps {
  const count = Math.max(0, knots.length - 2 * order - 2);
  const span = order + 2;
  const stencils = new Float64Array(count * span);
  const widths = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    const knot = order + 1 + j;
    highestDerivative(knots, order, knot - 1).forEach((value, m) => (stencils[j * span + m] -= value));
    highestDerivative(knots, order, knot).forEach((value, m) => (stencils[j * span + m + 1] += value));
    widths[j] = (knots[knot + 1] - knots[knot - 1]) / 2;
  }
  return { stencils, widths };
}

/**
 * The k-th derivative of a spline of order k between knots `at` and `at` + 1, by its k + 1 coefficients there:
 * differences of differences (de Boor, "A Practical Guide to Splines", X). A term whose span is degenerate counts as 0.
 */
function highestDerivative(knots: Float64Array, order: number, at: number): Float64Array {
  let rows = Array.from({ length: order + 1 }, (_, i) =>
    Float64Array.from({ length: order + 1 }, (_, m) => (m === i ? 1 : 0)),
  );
  for (let degree = order; degree > 0; degree--) {
    rows = rows.slice(1).map((row, i) => {
      const left = at + 1 - degree + i;
      const width = knots[left + degree] - knots[left];
      return row.map((value, m) => (width > 0 ? (degree * (value - rows[i][m])) / width : 0));
    });
  }
  return rows[0];
}
