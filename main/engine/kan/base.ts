/** The base function of a network. */
import { baseFunctions, type BaseFunctionName } from '../../../shared/baseFunctions.ts';
import { edgeCount, layoutOf, type KanModel } from './model.ts';

/** The network with this base function in all layers. Its scales stay as they are, or are 0 where the function is 0. */
export function withBase(model: KanModel, base: BaseFunctionName): KanModel {
  if (model.layers.every((layer) => layer.base === base)) return model;
  const params = model.params.slice();
  if (baseFunctions[base].gate === 0) {
    layoutOf(model.layers).forEach(({ scaleBase }, index) => {
      params.fill(0, scaleBase, scaleBase + edgeCount(model.layers[index]));
    });
  }
  return { layers: model.layers.map((layer) => ({ ...layer, base })), params };
}
