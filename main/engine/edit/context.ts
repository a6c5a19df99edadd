/** The context of an edit: what it works with. */
import type { WorkProgress } from '../../../shared/contract/views/progress.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import { cancelled } from '../../../shared/errors.ts';
import { Breath } from '../breath.ts';
import type { Backend, LayerStatistics } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { edgeIndex, type KanModel } from '../kan/model.ts';
import { forEachEdge } from '../kan/places.ts';
import { labelInputs } from '../measure/labelValues.ts';
import { fineRows, layerInputsOn, probeRows, statisticsOn } from '../measure/probe.ts';
import type { Ancestor } from './origins.ts';

export interface EditContext {
  readonly backend: Backend;
  readonly dataset: Dataset;
  /** When it is aborted, the edit ends with `cancelled`. */
  readonly signal: AbortSignal;
  /** The networks from which the network was made, the newest first. */
  readonly ancestors: Iterable<Ancestor>;
  /** The models that the network's run compared, from the simplest on; none where there was no such run. */
  readonly rungs: readonly {
    readonly title: string;
    readonly model: KanModel;
    readonly parameters: number;
  }[];
  /** The network was trained on the validation rows: its error on them says nothing. */
  readonly tookValidation: boolean;
  /** Called with the progress of an edit that takes some time. */
  readonly report: (progress: WorkProgress) => void;
}

/** Scores, means and ranges on the rows from which the view of the network is made. */
export function statisticsFor(
  { backend, dataset }: EditContext,
  model: KanModel,
): Promise<readonly LayerStatistics[]> {
  return statisticsOn(backend, model, dataset.encoding, probeRows(model, dataset, fineRows));
}

/**
 * {@link statisticsFor} as pruning by score reads them: each edge of a label has the sum of the scores of all labels of its
 * column, so that a category is kept or pruned as a whole.
 */
export async function pruningStatistics(
  context: EditContext,
  model: KanModel,
): Promise<readonly LayerStatistics[]> {
  const [first, ...others] = await statisticsFor(context, model);
  const { encoding } = context.dataset;
  const edgeScores = first.edgeScores.slice();
  forEachEdge(model.layers[0], (input, output, edge) => {
    const inputs = labelInputs(encoding, input);
    if (inputs.length === 0) return;
    edgeScores[edge] = inputs.reduce(
      (sum, one) => sum + first.edgeScores[edgeIndex(model.layers[0], one, output)],
      0,
    );
  });
  return [{ ...first, edgeScores }, ...others];
}

/**
 * Changes edges one by one, from the inputs to the outputs, since a change of one edge changes the inputs of later
 * ones.
 * @param most training rows that are used. @param what is done, for the report.
 * @param change gets the edge's inputs on these rows.
 * @throws KanError `cancelled`
 */
export async function fromInputsUp(
  { backend, dataset, signal, report }: EditContext,
  model: KanModel,
  edges: readonly EdgeRef[],
  { most, what }: { readonly most: number; readonly what: string },
  change: (model: KanModel, edge: EdgeRef, inputs: Float64Array) => KanModel,
): Promise<KanModel> {
  const rows = probeRows(model, dataset, most);
  const breath = new Breath();
  let current = model;
  let done = 0;
  for (const layer of model.layers.keys()) {
    const ofLayer = edges.filter((edge) => edge.layer === layer);
    if (ofLayer.length === 0) continue;
    const inputs = await layerInputsOn(backend, current, dataset.encoding, rows, layer);
    for (const edge of ofLayer) {
      if (signal.aborted) throw cancelled();
      report({ what, done: done++, of: edges.length, unit: 'edges' });
      current = change(current, edge, inputs.slice(edge.input * rows.rows, (edge.input + 1) * rows.rows));
      await breath.take();
    }
  }
  return current;
}
