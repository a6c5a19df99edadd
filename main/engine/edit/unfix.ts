/** Turns functions back into splines. */
import type { EdgeRef } from '../../../shared/refs.ts';
import { userError } from '../../../shared/errors.ts';
import type { LayerStatistics } from '../compute/backend.ts';
import { unfixEdge } from '../kan/editEdge.ts';
import { coverRange } from '../kan/grid.ts';
import { knotCount, subnodeCount, type KanModel } from '../kan/model.ts';
import { requireEdge } from '../kan/places.ts';

/** Room beyond the samples on each side of a grid, as a share of their range. */
const room = 0.02;

/**
 * Turns the symbolic edges among these into splines of the same shape on the range of their inputs: the grid of a
 * symbolic edge may not cover it.
 * @throws KanError `edge.unknown`; `edit.nothing` where none of them is symbolic.
 */
export function unfixEdges(
  model: KanModel,
  edges: readonly EdgeRef[],
  statistics: readonly Pick<LayerStatistics, 'inputMin' | 'inputMax'>[],
): KanModel {
  const symbolic = edges.filter((edge) => {
    const at = requireEdge(model, edge);
    return model.layers[edge.layer].symbolic[at] !== null;
  });
  if (symbolic.length === 0) {
    throw userError(
      'edit.nothing',
      'None of these edges is fixed to a function.',
      'Choose edges that are functions.',
    );
  }
  return symbolic.reduce((current, edge) => unfixEdge(covered(current, edge, statistics), edge), model);
}

/** Moves the grid to the range of the edge's inputs, if it does not cover them and no spline uses it. */
function covered(
  model: KanModel,
  { layer: index, input }: EdgeRef,
  statistics: readonly Pick<LayerStatistics, 'inputMin' | 'inputMax'>[],
): KanModel {
  const layer = model.layers[index];
  const [low, high] = [statistics[index].inputMin[input], statistics[index].inputMax[input]];
  const start = input * knotCount(layer) + layer.order;
  const covers = layer.knots[start] <= low && high <= layer.knots[start + layer.grid];
  const used = layer.mask
    .subarray(input * subnodeCount(layer), (input + 1) * subnodeCount(layer))
    .includes(1);
  if (covers || used || !(high > low)) return model;
  return coverRange(model, index, input, [low - room * (high - low), high + room * (high - low)]);
}
