/** The covariance of a network's parameters where the scatter of the rows depends on the prediction. */
import type { Evaluator } from '../../compute/backend.ts';
import { toUnits } from '../../data/table/scaling.ts';
import { dot } from '../../optim/cholesky.ts';
import { withEvaluator } from '../objective/withEvaluator.ts';
import { scatterOf, type ScatterWithValue } from './scatter.ts';
import type { Fitted, Whiten, WhitenedCovariance } from './whitened.ts';

export interface UnevenCovariance extends WhitenedCovariance {
  readonly withValue: ScatterWithValue;
}

/** Rows times squared parameters; more would take longer than half a second. */
const mostWork = 1e8;

/**
 * With the factor L of the matrix H of the fit, the covariance is L⁻ᵀKL⁻¹. K is σ²·I where the scatter is the same on all rows, here in
 * units of H; where it is not, it is σ²·I + Σ (e²/(1 − h)² − σ²)·aaᵀ over the rows, with a = L⁻¹g for the slopes g of a row, as in
 * `withStandardErrors` of formulas. A prior that H includes counts as before.
 * @param evaluator of the model on the batch. @param perSample σ² in units of H.
 * @returns null where the scatter does not depend on the prediction, or the network is too large.
 */
export async function unevenCovariance(
  { backend, model, encoding, batch, evaluator }: Fitted & { readonly evaluator: Evaluator },
  whitened: Whiten,
  perSample: number,
): Promise<UnevenCovariance | null> {
  const { rows, targets, weights } = batch;
  const size = whitened(new Float64Array(model.params.length)).length;
  if (rows * size ** 2 > mostWork) return null;
  const predicted = await evaluator.forward(model.params);
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  // H is twice the mean over the rows.
  const unit = 2 / total;
  // The gradient of (y − t)² is that of y where t = y − ½.
  const shifted = { ...batch, targets: predicted.map((value) => value - 1 / 2), weights: null };
  const slopes = await withEvaluator({ backend }, model, encoding, shifted, async (one) => {
    const gradient = new Float64Array(model.params.length);
    const found: Float64Array[] = [];
    for (let row = 0; row < rows; row++) {
      await one.evaluate(model.params, gradient, Uint32Array.of(row));
      const root = Math.sqrt(unit * (weights?.[row] ?? 1));
      found.push(whitened(gradient).map((value) => root * value));
    }
    return found;
  });
  // Logarithms are those of values in their own unit.
  const { scaling } = encoding.outputs[0];
  const leverage = Float64Array.from(slopes, (slope) => dot(slope, 0, slope, 0, size));
  const scatter = scatterOf({
    errors: predicted.map((value, row) => (targets[row] - value) * scaling.scale),
    predicted: predicted.map((value) => toUnits(scaling, value)),
    weights,
    leverage,
    // Those that the rows determine: a prior, or parameters with the same effect, leave fewer.
    constants: leverage.reduce((sum, share) => sum + share, 0),
  });
  if (scatter === null) return null;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = perSample;
  slopes.forEach((slope, row) => {
    const excess = (unit * scatter.squares[row]) / scaling.scale ** 2 - perSample;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) matrix[i * size + j] += excess * slope[i] * slope[j];
    }
  });
  return {
    withValue: scatter.withValue,
    product(one, other) {
      let product = 0;
      for (let i = 0; i < size; i++) product += one[i] * dot(matrix, i * size, other, 0, size);
      return product;
    },
  };
}
