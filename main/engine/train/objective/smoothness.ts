/**
 * A weak prior for smooth splines, for second-order methods: penalised splines (Eilers and Marx, "Flexible smoothing
 * with B-splines and penalties", 1996) with a strength that follows the error. The penalty of an edge is Σ_g
 * (scaleSpline · (c_g − 2c_{g+1} + c_{g+2}))² · G³/8, an estimate of ∫φ″² over [−1, 1]; its weight is κ·loss/rows, as
 * if each term were a normal variable of variance 1/κ beside residuals of variance `loss`. So it determines what the
 * data do not determine (intervals without samples, the ends of hidden grids), and has little effect where the data do.
 */
import type { QuadraticModel } from '../../optim/gaussNewton.ts';
import { basisCount, edgeCount, layoutOf, type KanModel } from '../../kan/model.ts';

/**
 * κ. Ten times as much biases cubics under noise (1 − 2a³ + b², 96 rows, noise 0.3, G 1: training RMSE 0.37 where 0.29
 * is the least; 0.31 with this); without it fine grids follow the noise (G 8: test RMSE 0.39, with it 0.33).
 */
const strength = 1e-2;

export interface Smoothness {
  /** Computes the weight of the penalty from the loss of a model and adds the penalty to it, in place. */
  addTo(model: QuadraticModel, x: Float64Array): QuadraticModel;
  /** The penalty at x, with the weight of the last model. */
  penalty(x: Float64Array): number;
}

/**
 * @param free indices of the trained parameters, ascending; the coefficients of an edge are consecutive.
 * @param rows samples the loss is a mean over.
 */
export function smoothness(model: KanModel, free: Uint32Array, rows: number): Smoothness {
  const { at, weight } = differences(model, free);
  let factor = 0;
  const difference = (x: Float64Array, i: number): number => x[at[i]] - 2 * x[at[i] + 1] + x[at[i] + 2];
  const penalty = (x: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < at.length; i++) sum += weight[i] * difference(x, i) ** 2;
    return factor * sum;
  };
  return {
    penalty,
    addTo(quadratic, x) {
      const { gradient, hessian } = quadratic;
      factor = (strength * quadratic.loss) / rows;
      for (let i = 0; i < at.length; i++) {
        const curvature = 2 * factor * weight[i];
        const slope = curvature * difference(x, i);
        for (let p = 0; p < 3; p++) {
          gradient[at[i] + p] += slope * stencil[p];
          const row = (at[i] + p) * free.length + at[i];
          for (let q = 0; q < 3; q++) hessian[row + q] += curvature * stencil[p] * stencil[q];
        }
      }
      return { ...quadratic, loss: quadratic.loss + penalty(x) };
    },
  };
}

const stencil = [1, -2, 1] as const;

/** Index in x of the first coefficient of each second difference, and the square of its scale. */
function differences(
  { layers, params }: KanModel,
  free: Uint32Array,
): { readonly at: Uint32Array; readonly weight: Float64Array } {
  const place = new Map<number, number>();
  free.forEach((index, i) => place.set(index, i));
  const at: number[] = [];
  const weight: number[] = [];
  layoutOf(layers).forEach(({ coef, scaleSpline }, index) => {
    const layer = layers[index];
    const bases = basisCount(layer);
    for (let edge = 0; edge < edgeCount(layer); edge++) {
      const first = place.get(coef + edge * bases);
      if (first === undefined) continue;
      for (let g = 0; g + 2 < bases; g++) {
        at.push(first + g);
        weight.push((params[scaleSpline + edge] ** 2 * layer.grid ** 3) / 8);
      }
    }
  });
  return { at: Uint32Array.from(at), weight: Float64Array.from(weight) };
}
