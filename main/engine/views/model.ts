/** A network as it is drawn: its nodes and edges with their scores. */
import type { EdgeKind, EdgeView, ModelView, NodeView } from '../../../shared/contract/views/network.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import type { Backend, LayerStatistics } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import {
  edgeIndex,
  nodeCount,
  numbersOf,
  shapeOf,
  subnodeOwners,
  type KanModel,
  type Layer,
} from '../kan/model.ts';
import { edgeRefs } from '../kan/places.ts';
import { fineRows, probeRows, statisticsOn } from '../measure/probe.ts';
import { countedParameters } from '../train/objective/countedParameters.ts';
import type { Shown } from './shown.ts';

/** The scores that a view shows of a layer. */
type LayerScores = Pick<LayerStatistics, 'inputScores' | 'edgeScores'>;

/**
 * @param dataset scores are measured on its training rows; null to use rows drawn from the network's grids.
 * @param parameters how many it has: as `parametersOf` counts them; of a network in training, `countedParameters`.
 */
export async function modelView(
  backend: Backend,
  shown: Shown,
  dataset: Dataset | null,
  parameters = countedParameters(shown.model),
): Promise<ModelView> {
  const { model, encoding } = shown;
  const statistics = await statisticsOn(backend, model, encoding, probeRows(model, dataset, fineRows));
  return viewWith(shown, statistics, parameters);
}

/** The network before it is measured: all scores are NaN. */
export function unmeasuredView(shown: Shown, parameters: number): ModelView {
  return viewWith(
    shown,
    shown.model.layers.map((layer) => ({
      inputScores: new Float64Array(layer.inputs).fill(NaN),
      edgeScores: new Float64Array(layer.mask.length).fill(NaN),
    })),
    parameters,
  );
}

function viewWith(
  { id, model, encoding }: Shown,
  statistics: readonly LayerScores[],
  parameters: number,
): ModelView {
  return {
    revision: id,
    shape: shapeOf(model),
    nodes: nodeViews(model, encoding, statistics),
    edges: edgeRefs(model).map((ref) => edgeView(model, ref, statistics)),
    grid: model.layers[0].grid,
    order: model.layers[0].order,
    parameters,
  };
}

/** By layer of nodes, the inputs first. */
export function nodeViews(
  model: KanModel,
  encoding: Encoding,
  statistics: readonly LayerScores[],
): readonly (readonly NodeView[])[] {
  return [
    inputNodes(encoding, statistics[0]),
    ...model.layers.map((_, index) => layerNodes(model, encoding, statistics, index)),
  ];
}

function inputNodes(encoding: Encoding, statistics: LayerScores): readonly NodeView[] {
  return encoding.features.map(({ name, column, label }, input) => ({
    ...{ kind: 'input', name, number: input + 1, subnodes: [] },
    score: statistics.inputScores[input],
    category: label === null ? null : { column, label },
  }));
}

function layerNodes(
  { layers }: KanModel,
  encoding: Encoding,
  statistics: readonly LayerScores[],
  index: number,
): readonly NodeView[] {
  const layer = layers[index];
  const owners = subnodeOwners(layer);
  const numbers = numbersOf(layer);
  const last = index === layers.length - 1;
  return Array.from({ length: nodeCount(layer) }, (_, node) => ({
    kind: last ? 'output' : node < layer.sums ? 'sum' : 'product',
    name: last ? encoding.outputs[node].name : '',
    number: numbers[node],
    subnodes: owners.flatMap((owner, subnode) => (owner === node ? [subnode] : [])),
    // Attribution starts with an equal share for each output.
    score: last ? 1 / nodeCount(layer) : statistics[index + 1].inputScores[node],
    category: null,
  }));
}

/** An edge as it is drawn. @param statistics of each layer */
export function edgeView(model: KanModel, ref: EdgeRef, statistics: readonly LayerScores[]): EdgeView {
  const layer = model.layers[ref.layer];
  const edge = edgeIndex(layer, ref.input, ref.output);
  return {
    ...ref,
    kind: kindOf(layer, edge),
    fn: layer.symbolic[edge],
    locked: layer.locked[edge] === 1,
    score: statistics[ref.layer].edgeScores[edge],
  };
}

function kindOf(layer: Layer, edge: number): EdgeKind {
  if (layer.symbolic[edge] !== null) return 'symbolic';
  return layer.mask[edge] ? 'spline' : 'removed';
}
