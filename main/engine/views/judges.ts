/** What formulas of each output are measured on: the data at hand, and the network's own predictions beside them. */
import type { Backend } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import type { Dataset, Encoding } from '../data/dataset/dataset.ts';
import { outputsOn } from '../measure/probe.ts';
import { distilled } from '../symbolic/auto/distil.ts';
import { chosenSplit, judgeOf, type Judge } from '../symbolic/formula/measure.ts';
import { quantityOf } from '../symbolic/formula/quantity.ts';
import type { Shown } from './shown.ts';

/** @param dataset null where only the network is at hand: a formula can be read then, and its errors are unknown. */
export async function judgesFor(
  backend: Backend,
  shown: Shown | null,
  dataset: Dataset | null,
): Promise<readonly Judge[]> {
  const data = dataset ?? (shown && withoutRows(shown.encoding));
  if (data === null) return [];
  if (shown === null) {
    const { encoding } = data;
    return encoding.outputs.map((_, output) => judgeOf(data, output, quantityOf(encoding, output), null));
  }
  const { encoding } = shown;
  const classes = encoding.task === 'classification' ? data : null;
  const numbers = await regressionOf(backend, shown, data);
  const network = await outputsOn(backend, shown.model, encoding, chosenSplit(data));
  return encoding.outputs.map((_, output) =>
    judgeOf(numbers, output, quantityOf(encoding, output), network, classes),
  );
}

/** The data set as formulas are found for it: with a network's logits in the place of classes. */
export async function regressionOf(
  backend: Backend,
  shown: Shown | null,
  dataset: Dataset,
): Promise<Dataset> {
  if (dataset.encoding.task === 'regression' || shown === null) return dataset;
  return distilled(dataset, (rows: Batch) => outputsOn(backend, shown.model, shown.encoding, rows));
}

function withoutRows(encoding: Encoding): Dataset {
  const none = new Float64Array();
  const split = { rows: 0, inputs: none, targets: none, weights: null, tableRows: new Uint32Array() };
  return { encoding, train: split, validation: split, test: split, dropped: 0, notes: [] };
}
