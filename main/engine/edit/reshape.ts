/** Finer grids and more nodes, up to the largest size that is allowed. */
import type { EditOf } from '../../../shared/edits/edits.ts';
import { userError } from '../../../shared/errors.ts';
import { seededRandom } from '../../../shared/random.ts';
import { countText } from '../../../shared/figures.ts';
import type { LayerStatistics } from '../compute/backend.ts';
import { heldOutRows } from '../data/dataset/heldOut.ts';
import { insertKnots } from '../kan/grid.ts';
import { nodeCount, parameterCount, type KanModel, type Layer } from '../kan/model.ts';
import { addLayer, addNode, addProduct } from '../kan/reshape.ts';
import { layerInputsOn } from '../measure/probe.ts';
import { mostParameters } from '../train/freshNetwork.ts';
import { statisticsFor, type EditContext } from './context.ts';
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

/** @throws KanError `layer.unknown`, `layer.unlinked`, `model.too-large` */
export async function withHiddenLayer(
  context: EditContext,
  model: KanModel,
  { layer }: EditOf<'addLayer'>,
): Promise<KanModel> {
  return sized(addLayer(model, layer - 1, await rangesOf(context, model, layer - 1)));
}

/** The values of nodes on the training rows, of one layer on the held-out rows too: a spline tells nothing beyond its grid. */
async function rangesOf(context: EditContext, model: KanModel, at: number): Promise<readonly Ranges[]> {
  const ranges = await statisticsFor(context, model);
  const { backend, dataset } = context;
  const held = heldOutRows(dataset);
  if (held.rows === 0) return ranges;
  return Promise.all(
    ranges.map(async (range, layer) =>
      layer === at
        ? widened(range, await layerInputsOn(backend, model, dataset.encoding, held, layer), held.rows)
        : range,
    ),
  );
}

type Ranges = Pick<LayerStatistics, 'inputMin' | 'inputMax'>;

/** @param values [input][row] */
function widened({ inputMin, inputMax }: Ranges, values: Float64Array, rows: number): Ranges {
  const of = (input: number): Float64Array => values.subarray(input * rows, (input + 1) * rows);
  return {
    inputMin: inputMin.map((low, input) => of(input).reduce((least, value) => Math.min(least, value), low)),
    inputMax: inputMax.map((high, input) => of(input).reduce((most, value) => Math.max(most, value), high)),
  };
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
