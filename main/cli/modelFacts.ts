/** Small facts of a model that several commands tell. */
import { edgeCount, type KanModel } from '../engine/kan/model.ts';

/** Edges that are present: with a spline, a function, or both. */
export function edgeCountOf({ layers }: KanModel): number {
  return layers.reduce((total, layer) => {
    const edges = Array.from({ length: edgeCount(layer) }, (_, edge) => edge);
    return total + edges.filter((edge) => layer.mask[edge] || layer.symbolic[edge] !== null).length;
  }, 0);
}
