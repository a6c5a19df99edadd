/** What an edit is made with, and how far off a network is on it. */
import type { EditProgress } from '../../../shared/contract/editViews.ts';
import type { EdgeRef } from '../../../shared/contract/refs.ts';
import { cancelled, userError } from '../../../shared/errors.ts';
import { Breath } from '../breath.ts';
import type { Backend, LayerStatistics } from '../compute/backend.ts';
import type { Dataset, Split } from '../data/dataset/dataset.ts';
import type { KanModel } from '../kan/model.ts';
import { plainObjective } from '../train/objective/objective.ts';
import { errorOfLoss } from '../train/objective/errorOfLoss.ts';
import { fineRows, layerInputsOn, probeRows, statisticsOn } from '../measure/probe.ts';
import type { Ancestor } from './lineage.ts';

export interface EditContext {
  readonly backend: Backend;
  readonly dataset: Dataset;
  /** Aborted, the edit ends with `cancelled`. */
  readonly signal: AbortSignal;
  /** What the network came from, the newest first. */
  readonly ancestors: Iterable<Ancestor>;
  /** Told how far an edit is that takes its time. */
  readonly report: (progress: EditProgress) => void;
}

/** Scores, means and ranges on the rows that a person's view of the network is made from. */
export function statisticsFor(
  { backend, dataset }: EditContext,
  model: KanModel,
): Promise<readonly LayerStatistics[]> {
  return statisticsOn(backend, model, dataset.encoding, probeRows(model, dataset, fineRows));
}

/**
 * Changes edges one by one, from the inputs up: what changes below reaches those above.
 * @param most training rows that are looked at. @param what is done, for the report.
 * @param change is given what the edge receives on these rows.
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
      report({ what, done: done++, of: edges.length });
      current = change(current, edge, inputs.slice(edge.input * rows.rows, (edge.input + 1) * rows.rows));
      await breath.take();
    }
  }
  return current;
}

/** The rows that errors are told of: those held out for validation, or the training rows where there are none. */
export function judgedRows({ dataset }: EditContext): 'validation' | 'train' {
  return dataset.validation.rows > 0 ? 'validation' : 'train';
}

/** Errors of models on some rows: asked for again and again while a slider moves. */
const knownErrors = new WeakMap<KanModel, { readonly split: Split; readonly error: number }>();

/** RMSE in the target's own units, or cross-entropy. */
export async function errorOn(
  bench: EditContext,
  model: KanModel,
  rows: 'validation' | 'train',
): Promise<number> {
  if (bench.signal.aborted) throw cancelled();
  const split = bench.dataset[rows];
  const known = knownErrors.get(model);
  if (known?.split === split) return known.error;
  const error = await measuredError(bench, model, split);
  knownErrors.set(model, { split, error });
  return error;
}

async function measuredError(
  { backend, dataset }: EditContext,
  model: KanModel,
  split: Split,
): Promise<number> {
  const evaluator = backend.evaluator(model, split, plainObjective(dataset.encoding));
  try {
    const { loss } = await evaluator.evaluate(model.params, null);
    return errorOfLoss(loss, dataset.encoding);
  } finally {
    evaluator.dispose();
  }
}

/**
 * The error of a changed network on the rows that it is judged by.
 * @throws KanError `edit.not-finite` where it has no finite value on some row.
 */
export async function soundError(bench: EditContext, model: KanModel): Promise<number> {
  const judged = await errorOn(bench, model, judgedRows(bench));
  const trained = judgedRows(bench) === 'train' ? judged : await errorOn(bench, model, 'train');
  if (Number.isFinite(judged) && Number.isFinite(trained)) return judged;
  throw userError(
    'edit.not-finite',
    'With this the network would have no finite value for some rows of the data.',
    'A function such as a logarithm or 1/x meets values where it has none: choose other numbers or another function.',
  );
}
