/** An edge as the inspector draws it. */
import type { CategoryDetail, EdgeDetail } from '../../../shared/contract/views/inspected.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { histogram } from '../data/index.ts';
import { nameWithUnit } from '../data/units/columnUnits.ts';
import type { History } from '../history/history.ts';
import { fittedRows } from '../history/fittedRows.ts';
import { edgeLabels } from '../history/placeNames.ts';
import type { Revision } from '../history/revision.ts';
import { edgeSlopes, edgeValues } from '../kan/edge.ts';
import { affineOf } from '../kan/editEdge.ts';
import { edgeIndex, layoutOf, type KanModel } from '../kan/model.ts';
import { isPresent, requireEdge } from '../kan/places.ts';
import { detailGrid, innerKnots } from '../measure/edgeGrid.ts';
import { labelEffect, labelInputs, unitOfEdges } from '../measure/labelValues.ts';
import { edgeInputs, fineRows, probeRows, statisticsOn } from '../measure/probe.ts';
import { edgeBand } from '../train/statistics/edgeBand.ts';
import { edgeView } from './model.ts';
import { shownName } from './shown.ts';

/**
 * @param banded whether to compute the band of standard errors around the curve. This needs a data set.
 * @throws KanError `edge.unknown`
 */
export async function edgeDetail(
  backend: Backend,
  history: History,
  revision: Revision,
  dataset: Dataset | null,
  ref: EdgeRef,
  banded: boolean,
): Promise<EdgeDetail> {
  const { model, encoding } = revision;
  const edge = requireEdge(model, ref);
  const rows = probeRows(model, dataset, fineRows);
  const inputs = await edgeInputs(backend, model, encoding, rows, ref);
  const statistics = await statisticsOn(backend, model, encoding, rows);
  const layer = model.layers[ref.layer];
  const layout = layoutOf(model.layers)[ref.layer];
  const { inputMin, inputMax } = statistics[ref.layer];
  const [low, high] = [inputMin[ref.input], inputMax[ref.input]];
  const x = detailGrid(layer, ref.input, low, high);
  const labels = edgeLabels(model, encoding, ref);
  const { factor, target } = unitOfEdges(model, encoding, ref.layer, ref.output);
  return {
    ...edgeView(model, ref, statistics),
    affine: layer.symbolic[edge] === null ? null : affineOf(model, ref),
    fromLabel: labels.from,
    toLabel: labels.to,
    inputUnits: ref.layer === 0 ? unitsOf(encoding, ref.input) : null,
    x,
    y: edgeValues(model, ref.layer, ref.input, ref.output, x),
    knots: innerKnots(layer, ref.input),
    histogram: histogram(inputs, low, high),
    range: [low, high],
    base: layer.base,
    scaleBase: model.params[layout.scaleBase + edge],
    scaleSpline: model.params[layout.scaleSpline + edge],
    derivative: edgeSlopes(model, ref.layer, ref.input, ref.output, x),
    toTarget: target === null ? null : { factor, quantity: target },
    category: categoryDetail(model, encoding, ref),
    band:
      banded && dataset !== null
        ? await edgeBand(backend, model, fittedRows({ history }, revision, dataset), ref, x, inputs)
        : null,
  };
}

function categoryDetail(
  model: KanModel,
  encoding: Encoding,
  { layer, input, output }: EdgeRef,
): CategoryDetail | null {
  const inputs = layer === 0 ? labelInputs(encoding, input) : [];
  if (inputs.length === 0) return null;
  const { factor, target } = unitOfEdges(model, encoding, layer, output);
  return {
    column: encoding.features[input].column,
    labels: inputs.map((one) => ({
      label: encoding.features[one].label!,
      value: factor * labelEffect(model, encoding.features[one], one, output).rise,
      pruned: !isPresent(model.layers[0], edgeIndex(model.layers[0], one, output)),
    })),
    target,
  };
}

function unitsOf(encoding: Encoding, input: number): EdgeDetail['inputUnits'] {
  const feature = encoding.features[input];
  const { shift, scale, logarithm = false } = feature.scaling;
  return { name: shownName(feature), column: nameWithUnit(feature), logarithm, shift, scale };
}
