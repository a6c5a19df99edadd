/**
 * Optimisers are loops over a function of a vector, written as asynchronous generators. Each iteration is yielded, so the
 * caller can pause (by not asking for the next one), make one step, or stop; the loop needs no code for that.
 */
import type { AdamConstants, AdamPlace, AdamUpdate } from './adamUpdate.ts';

export interface Problem {
  readonly size: number;
  /** Value at x; writes the gradient. May return a non-finite value: the optimiser must then reject the point. */
  evaluate(x: Float64Array, gradient: Float64Array): number | Promise<number>;
  /** The same on a mini-batch drawn by the problem's own seeded generator; absent where there are no samples. */
  evaluateBatch?(x: Float64Array, gradient: Float64Array, size: number): number | Promise<number>;
  /**
   * Several steps of Adam at once on the device; absent where that is not faster.
   * @param place is changed. @param batch samples in each step, 0 for all.
   * @returns the objective and the largest entry of its gradient at the beginning of the last step.
   */
  descend?(
    place: AdamPlace,
    steps: readonly AdamUpdate[],
    constants: AdamConstants,
    batch: number,
  ): Promise<{ readonly value: number; readonly gradientNorm: number }>;
}

export interface Iteration {
  readonly iteration: number;
  /** Objective at `x` (the mini-batch's, for Adam with batches). */
  readonly value: number;
  /** Largest absolute entry of the gradient. */
  readonly gradientNorm: number;
  /** Evaluations of the objective since the start. */
  readonly evaluations: number;
  /** The current point: valid until the next iteration, copy it to keep it. */
  readonly x: Float64Array;
}

/** Why an optimiser ended by itself. */
export type Ending = 'converged' | 'stalled' | 'diverged' | 'iterations';

/**
 * The last point yielded is the best one found; where none is yielded, it is `start`. All numbers of a yielded point,
 * and its value, are finite.
 */
export type Optimizer<Options> = (
  problem: Problem,
  start: Float64Array,
  options: Options,
) => AsyncGenerator<Iteration, Ending>;
