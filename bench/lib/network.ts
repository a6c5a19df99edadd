/** The networks whose speed is measured. */
import { createModel } from '../../main/engine/kan/create.ts';
import type { KanModel } from '../../main/engine/kan/model.ts';

/** A new network of spline order 3 on five intervals. @param shape nodes of each layer, such as [2, 5, 1]. */
export function networkOf(shape: readonly number[]): KanModel {
  return createModel({
    inputs: shape[0],
    hidden: shape.slice(1, -1),
    outputs: shape.at(-1)!,
    grid: 5,
    order: 3,
    seed: 1,
  });
}
