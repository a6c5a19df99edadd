/** Targets for formulas of classes: the logits of a trained network (knowledge distillation). */
import type { Batch } from '../../data/batch.ts';
import type { Dataset, Split } from '../../data/dataset/dataset.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import { decodeOutputs } from '../../data/index.ts';

/** The least weight of a row: where a class is almost certain, its logit hardly matters. */
const leastWeight = 1e-3;

/**
 * The data set as a regression on the logits that a network gives, in the same inputs. A row weighs Σ p(1 − p) over its
 * classes: to second order, a weighted squared error of logits is a difference of cross-entropy.
 * @param logitsOf the network's outputs, [output][row].
 */
export async function distilled(
  dataset: Dataset,
  logitsOf: (rows: Batch) => Promise<Float64Array>,
): Promise<Dataset> {
  const { encoding } = dataset;
  const outputs = encoding.outputs.map(({ name }) => ({ name, scaling: { shift: 0, scale: 1 } }));
  const regression: Encoding = {
    ...encoding,
    task: 'regression',
    outputs,
    targets: outputs.map(({ name }) => name),
    classes: [],
  };
  const taught = async (split: Split): Promise<Split> => {
    if (split.rows === 0) return { ...split, targets: new Float64Array() };
    const targets = await logitsOf(split);
    return { ...split, targets, weights: weightsOf(encoding, targets, split) };
  };
  return {
    ...dataset,
    encoding: regression,
    computed: true,
    train: await taught(dataset.train),
    validation: await taught(dataset.validation),
    test: await taught(dataset.test),
  };
}

function weightsOf(encoding: Encoding, logits: Float64Array, { rows, weights }: Split): Float64Array {
  const decoded = decodeOutputs(encoding, logits, rows);
  const probabilities = decoded.task === 'classification' ? decoded.probabilities : [];
  return Float64Array.from({ length: rows }, (_, row) => {
    const doubt = probabilities.reduce((total, of) => total + of[row] * (1 - of[row]), 0);
    return (weights?.[row] ?? 1) * Math.max(leastWeight, doubt);
  });
}
