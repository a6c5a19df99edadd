/** Restores pruned edges. */
import type { EdgeRef } from '../../../shared/refs.ts';
import { userError } from '../../../shared/errors.ts';
import { edgeValues } from '../kan/edge.ts';
import { splineThrough } from '../kan/grid.ts';
import { basisCount, knotCount, layoutOf, type KanModel } from '../kan/model.ts';
import { isPresent, requireEdge } from '../kan/places.ts';
import { fineRows } from '../measure/probe.ts';
import { fromInputsUp, type EditContext } from './context.ts';
import type { Ancestor } from './origins.ts';

/**
 * Restores those of the edges that are pruned, from the inputs to the outputs.
 * @throws KanError `edge.unknown`, `cancelled`; `edit.nothing` where none of them is pruned.
 */
export async function restoreEdges(
  context: EditContext,
  model: KanModel,
  edges: readonly EdgeRef[],
): Promise<KanModel> {
  const removed = edges.filter((edge) => !isPresent(model.layers[edge.layer], requireEdge(model, edge)));
  if (removed.length === 0)
    throw userError('edit.nothing', 'None of these edges is pruned.', 'Choose an edge that was pruned.');
  const ancestors = [...context.ancestors];
  const progress = { most: fineRows, what: 'Restoring edges' };
  return fromInputsUp(context, model, removed, progress, (current, edge, inputs) =>
    restoreEdge(current, edge, ancestors, inputs),
  );
}

/**
 * The edge as in the newest ancestor that has it, or the spline 0 where none has it. Its mean is subtracted from its
 * subnode's bias, to which pruning had added it.
 * @param inputs of the edge on the data.
 * @throws KanError `edge.unknown`
 */
export function restoreEdge(
  model: KanModel,
  place: EdgeRef,
  ancestors: Iterable<Ancestor>,
  inputs: Float64Array,
): KanModel {
  const edge = requireEdge(model, place);
  const layout = layoutOf(model.layers)[place.layer];
  const restored = copied(model, place, sourceOf(place, ancestors));
  const values = edgeValues(restored, place.layer, place.input, place.output, inputs);
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const subnode = edge % (layout.subnodeBias - layout.subnodeScale);
  const params = restored.params.slice();
  params[layout.subnodeBias + subnode] -= params[layout.subnodeScale + subnode] * mean;
  return { ...restored, params };
}

interface Source {
  readonly model: KanModel;
  readonly place: EdgeRef;
}

function sourceOf(edge: EdgeRef, ancestors: Iterable<Ancestor>): Source | null {
  for (const { model, placeOf } of ancestors) {
    const place = placeOf(edge);
    if (place !== null && isPresent(model.layers[place.layer], requireEdge(model, place))) {
      return { model, place };
    }
  }
  return null;
}

/** The edge with the function of its source; with the same coefficients where the knots and the base function are the same. */
function copied(model: KanModel, place: EdgeRef, source: Source | null): KanModel {
  const edge = requireEdge(model, place);
  const layer = model.layers[place.layer];
  const layout = layoutOf(model.layers)[place.layer];
  const params = model.params.slice();
  const bases = basisCount(layer);
  if (source === null) {
    params.fill(0, layout.coef + edge * bases, layout.coef + (edge + 1) * bases);
    params[layout.scaleBase + edge] = 0;
    params[layout.scaleSpline + edge] = 1;
    return { params, layers: marked(model, place.layer, edge, 1, null) };
  }
  const from = requireEdge(source.model, source.place);
  const old = source.model.layers[source.place.layer];
  const oldLayout = layoutOf(source.model.layers)[source.place.layer];
  const { model: older } = source;
  const number = (at: number): number => older.params[at];
  for (let i = 0; i < 4; i++) params[layout.affine + 4 * edge + i] = number(oldLayout.affine + 4 * from + i);
  if (old.mask[from]) {
    params[layout.scaleBase + edge] = number(oldLayout.scaleBase + from);
    params[layout.scaleSpline + edge] = number(oldLayout.scaleSpline + from);
    const coef = sameBases()
      ? source.model.params.subarray(oldLayout.coef + from * bases, oldLayout.coef + (from + 1) * bases)
      : refitted();
    params.set(coef, layout.coef + edge * bases);
  }
  return { params, layers: marked(model, place.layer, edge, old.mask[from], old.symbolic[from]) };

  function sameBases(): boolean {
    const size = knotCount(layer);
    if (layer.grid !== old.grid || layer.order !== old.order || layer.base !== old.base) return false;
    const [here, there] = [place.input * size, source!.place.input * size];
    return layer.knots.subarray(here, here + size).every((knot, i) => knot === old.knots[there + i]);
  }

  /** Coefficients on the present knots; the whole edge is then a spline. */
  function refitted(): Float64Array {
    params[layout.scaleBase + edge] = 0;
    params[layout.scaleSpline + edge] = 1;
    const { layer: at, input, output } = source!.place;
    return splineThrough(layer, place.input, (xs) => edgeValues(source!.model, at, input, output, xs));
  }
}

function marked(
  { layers }: KanModel,
  index: number,
  edge: number,
  mask: number,
  symbolic: string | null,
): KanModel['layers'] {
  const layer = layers[index];
  return layers.with(index, {
    ...layer,
    mask: layer.mask.with(edge, mask),
    symbolic: layer.symbolic.with(edge, symbolic),
    locked: layer.locked.with(edge, 0),
  });
}
