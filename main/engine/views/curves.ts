/** Small curves of many edges, as they are drawn on the graph. */
import type { CurvesView, EdgeCurve } from '../../../shared/contract/views/network.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { edgeValues } from '../kan/edge.ts';
import { edgeRefs, hasEdge } from '../kan/places.ts';
import { equalSteps } from '../measure/edgeGrid.ts';
import { coarseRows, probeRows, statisticsOn } from '../measure/probe.ts';
import type { Shown } from './shown.ts';

/**
 * @param edges the edges wanted; edges that the model does not have are skipped. @param points number of points of
 *   each curve.
 */
export async function curvesView(
  backend: Backend,
  { id, model, encoding }: Shown,
  dataset: Dataset | null,
  { edges, points }: { readonly edges: 'all' | readonly EdgeRef[]; readonly points: number },
): Promise<CurvesView> {
  const statistics = await statisticsOn(backend, model, encoding, probeRows(model, dataset, coarseRows));
  const wanted = edges === 'all' ? edgeRefs(model) : edges.filter((ref) => hasEdge(model, ref));
  const curves = wanted.map(({ layer, input, output }): EdgeCurve => {
    const { inputMin, inputMax } = statistics[layer];
    const x = equalSteps(inputMin[input], inputMax[input], points);
    return { layer, input, output, y: Float32Array.from(edgeValues(model, layer, input, output, x)) };
  });
  const scores = Float32Array.from(statistics.flatMap((layer) => [...layer.edgeScores]));
  return { revision: id, curves, scores };
}
