/** Values and scores of a network's edges on sample rows, for its views. */
import type { EdgeRef } from '../../../shared/refs.ts';
import { seededRandom } from '../../../shared/random.ts';
import type { Backend, Evaluator, LayerStatistics } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import type { Dataset, Split } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { knotCount, type KanModel } from '../kan/model.ts';
import { withEvaluator } from '../train/objective/withEvaluator.ts';
import { columnsAt, consecutiveRows, evenRows } from '../data/rows.ts';

/** The most rows for pictures and scores; of more rows evenly spaced ones are used. */
export const fineRows = 20_000;
/** The same during training, several times per second. */
export const coarseRows = 2000;

const syntheticRows = 1000;

/**
 * At most `most` training rows, evenly spaced; without data, rows drawn evenly from the first layer's grids, so that a
 * model can be shown without its table.
 */
export function probeRows(model: KanModel, dataset: Dataset | null, most: number): Batch {
  return dataset === null ? syntheticBatch(model) : thinnedOnce(dataset.train, most);
}

type Statistics = Promise<readonly LayerStatistics[]>;
/** For a model, on the batches that were asked for last: many rows and few. */
const knownStatistics = new WeakMap<KanModel, readonly { batch: Batch; statistics: Statistics }[]>();
const mostKnown = 2;

/** Computed once for each model, since a person often inspects one edge after another. */
export function statisticsOn(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  batch: Batch,
): Statistics {
  const known = knownStatistics.get(model) ?? [];
  const found = known.find((one) => one.batch === batch);
  if (found !== undefined) return found.statistics;
  const statistics = using(backend, model, encoding, batch, (evaluator) =>
    evaluator.statistics(model.params),
  );
  knownStatistics.set(model, [{ batch, statistics }, ...known].slice(0, mostKnown));
  // After a failure the next request computes it again.
  statistics.catch(() => knownStatistics.delete(model));
  return statistics;
}

/** The layer that was asked for last. Only one, since the inputs of a wide layer take megabytes. */
let lastInputs: {
  readonly model: KanModel;
  readonly batch: Batch;
  readonly layer: number;
  readonly inputs: Float64Array;
} | null = null;

/** The inputs of a layer, [input][row]; not to be changed. */
export async function layerInputsOn(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  batch: Batch,
  layer: number,
): Promise<Float64Array> {
  if (layer === 0) return batch.inputs;
  if (lastInputs?.model === model && lastInputs.batch === batch && lastInputs.layer === layer) {
    return lastInputs.inputs;
  }
  const inputs = await using(backend, model, encoding, batch, (evaluator) =>
    evaluator.layerInputs(model.params, layer),
  );
  lastInputs = { model, batch, layer, inputs };
  return inputs;
}

/** The inputs of one edge, by row; not to be changed. */
export async function edgeInputs(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  batch: Batch,
  { layer, input }: EdgeRef,
): Promise<Float64Array> {
  const inputs = await layerInputsOn(backend, model, encoding, batch, layer);
  return inputs.subarray(input * batch.rows, (input + 1) * batch.rows);
}

/** Rows computed at a time: bounds the memory for large tables. */
const chunkRows = 65_536;

/** Outputs of the network, [output][row]. The batch's targets are not used. */
export async function outputsOn(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  { rows, inputs }: Batch,
): Promise<Float64Array> {
  const outputs = new Float64Array(encoding.outputs.length * rows);
  for (let start = 0; start < rows; start += chunkRows) {
    const size = Math.min(chunkRows, rows - start);
    const batch = {
      rows: size,
      inputs: consecutiveRows(inputs, rows, start, size),
      targets: new Float64Array(),
      weights: null,
    };
    const part = await using(backend, model, encoding, batch, (evaluator) => evaluator.forward(model.params));
    encoding.outputs.forEach((_, output) => {
      outputs.set(part.subarray(output * size, (output + 1) * size), output * rows + start);
    });
  }
  return outputs;
}

async function using<T>(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  batch: Batch,
  ask: (evaluator: Evaluator) => T | Promise<T>,
): Promise<T> {
  const targets = new Float64Array(
    (encoding.task === 'classification' ? 1 : encoding.outputs.length) * batch.rows,
  );
  return withEvaluator({ backend }, model, encoding, { ...batch, targets }, ask);
}

/** Of each split, by the number of rows. */
const knownThinned = new WeakMap<Split, Map<number, Batch>>();

function thinnedOnce(split: Split, most: number): Batch {
  if (split.rows <= most) return split;
  const known = knownThinned.get(split) ?? new Map<number, Batch>();
  const batch = known.get(most) ?? thinned(split, most);
  knownThinned.set(split, known.set(most, batch));
  return batch;
}

function thinned({ inputs, rows }: Split, most: number): Batch {
  const at = evenRows(rows, most);
  return {
    rows: at.length,
    inputs: columnsAt(inputs, rows, at),
    targets: new Float64Array(),
    weights: null,
  };
}

function syntheticBatch(model: KanModel): Batch {
  const [layer] = model.layers;
  const random = seededRandom(0);
  const inputs = Float64Array.from({ length: layer.inputs * syntheticRows }, (_, i) => {
    const knots = layer.knots.subarray(Math.floor(i / syntheticRows) * knotCount(layer));
    const [low, high] = [knots[layer.order], knots[layer.order + layer.grid]];
    return low + random.next() * (high - low);
  });
  return { rows: syntheticRows, inputs, targets: new Float64Array(), weights: null };
}
