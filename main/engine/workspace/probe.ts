/** Rows on which a model is looked at: what its edges receive and how much goes through them. */
import { seededRandom } from '../../../shared/random.ts';
import type { Backend, Batch, Evaluator, LayerStatistics } from '../compute/backend.ts';
import type { Dataset, Encoding, Split } from '../data/dataset.ts';
import { knotCount, type KanModel } from '../kan/model.ts';
import { plainObjective } from '../train/objective.ts';

/** Enough for pictures and scores; more rows are thinned out evenly. */
export const fineRows = 20_000;
/** The same while training, several times a second. */
export const coarseRows = 2000;

const syntheticRows = 1000;

/**
 * At most `most` training rows, evenly spaced; without data, rows drawn evenly from the first layer's grids, so that a
 * model can be looked at whose table is not at hand.
 */
export function probeRows(model: KanModel, dataset: Dataset | null, most: number): Batch {
  return dataset === null ? syntheticBatch(model) : thinned(dataset.train, most);
}

export async function statisticsOn(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  batch: Batch,
): Promise<readonly LayerStatistics[]> {
  return using(backend, model, encoding, batch, (evaluator) => evaluator.statistics(model.params));
}

/** The inputs of a layer, [input][row]. */
export async function layerInputsOn(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  batch: Batch,
  layer: number,
): Promise<Float64Array> {
  return using(backend, model, encoding, batch, (evaluator) => evaluator.layerInputs(model.params, layer));
}

/** Rows computed at a time: bounds the memory for large tables. */
const chunkRows = 65_536;

/** Outputs of the network, [output][row]. The batch's targets are not looked at. */
export async function outputsOn(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  { rows, inputs }: Batch,
): Promise<Float64Array> {
  const outputs = new Float64Array(encoding.outputs.length * rows);
  for (let start = 0; start < rows; start += chunkRows) {
    const size = Math.min(chunkRows, rows - start);
    const chunk = Float64Array.from({ length: encoding.features.length * size }, (_, i) => {
      return inputs[Math.floor(i / size) * rows + start + (i % size)];
    });
    const batch = { rows: size, inputs: chunk, targets: new Float64Array(), weights: null };
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
  const evaluator = backend.evaluator(model, { ...batch, targets }, plainObjective(encoding));
  try {
    return await ask(evaluator);
  } finally {
    evaluator.dispose();
  }
}

function thinned(split: Split, most: number): Batch {
  if (split.rows <= most) return split;
  const columns = split.inputs.length / split.rows;
  const inputs = Float64Array.from({ length: columns * most }, (_, i) => {
    const row = Math.floor(((i % most) * split.rows) / most);
    return split.inputs[Math.floor(i / most) * split.rows + row];
  });
  return { rows: most, inputs, targets: new Float64Array(), weights: null };
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
