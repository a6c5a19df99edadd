/** What a window is told of a model: plain values made from the model, its encoding and its statistics. */
import type {
  CurvesView,
  DatasetView,
  EdgeCurve,
  EdgeDetail,
  EdgeKind,
  EdgeRef,
  EdgeView,
  ModelView,
  NodeView,
} from '../../../shared/contract/views.ts';
import type { LayerStatistics } from '../compute/backend.ts';
import type { Dataset, Encoding } from '../data/dataset/dataset.ts';
import { histogram } from '../data/index.ts';
import { edgeLabels } from '../history/placeNames.ts';
import { edgeSlopes, edgeValues } from '../kan/edge.ts';
import {
  edgeIndex,
  layoutOf,
  nodeCount,
  shapeOf,
  subnodeOwners,
  type KanModel,
  type Layer,
} from '../kan/model.ts';
import { edgeRefs, hasEdge, requireEdge } from '../kan/places.ts';
import { detailGrid, equalSteps, innerKnots } from '../measure/edgeGrid.ts';
import { trainableParameters } from '../train/objective/problem.ts';

export function datasetView(dataset: Dataset): DatasetView {
  const { encoding, train, validation, test, dropped, notes } = dataset;
  return {
    task: encoding.task,
    inputs: encoding.features.map((feature) => feature.name),
    outputs: encoding.outputs.map((output) => output.name),
    classes: encoding.classes,
    rows: { train: train.rows, validation: validation.rows, test: test.rows, dropped },
    notes,
  };
}

export function modelView(
  revision: string,
  model: KanModel,
  encoding: Encoding,
  statistics: readonly LayerStatistics[],
): ModelView {
  return {
    revision,
    shape: shapeOf(model),
    nodes: [inputNodes(encoding, statistics[0]), ...model.layers.map((_, i) => layerNodes(model, i))],
    edges: edgeRefs(model).map((ref) => edgeView(model, ref, statistics)),
    grid: model.layers[0].grid,
    order: model.layers[0].order,
    parameters: trainableParameters(model).length,
  };

  function layerNodes(of: KanModel, index: number): readonly NodeView[] {
    const layer = of.layers[index];
    const owners = subnodeOwners(layer);
    const last = index === of.layers.length - 1;
    return Array.from({ length: nodeCount(layer) }, (_, node) => ({
      kind: last ? 'output' : node < layer.sums ? 'sum' : 'product',
      name: last ? encoding.outputs[node].name : '',
      subnodes: owners.flatMap((owner, subnode) => (owner === node ? [subnode] : [])),
      // The outputs share what attribution hands back.
      score: last ? 1 / nodeCount(layer) : statistics[index + 1].inputScores[node],
    }));
  }
}

function inputNodes(encoding: Encoding, statistics: LayerStatistics): readonly NodeView[] {
  return encoding.features.map(({ name }, input) => {
    return { kind: 'input', name, subnodes: [], score: statistics.inputScores[input] };
  });
}

function edgeView(model: KanModel, ref: EdgeRef, statistics: readonly LayerStatistics[]): EdgeView {
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

/** @param edges those that are wanted; edges that the model does not have are passed over. */
export function curvesView(
  revision: string,
  model: KanModel,
  edges: readonly EdgeRef[],
  points: number,
  statistics: readonly LayerStatistics[],
): CurvesView {
  const curves = edges
    .filter((ref) => hasEdge(model, ref))
    .map(({ layer, input, output }): EdgeCurve => {
      const { inputMin, inputMax } = statistics[layer];
      const x = equalSteps(inputMin[input], inputMax[input], points);
      return { layer, input, output, y: Float32Array.from(edgeValues(model, layer, input, output, x)) };
    });
  const scores = Float32Array.from(statistics.flatMap((layer) => [...layer.edgeScores]));
  return { revision, curves, scores };
}

/**
 * @param inputs of the edge over the rows looked at.
 * @throws KanError `edge.unknown`
 */
export function edgeDetail(
  model: KanModel,
  encoding: Encoding,
  ref: EdgeRef,
  inputs: Float64Array,
  statistics: readonly LayerStatistics[],
): EdgeDetail {
  const edge = requireEdge(model, ref);
  const layer = model.layers[ref.layer];
  const layout = layoutOf(model.layers)[ref.layer];
  const { inputMin, inputMax } = statistics[ref.layer];
  const [low, high] = [inputMin[ref.input], inputMax[ref.input]];
  const knots = innerKnots(layer, ref.input);
  const x = detailGrid(layer, ref.input, low, high);
  const symbolic = layer.symbolic[edge] !== null;
  const [a, b, c, d] = model.params.subarray(layout.affine + 4 * edge, layout.affine + 4 * edge + 4);
  const { kind, fn, score } = edgeView(model, ref, statistics);
  const labels = edgeLabels(model, encoding, ref);
  return {
    ...ref,
    kind,
    fn,
    affine: symbolic ? [a, b, c, d] : null,
    fromLabel: labels.from,
    toLabel: labels.to,
    inputUnits: ref.layer === 0 ? unitsOf(encoding, ref.input) : null,
    x,
    y: edgeValues(model, ref.layer, ref.input, ref.output, x),
    knots,
    histogram: histogram(inputs, low, high),
    range: [low, high],
    score,
    scaleBase: model.params[layout.scaleBase + edge],
    scaleSpline: model.params[layout.scaleSpline + edge],
    locked: layer.locked[edge] === 1,
    derivative: edgeSlopes(model, ref.layer, ref.input, ref.output, x),
    band: null,
  };
}

function unitsOf(encoding: Encoding, input: number): EdgeDetail['inputUnits'] {
  const { name, scaling } = encoding.features[input];
  return { name, shift: scaling.shift, scale: scaling.scale };
}
