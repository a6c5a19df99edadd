/** What training makes small: the mean squared error, or the cross-entropy of classes. */
import type { Block } from './rows.ts';

export type Loss = 'squared' | 'crossEntropy';

/**
 * Sum over the rows of the block of weight·loss. Squared: the sum over the outputs of squared differences.
 * Cross-entropy in nats: of the softmax over the outputs, or over (0, z) for a single output z.
 * @param outputs [output][row]
 * @param slopes gets the derivatives by the outputs; null where they are not needed.
 */
export function lossOn(
  loss: Loss,
  block: Block,
  outputs: Float64Array,
  count: number,
  slopes: Float64Array | null,
): number {
  return loss === 'squared' ? squared(block, outputs, count, slopes) : entropy(block, outputs, count, slopes);
}

function squared(
  { rows, targets, weights }: Block,
  outputs: Float64Array,
  count: number,
  slopes: Float64Array | null,
): number {
  let sum = 0;
  for (let i = 0; i < count * rows; i++) {
    const weight = weights === null ? 1 : weights[i % rows];
    const residual = outputs[i] - targets[i];
    sum += weight * residual * residual;
    if (slopes !== null) slopes[i] = 2 * weight * residual;
  }
  return sum;
}

function entropy(
  { rows, targets, weights }: Block,
  outputs: Float64Array,
  count: number,
  slopes: Float64Array | null,
): number {
  /** With a single output the first class has the output 0. */
  const first = count === 1 ? 1 : 0;
  let sum = 0;
  for (let r = 0; r < rows; r++) {
    const weight = weights === null ? 1 : weights[r];
    let largest = first === 1 ? 0 : -Infinity;
    for (let o = 0; o < count; o++) largest = Math.max(largest, outputs[o * rows + r]);
    let total = first === 1 ? Math.exp(-largest) : 0;
    for (let o = 0; o < count; o++) total += Math.exp(outputs[o * rows + r] - largest);
    const actual = targets[r] - first;
    const own = actual < 0 ? 0 : outputs[actual * rows + r];
    sum += weight * (largest + Math.log(total) - own);
    if (slopes === null) continue;
    for (let o = 0; o < count; o++) {
      const share = Math.exp(outputs[o * rows + r] - largest) / total;
      slopes[o * rows + r] = weight * (share - (o === actual ? 1 : 0));
    }
  }
  return sum;
}
