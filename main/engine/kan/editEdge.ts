/**
 * Changes of one edge by hand: fix it to a function, turn it back into a spline, edit its numbers, lock it, prune it.
 */
import type { EdgeRef } from '../../../shared/refs.ts';
import { userError } from '../../../shared/errors.ts';
import { edgeValues } from './edge.ts';
import { edgeFunction } from '../../../shared/expression/edgeFunction.ts';
import { splineThrough } from './grid.ts';
import { basisCount, edgeCount, layoutOf, type KanModel, type Layer } from './model.ts';
import { requireEdge } from './places.ts';
import { keepEdges } from './prune.ts';

/** a, b, c, d of c·f(a·x + b) + d. */
export type Affine = readonly [a: number, b: number, c: number, d: number];

/**
 * Fixes the edge to c·f(a·x + b) + d; its spline parameters stay in the model, unused.
 * @throws KanError `edge.unknown`, `function.unknown`, `edge.numbers` where one of a to d is not finite.
 */
export function fixEdge(model: KanModel, place: EdgeRef, name: string, affine: Affine): KanModel {
  edgeFunction(name);
  return withAffine(
    withEdge(model, place, (layer, edge) => ({
      mask: layer.mask.with(edge, 0),
      symbolic: layer.symbolic.with(edge, name),
    })),
    place,
    affine,
  );
}

/** Other a, b, c and d for a symbolic edge. @throws KanError `edge.unknown`, `edge.numbers` */
export function withAffine(model: KanModel, place: EdgeRef, affine: Affine): KanModel {
  const edge = requireEdge(model, place);
  if (!affine.every(Number.isFinite)) {
    throw userError('edge.numbers', `a, b, c and d must be finite, not ${affine.join(', ')}.`);
  }
  const params = model.params.slice();
  params.set(affine, layoutOf(model.layers)[place.layer].affine + 4 * edge);
  return { ...model, params };
}

/** a, b, c, d of an edge. @throws KanError `edge.unknown` */
export function affineOf(model: KanModel, place: EdgeRef): Affine {
  const at = layoutOf(model.layers)[place.layer].affine + 4 * requireEdge(model, place);
  const [a, b, c, d] = model.params.subarray(at, at + 4);
  return [a, b, c, d];
}

/**
 * The network with the edge as a spline of the same shape over its grid; a pruned edge becomes the spline 0.
 * @throws KanError `edge.unknown`
 */
export function unfixEdge(model: KanModel, place: EdgeRef): KanModel {
  const edge = requireEdge(model, place);
  const layer = model.layers[place.layer];
  const coef = splineThrough(layer, place.input, (xs) =>
    edgeValues(model, place.layer, place.input, place.output, xs),
  );
  const freed = withEdge(model, place, (old, at) => ({
    mask: old.mask.with(at, 1),
    symbolic: old.symbolic.with(at, null),
  }));
  const layout = layoutOf(model.layers)[place.layer];
  const params = freed.params.slice();
  params.set(coef, layout.coef + edge * basisCount(layer));
  params[layout.scaleBase + edge] = 0;
  params[layout.scaleSpline + edge] = 1;
  return { ...freed, params };
}

/** Locks the edge, so that training does not change its parameters, or unlocks it. @throws KanError `edge.unknown` */
export function lockEdge(model: KanModel, place: EdgeRef, locked: boolean): KanModel {
  return withEdge(model, place, (layer, edge) => ({ locked: layer.locked.with(edge, Number(locked)) }));
}

/**
 * Removes the edge.
 * @param mean its mean over the data, which is added to the subnode's bias.
 * @throws KanError `edge.unknown`
 */
export function removeEdge(model: KanModel, place: EdgeRef, mean: number): KanModel {
  const edge = requireEdge(model, place);
  const keep = model.layers.map((layer) => new Uint8Array(edgeCount(layer)).fill(1));
  const means = model.layers.map((layer) => new Float64Array(edgeCount(layer)));
  keep[place.layer][edge] = 0;
  means[place.layer][edge] = mean;
  return keepEdges(model, keep, means);
}

type Marks = Partial<Pick<Layer, 'mask' | 'symbolic' | 'locked'>>;

function withEdge(model: KanModel, place: EdgeRef, change: (layer: Layer, edge: number) => Marks): KanModel {
  const edge = requireEdge(model, place);
  const layer = model.layers[place.layer];
  return { ...model, layers: model.layers.with(place.layer, { ...layer, ...change(layer, edge) }) };
}
