/** When the grids are adapted to the samples during a run. */

/**
 * pykan updates before every 5th of its first 50 steps, the very first included, and one of its steps is about 20
 * iterations of L-BFGS. Here a step is one iteration, so the updates come after few of them and then ever more rarely.
 * None comes before the first: a fresh network's hidden values are small, grids that follow them are too narrow a
 * moment later, and the error of the trained network doubles (hello function, 8 seeds: 0.018 instead of 0.008 after 200
 * steps; without any update 0.0095, and with heavy-tailed inputs 0.050 instead of 0.037).
 */
const updateSteps = [5, 20, 80, 320];

/**
 * The steps after which the grids are updated. None in the second half of the run: each update costs some accuracy
 * and the optimiser its memory, and there must be time to make up for both.
 */
export function gridUpdateSteps(steps: number): readonly number[] {
  return updateSteps.filter((step) => step <= steps / 2);
}
