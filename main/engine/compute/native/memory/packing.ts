/** Converts the model's parameters to the kernel's packed ones, and packed gradients back. */
import type { KernelPlan } from '../plan/plan.ts';

/** Writes the packed parameters: spline weights with their scales multiplied in, node terms, symbolic terms. */
export function pack({ slots, layers }: KernelPlan, params: Float64Array, weights: Float64Array): void {
  const { packed, param, scale } = slots;
  for (let i = 0; i < packed.length; i++) {
    weights[packed[i]] = scale[i] < 0 ? params[param[i]] : params[param[i]] * params[scale[i]];
  }
  for (const { layer, layout, subnodes, nodes, subnodeStride, nodeStride, atAffine, symbolic } of layers) {
    const atNodes = atAffine + 2 * subnodeStride;
    const atFolded = atNodes + 2 * nodeStride;
    for (let j = 0; j < subnodes; j++) {
      weights[atAffine + j] = params[layout.subnodeScale + j];
      weights[atAffine + subnodeStride + j] = params[layout.subnodeBias + j];
    }
    for (let n = 0; n < nodes; n++) {
      const scaleOf = params[layout.nodeScale + n];
      const bias = params[layout.nodeBias + n];
      weights[atNodes + n] = scaleOf;
      weights[atNodes + nodeStride + n] = bias;
      if (n >= layer.sums) continue;
      weights[atFolded + n] = scaleOf * params[layout.subnodeScale + n];
      weights[atFolded + nodeStride + n] = scaleOf * params[layout.subnodeBias + n] + bias;
    }
    for (const { input, output, at } of symbolic) {
      const from = layout.affine + 4 * (input * subnodes + output);
      for (let i = 0; i < 4; i++) weights[at + i] = params[from + i];
    }
  }
}

/** Adds the gradient by the model's parameters, computed from the gradient by the packed ones. */
export function unpackGradient(
  { slots, layers }: KernelPlan,
  params: Float64Array,
  packedGradient: Float64Array,
  gradient: Float64Array,
): void {
  const { packed, param, scale } = slots;
  for (let i = 0; i < packed.length; i++) {
    const g = packedGradient[packed[i]];
    if (scale[i] < 0) gradient[param[i]] += g;
    else {
      gradient[param[i]] += g * params[scale[i]];
      gradient[scale[i]] += g * params[param[i]];
    }
  }
  for (const { layer, layout, subnodes, nodes, subnodeStride, nodeStride, atAffine, symbolic } of layers) {
    const atNodes = atAffine + 2 * subnodeStride;
    for (let j = 0; j < subnodes; j++) {
      const byScale = packedGradient[atAffine + j];
      const byBias = packedGradient[atAffine + subnodeStride + j];
      if (j >= layer.sums) {
        gradient[layout.subnodeScale + j] += byScale;
        gradient[layout.subnodeBias + j] += byBias;
        continue;
      }
      // A sum: y = nodeScale · (subnodeScale · z + subnodeBias) + nodeBias, with Σ g·z and Σ g, where g is the gradient
      // by its y.
      const nodeScale = params[layout.nodeScale + j];
      gradient[layout.subnodeScale + j] += nodeScale * byScale;
      gradient[layout.subnodeBias + j] += nodeScale * byBias;
      gradient[layout.nodeScale + j] +=
        params[layout.subnodeScale + j] * byScale + params[layout.subnodeBias + j] * byBias;
      gradient[layout.nodeBias + j] += byBias;
    }
    for (let n = layer.sums; n < nodes; n++) {
      gradient[layout.nodeScale + n] += packedGradient[atNodes + n];
      gradient[layout.nodeBias + n] += packedGradient[atNodes + nodeStride + n];
    }
    for (const { input, output, at } of symbolic) {
      const to = layout.affine + 4 * (input * subnodes + output);
      for (let i = 0; i < 4; i++) gradient[to + i] += packedGradient[at + i];
    }
  }
}
