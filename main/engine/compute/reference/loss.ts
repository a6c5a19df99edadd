/** Losses and their gradients by the outputs. */
import type { Objective } from '../backend.ts';

/** The part of a batch that a loss needs. */
export interface Truth {
  readonly rows: number;
  readonly targets: Float64Array;
  readonly weights: Float64Array | null;
}

/**
 * @param outputs [output][row]
 * @param gradient receives the gradient by the outputs where given.
 */
export function lossOf(
  kind: Objective['loss'],
  outputs: Float64Array,
  truth: Truth,
  gradient: Float64Array | null,
): number {
  return kind === 'squared' ? squared(outputs, truth, gradient) : crossEntropy(outputs, truth, gradient);
}

/** 1/Σw; 0 for a mini-batch in which all weights are 0. */
function rowShare({ rows, weights }: Truth): number {
  const total = weights === null ? rows : weights.reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? 1 / total : 0;
}

/** Σ_r w_r Σ_o (y − t)² / (outputs · Σ_r w_r) */
function squared(outputs: Float64Array, truth: Truth, gradient: Float64Array | null): number {
  const { rows, targets, weights } = truth;
  const share = (rowShare(truth) * rows) / outputs.length;
  let sum = 0;
  for (let i = 0; i < outputs.length; i++) {
    const weight = weights === null ? share : share * weights[i % rows];
    const error = outputs[i] - targets[i];
    sum += weight * error * error;
    if (gradient !== null) gradient[i] = 2 * weight * error;
  }
  return sum;
}

/** Σ_r w_r (log Σ_o exp y_o − y_class) / Σ_r w_r; a single output z stands for the pair (0, z). */
function crossEntropy(outputs: Float64Array, truth: Truth, gradient: Float64Array | null): number {
  const { rows, targets, weights } = truth;
  const count = outputs.length / rows;
  const share = rowShare(truth);
  let sum = 0;
  for (let r = 0; r < rows; r++) {
    const weight = weights === null ? share : share * weights[r];
    const target = targets[r];
    let largest = count === 1 ? 0 : -Infinity;
    for (let o = 0; o < count; o++) largest = Math.max(largest, outputs[o * rows + r]);
    let total = count === 1 ? Math.exp(-largest) : 0;
    for (let o = 0; o < count; o++) total += Math.exp(outputs[o * rows + r] - largest);
    const chosen = count === 1 ? target * outputs[r] : outputs[target * rows + r];
    sum += weight * (largest + Math.log(total) - chosen);
    if (gradient === null) continue;
    for (let o = 0; o < count; o++) {
      const hit = count === 1 ? target : Number(target === o);
      gradient[o * rows + r] = weight * (Math.exp(outputs[o * rows + r] - largest) / total - hit);
    }
  }
  return sum;
}
