/** Checks that a batch fits the inputs and outputs of a network. */
import { userError } from '../../../../shared/errors.ts';
import { nodeCount, type Structure } from '../../kan/model.ts';
import type { Objective } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';

/** @throws KanError `compute.mismatch` where columns, rows, weights or class indices do not suit the structure. */
export function requireFit({ layers }: Structure, batch: Batch, { loss }: Objective): void {
  const inputs = layers[0].inputs;
  const outputs = nodeCount(layers.at(-1)!);
  const { rows } = batch;
  const mismatch = (message: string): Error =>
    userError(
      'compute.mismatch',
      message,
      'Create a network for these data, or choose the columns that the network was made for.',
    );
  if (!Number.isInteger(rows) || rows < 1) throw mismatch('There are no rows to compute.');
  if (batch.inputs.length !== inputs * rows) {
    throw mismatch(`The network takes ${inputs} inputs; the data has ${batch.inputs.length / rows}.`);
  }
  const targets = loss === 'squared' ? outputs : 1;
  if (batch.targets.length !== targets * rows) {
    throw mismatch(
      `The network needs ${targets} target columns; the data has ${batch.targets.length / rows}.`,
    );
  }
  if (batch.weights !== null) {
    const usable = batch.weights.every((weight) => weight >= 0);
    if (batch.weights.length !== rows || !usable || !batch.weights.some((weight) => weight > 0)) {
      throw mismatch('Weights must be one number ≥ 0 for each row, and not all 0.');
    }
  }
  if (loss === 'crossEntropy') {
    const classes = Math.max(outputs, 2);
    const known = batch.targets.every((value) => Number.isInteger(value) && value >= 0 && value < classes);
    if (!known) throw mismatch(`Class indices must be whole numbers from 0 to ${classes - 1}.`);
  }
}
