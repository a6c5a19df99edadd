/** All grids of a network moved to where its training rows are. */
import { updateGrid } from '../kan/grid.ts';
import type { KanModel } from '../kan/model.ts';
import { plainObjective } from './objective.ts';
import type { FitTask } from './fit.ts';

/**
 * Layer by layer, each from the inputs that the layers before it give on their new grids. Layers that are all symbolic
 * have no grid in use, and are left alone.
 */
export async function adaptGrids(task: FitTask, model: KanModel): Promise<KanModel> {
  const { dataset, backend, wrap } = task;
  const { train, encoding } = dataset;
  let adapted = model;
  for (let index = 0; index < model.layers.length; index++) {
    if (!model.layers[index].mask.includes(1)) continue;
    const evaluator = wrap(backend.evaluator(adapted, train, plainObjective(encoding)), train.rows);
    try {
      adapted = updateGrid(adapted, index, await evaluator.layerInputs(adapted.params, index));
    } finally {
      evaluator.dispose();
    }
  }
  return adapted;
}
