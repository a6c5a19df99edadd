/** What the inspector shows for a node. */
import type { ImportanceOfColumn } from '../../../shared/contract/views/importance.ts';
import type { EdgeRef, NodeRef } from '../../../shared/refs.ts';
import type { NodeDetail } from '../../../shared/contract/views/inspected.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { quantityOf } from '../data/dataset/quantity.ts';
import { histogram } from '../data/index.ts';
import { edgeLabels, nodeName } from '../history/placeNames.ts';
import { edgeIndex, subnodeCount, subnodeOwners, type KanModel } from '../kan/model.ts';
import { isPresent, requireNode } from '../kan/places.ts';
import { slicesOf } from '../kan/slices.ts';
import { fineRows, layerInputsOn, outputsOn, probeRows, statisticsOn } from '../measure/probe.ts';
import { importanceView } from './importance.ts';
import { nodeViews } from './model.ts';
import { nameWithUnit } from '../data/units/columnUnits.ts';
import { shownName, type Shown } from './shown.ts';
import { toUnits } from '../data/table/scaling.ts';

/**
 * @param data the data set, and the one that the network's errors are measured on; null without data.
 * @throws KanError `node.unknown`
 */
export async function nodeDetail(
  backend: Backend,
  { model, encoding }: Shown,
  { dataset, judged }: { readonly dataset: Dataset | null; readonly judged: Dataset | null },
  ref: NodeRef,
): Promise<NodeDetail> {
  requireNode(model, ref);
  const rows = probeRows(model, dataset, fineRows);
  const isOutput = ref.layer === model.layers.length;
  const all = isOutput
    ? await outputsOn(backend, model, encoding, rows)
    : await layerInputsOn(backend, model, encoding, rows, ref.layer);
  const units = unitsOf(encoding, ref, isOutput);
  const values = all
    .slice(ref.node * rows.rows, (ref.node + 1) * rows.rows)
    .map((value) => toUnits(units, value));
  const statistics = await statisticsOn(backend, model, encoding, rows);
  const view = nodeViews(model, encoding, statistics)[ref.layer][ref.node];
  const [low, high] = extent(values);
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const scoreOf = ({ layer, input, output }: EdgeRef): number =>
    statistics[layer].edgeScores[edgeIndex(model.layers[layer], input, output)];
  const incoming = edgesInto(model, ref);
  const outgoing = edgesFrom(model, ref);
  return {
    ...ref,
    kind: view.kind,
    label: nodeName(model, encoding, ref),
    histogram: histogram(values, low, high),
    range: [low, high],
    mean,
    std: Math.sqrt(squares / Math.max(1, values.length - 1)),
    unitsOf: units.column,
    quantity: isOutput ? quantityOf(encoding, ref.node) : null,
    bias: ref.layer === 0 ? null : toUnits(units, biasOf(model, ref)),
    importance:
      ref.layer === 0 && judged !== null
        ? await importanceOfInput(backend, { model, encoding }, judged, ref.node)
        : null,
    score: view.score,
    incoming: shared(incoming, scoreOf, (edge) => edgeLabels(model, encoding, edge).from),
    outgoing: shared(outgoing, scoreOf, (edge) => edgeLabels(model, encoding, edge).to),
  };
}

async function importanceOfInput(
  backend: Backend,
  shown: Pick<Shown, 'model' | 'encoding'>,
  dataset: Dataset,
  input: number,
): Promise<ImportanceOfColumn | null> {
  const { columns } = await importanceView(backend, shown, dataset);
  return columns.find(({ inputs }) => inputs.includes(input)) ?? null;
}

interface Units {
  readonly scale: number;
  readonly shift: number;
  /** The column whose units the values have; null if the values are internal to the network. */
  readonly column: string | null;
}

function unitsOf({ features, outputs, task }: Encoding, { layer, node }: NodeRef, isOutput: boolean): Units {
  const own = { scale: 1, shift: 0, column: null };
  if (!isOutput && layer > 0) return own;
  if (isOutput)
    return task === 'regression' ? { ...outputs[node].scaling, column: nameWithUnit(outputs[node]) } : own;
  const { scaling } = features[node];
  return { scale: scaling.scale, shift: scaling.shift, column: shownName(features[node]) };
}

/** The constant part of a node, in the network's units. */
function biasOf(model: KanModel, { layer: at, node }: NodeRef): number {
  const layer = model.layers[at - 1];
  const { subnodeBias, nodeScale, nodeBias } = slicesOf(model, at - 1);
  if (node >= layer.sums) return nodeBias[node];
  return nodeScale[node] * subnodeBias[subnodeOwners(layer).indexOf(node)] + nodeBias[node];
}

function shared(
  edges: readonly EdgeRef[],
  scoreOf: (edge: EdgeRef) => number,
  labelOf: (edge: EdgeRef) => string,
): NodeDetail['incoming'] {
  const total = edges.reduce((sum, edge) => sum + scoreOf(edge), 0);
  return edges
    .map((edge) => ({ ...edge, label: labelOf(edge), share: total > 0 ? scoreOf(edge) / total : 0 }))
    .sort((left, right) => right.share - left.share);
}

/** The present edges that end in a factor of the node. */
function edgesInto(model: KanModel, { layer: at, node }: NodeRef): EdgeRef[] {
  if (at === 0) return [];
  const layer = model.layers[at - 1];
  return subnodeOwners(layer).flatMap((owner, output) =>
    owner !== node
      ? []
      : range(layer.inputs)
          .filter((input) => isPresent(layer, edgeIndex(layer, input, output)))
          .map((input) => ({ layer: at - 1, input, output })),
  );
}

function edgesFrom(model: KanModel, { layer: at, node: input }: NodeRef): EdgeRef[] {
  if (at === model.layers.length) return [];
  const layer = model.layers[at];
  return range(subnodeCount(layer))
    .filter((output) => isPresent(layer, edgeIndex(layer, input, output)))
    .map((output) => ({ layer: at, input, output }));
}

function extent(values: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
