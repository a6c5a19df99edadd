/** Moves all grids of a network to where its training rows are. */
import { updateGrid, type UpdateOptions } from '../../kan/grid.ts';
import type { KanModel } from '../../kan/model.ts';
import type { FitTask } from '../steps/task.ts';
import { withEvaluator } from '../objective/withEvaluator.ts';

/**
 * Layer by layer; the inputs of each layer are computed with the new grids of the layers before it. Layers of symbolic
 * edges only do not use their grid and are not changed.
 * @param optionsOf options of the grids of a layer; pykan's where absent.
 */
export async function adaptGrids(
  task: Pick<FitTask, 'dataset' | 'backend' | 'wrap'>,
  model: KanModel,
  optionsOf: (layer: number) => UpdateOptions = () => ({}),
): Promise<KanModel> {
  const { train, encoding } = task.dataset;
  const inputsOf = async (present: KanModel, index: number): Promise<Float64Array> => {
    if (index === 0) return train.inputs;
    return withEvaluator(task, present, encoding, train, (evaluator) =>
      evaluator.layerInputs(present.params, index),
    );
  };
  let adapted = model;
  for (let index = 0; index < model.layers.length; index++) {
    if (!model.layers[index].mask.includes(1)) continue;
    adapted = updateGrid(adapted, index, await inputsOf(adapted, index), optionsOf(index));
  }
  return adapted;
}
