/** When the grids are updated from the samples during a run. */

/**
 * pykan updates before every 5th of its first 50 steps, the very first included, and one of its steps is about 20
 * iterations of L-BFGS. Here a step is one iteration, so the first updates come after a few steps and later ones more
 * and more rarely. There is no update before the first step: the hidden values of a new network are small, grids for
 * them soon become too narrow, and the error of the trained network doubles (hello function, 8 seeds: 0.018 instead of
 * 0.008 after 200 steps; without any update 0.0095, and with heavy-tailed inputs 0.050 instead of 0.037).
 */
const updateSteps = [5, 20, 80, 320];

/**
 * The steps after which the grids are updated. There are none in the second half of the run: each update costs some
 * accuracy and resets the optimiser, which needs further steps to recover.
 */
export function gridUpdateSteps(steps: number): readonly number[] {
  return updateSteps.filter((step) => step <= steps / 2);
}
