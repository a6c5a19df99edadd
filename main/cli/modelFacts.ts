/** Small facts of a model that several commands tell. */
import type { Revision } from '../engine/history/revision.ts';
import { edgeCount, knotCount, type KanModel } from '../engine/kan/model.ts';

/** Edges that are present: with a spline, a function, or both. */
export function edgeCountOf({ layers }: KanModel): number {
  return layers.reduce((total, layer) => {
    const edges = Array.from({ length: edgeCount(layer) }, (_, edge) => edge);
    return total + edges.filter((edge) => layer.mask[edge] || layer.symbolic[edge] !== null).length;
  }, 0);
}

/**
 * The range of each input that the splines cover, in its own units: where the model was trained, within a hundredth.
 * Ascending.
 */
export function trainedRanges({ model, encoding }: Revision): readonly (readonly [number, number])[] {
  const [layer] = model.layers;
  return encoding.features.map(({ scaling }, input) => {
    const start = input * knotCount(layer) + layer.order;
    return [layer.knots[start], layer.knots[start + layer.grid]].map(
      (knot) => knot * scaling.scale + scaling.shift,
    ) as [number, number];
  });
}
