import { refineGrid } from '../../kan/grid.ts';
import type { KanModel } from '../../kan/model.ts';

/** The network on grids of at least so many intervals; the same network where it has them. */
export function refined(model: KanModel, grid: number): KanModel {
  return model.layers.reduce(
    (finer, layer, index) => (layer.grid < grid ? refineGrid(finer, index, grid) : finer),
    model,
  );
}
