/** The data that formulas of each output are compared with: the rows of the data set and the network's predictions for them. */
import type { Backend } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import type { Dataset, Encoding } from '../data/dataset/dataset.ts';
import { outputsOn } from '../measure/probe.ts';
import { distilled } from '../symbolic/auto/distil.ts';
import { chosenSplit, scoringDataOf, type ScoringData } from '../symbolic/formula/score.ts';
import { quantityOf } from '../symbolic/formula/quantity.ts';
import type { Shown } from './shown.ts';

/** One value for each output. @param dataset null where there is no data set: the errors of formulas are then NaN. */
export async function scoringDataFor(
  backend: Backend,
  shown: Shown | null,
  dataset: Dataset | null,
): Promise<readonly ScoringData[]> {
  const data = dataset ?? (shown && withoutRows(shown.encoding));
  if (data === null) return [];
  if (shown === null) {
    const { encoding } = data;
    return encoding.outputs.map((_, output) =>
      scoringDataOf(data, output, quantityOf(encoding, output), null),
    );
  }
  const { encoding } = shown;
  const classes = encoding.task === 'classification' ? data : null;
  const numbers = await regressionOf(backend, shown, data);
  const network = await outputsOn(backend, shown.model, encoding, chosenSplit(data));
  return encoding.outputs.map((_, output) =>
    scoringDataOf(numbers, output, quantityOf(encoding, output), network, classes),
  );
}

/** The data set that formulas are searched for: the same for numbers; for classes the targets are the logits of the network. */
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
