import type { Take } from '../optim/dense/dense.ts';
import type { DenseLayer } from './shape.ts';

/** The weights of a layer in the memory of the kernel, [input][output]. */
export function transposedWeights(
  params: Float64Array,
  { inputs, outputs, weights }: DenseLayer,
  take: Take,
): Float64Array {
  const out = take(inputs * outputs);
  for (let j = 0; j < outputs; j++) {
    for (let i = 0; i < inputs; i++) out[i * outputs + j] = params[weights + j * inputs + i];
  }
  return out;
}
