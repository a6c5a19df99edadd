/** Finer grids and more nodes, up to the largest size that is allowed. */
import type { EditOf } from '../../../shared/edits/edits.ts';
import { userError } from '../../../shared/errors.ts';
import { seededRandom } from '../../../shared/random.ts';
import { countText } from '../../../shared/figures.ts';
import type { LayerStatistics } from '../compute/backend.ts';
import { insertKnots } from '../kan/grid.ts';
import { nodeCount, parameterCount, type KanModel, type Layer } from '../kan/model.ts';
import { addLayer, addNode, addProduct } from '../kan/reshape.ts';
import { mostParameters } from '../train/freshNetwork.ts';
import type { Origin } from './origins.ts';

/**
 * The layers with fewer intervals get the requested number; all curves stay the same.
 * @throws KanError `edit.nothing` where the grids have that number already; `grid.coarser` where they have more;
 *   `model.too-large`
 */
export function withGrid(model: KanModel, grid: number): KanModel {
  requireFiner(model, grid);
  const isCoarse = (layer: Layer): boolean => layer.grid < grid;
  requireSize(model.layers.map((layer) => (isCoarse(layer) ? { ...layer, grid } : layer)));
  return model.layers.reduce(
    (refined, layer, index) => (isCoarse(layer) ? insertKnots(refined, index, grid) : refined),
    model,
  );
}

function requireFiner(model: KanModel, grid: number): void {
  const present = Math.min(...model.layers.map((layer) => layer.grid));
  if (grid > present) return;
  if (grid === present) {
    throw userError('edit.nothing', `The grid already has ${grid} intervals.`, 'Give a larger number.');
  }
  throw userError(
    'grid.coarser',
    `A grid of ${grid} intervals is coarser than the present one of ${present} and cannot represent its curves.`,
    'Give a larger number; for a coarser grid create a new network.',
  );
}

/** @throws KanError `layer.unknown`, `model.too-large` */
export function withNode(model: KanModel, { layer, kind }: EditOf<'addNode'>): KanModel {
  const add = kind === 'sum' ? addNode : addProduct;
  return sized(add(model, layer - 1, seededRandom(parameterCount(model.layers))));
}

/** Sums come first in a layer, then products: a new sum moves the products one place on. */
export function originOfNode({ layer, kind }: EditOf<'addNode'>, before: KanModel): Origin {
  const extended = before.layers[layer - 1];
  const added = kind === 'sum' ? extended.sums : nodeCount(extended);
  return (place) => {
    if (place.layer !== layer || place.node < added) return place;
    return place.node === added ? null : { ...place, node: place.node - 1 };
  };
}

/** @throws KanError `layer.unknown`, `model.too-large` */
export function withHiddenLayer(
  model: KanModel,
  { layer }: EditOf<'addLayer'>,
  statistics: readonly LayerStatistics[],
): KanModel {
  return sized(addLayer(model, layer - 1, statistics));
}

/** A new node takes the place of the one below it: the edges that left that one leave the new one. */
export function originOfLayer({ layer: added }: EditOf<'addLayer'>): Origin {
  return ({ layer, node }) => ({ layer: layer < added ? layer : layer - 1, node });
}

function sized(model: KanModel): KanModel {
  requireSize(model.layers);
  return model;
}

function requireSize(layers: readonly Layer[]): void {
  const parameters = parameterCount(layers);
  if (parameters <= mostParameters) return;
  throw userError(
    'model.too-large',
    `The network would have ${countText(parameters)} parameters; ${countText(mostParameters)} is the limit.`,
    'Use fewer nodes or a coarser grid.',
  );
}
