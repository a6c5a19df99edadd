/** One step of Adam (Kingma and Ba, arXiv 1412.6980) for a given gradient. */

export interface AdamConstants {
  /** β₁ and β₂: the decay rates of the two means. */
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** The values that change from step to step. */
export interface AdamUpdate {
  /** The learning rate over 1 − β₁ᵗ. */
  readonly rate: number;
  /** 1 − β₂ᵗ */
  readonly correction: number;
}

/** The state of Adam. */
export interface AdamPlace {
  readonly x: Float64Array;
  /** Running means of the gradient and of its square. */
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Makes the step; changes `place` in place. */
export function adamUpdate(
  { x, first, second }: AdamPlace,
  gradient: Float64Array,
  { rate, correction }: AdamUpdate,
  { beta1, beta2, epsilon }: AdamConstants,
): void {
  for (let i = 0; i < x.length; i++) {
    first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
    second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] * gradient[i];
    x[i] -= (rate * first[i]) / (Math.sqrt(second[i] / correction) + epsilon);
  }
}
