/** The activations of hidden nodes. */
import type { Activation } from './shape.ts';

/**
 * Replaces the sums z by f(z).
 * @param slopes gets f′(z).
 */
export function activate(activation: Activation, z: Float64Array, slopes: Float64Array, count: number): void {
  if (activation === 'tanh') {
    for (let i = 0; i < count; i++) {
      // tanh z = 1 − 2/(exp 2z + 1), several times as fast as Math.tanh and as exact in absolute terms.
      const value = 1 - 2 / (Math.exp(2 * z[i]) + 1);
      z[i] = value;
      slopes[i] = 1 - value * value;
    }
    return;
  }
  for (let i = 0; i < count; i++) {
    const x = z[i];
    const sigmoid = 1 / (1 + Math.exp(-x));
    z[i] = x * sigmoid;
    slopes[i] = sigmoid * (1 + x * (1 - sigmoid));
  }
}
