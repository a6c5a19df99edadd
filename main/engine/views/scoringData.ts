/** The data that formulas of each output are compared with: the rows of the data set and the network's predictions for them. */
import type { NoiseView } from '../../../shared/contract/views/formula.ts';
import type { Backend } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import { noRows, withoutValidation, type Dataset, type Split } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { heldOutRows } from '../data/dataset/heldOut.ts';
import { scoreOf } from '../data/index.ts';
import { columnsAt, otherRows } from '../data/rows.ts';
import { toUnits } from '../data/table/scaling.ts';
import { noiseFloor } from '../measure/noiseFloor.ts';
import { outputsOn } from '../measure/probe.ts';
import { distilled } from '../symbolic/auto/distil.ts';
import {
  chosenSplit,
  scoringDataOf,
  type NetworkOnData,
  type ScoringData,
} from '../symbolic/formula/scoringData.ts';
import type { LabelledRows } from '../symbolic/formula/labelErrors.ts';
import type { FarRows } from '../symbolic/formula/farRows.ts';
import { formulaData } from '../symbolic/formula/formulaData.ts';
import { quantityOf } from '../data/dataset/quantity.ts';
import type { Shown } from './shown.ts';

/**
 * One value for each output.
 * @param dataset null if there is no data set: the errors of formulas are then NaN.
 * @param fitted the same data set with the rows that the network was fitted to as those for training
 */
export async function scoringDataFor(
  backend: Backend,
  shown: Shown | null,
  dataset: Dataset | null,
  fitted = dataset,
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
  const numbers = await regressionOf(backend, shown, data);
  const outputs = {
    train: await outputsOn(backend, shown.model, encoding, data.train),
    validation: await outputsOn(backend, shown.model, encoding, data.validation),
    test: await outputsOn(backend, shown.model, encoding, data.test),
  };
  const isOfClasses = encoding.task === 'classification';
  const { train, validation } = fitted ?? data;
  // A network of classes can be fitted to the validation rows: then they tell nothing of it.
  const judged = validation.rows === 0 ? withoutValidation(data) : data;
  const logits = isOfClasses ? await outputsOn(backend, shown.model, encoding, train) : new Float64Array();
  const predicted = { ...train, targets: logits };
  const labelledAs = (output: number): LabelledRows => {
    const rows = formulaData(encoding, predicted, output, data.groups);
    return { rows, logits, output, classes: train.targets };
  };
  return encoding.outputs.map((_, output) => {
    const labels = isOfClasses ? { dataset: judged, labelled: labelledAs(output) } : null;
    const network = networkOn(data, outputs, output);
    return scoringDataOf(numbers, output, quantityOf(encoding, output), network, labels);
  });
}

/** @param outputs of the network on each split, [output][row]. */
function networkOn(
  dataset: Dataset,
  outputs: Readonly<Record<'train' | 'validation' | 'test', Float64Array>>,
  output: number,
): NetworkOnData {
  const { encoding, train, validation, test } = dataset;
  const { scaling } = encoding.outputs[output];
  const of = (all: Float64Array, { rows }: Batch): Float64Array =>
    all.subarray(output * rows, (output + 1) * rows);
  const chosen = validation.rows > 0 ? outputs.validation : outputs.train;
  const values = of(chosen, chosenSplit(dataset)).map((value) => toUnits(scaling, value));
  if (encoding.task === 'classification') return { values, errors: null, noise: () => null };
  const error = (all: Float64Array, split: Split): number =>
    scoreOf(encoding, all, split).targets.at(output)?.rmse ?? NaN;
  const held = heldOutRows(dataset);
  const residuals = of(held.targets, held).slice();
  of(outputs.validation, validation).forEach((value, row) => (residuals[row] -= value));
  of(outputs.test, test).forEach((value, row) => (residuals[validation.rows + row] -= value));
  const heldRows = [...validation.tableRows, ...test.tableRows];
  const unit = Math.abs(scaling.scale);
  const known = new Map<string, NoiseView | null>();
  const noise = (without: FarRows): NoiseView | null => {
    const at = otherRows(
      held.rows,
      without.map((row) => heldRows.indexOf(row)),
    );
    const of = (columns: Float64Array): Float64Array => columnsAt(columns, held.rows, at);
    const floor = noiseFloor(of(held.inputs), of(residuals), held.weights && of(held.weights));
    return floor && { value: floor.value * unit, error: floor.error * unit };
  };
  return {
    values,
    errors: {
      train: error(outputs.train, train),
      validation: error(outputs.validation, validation),
      test: error(outputs.test, test),
    },
    noise: (without) => {
      const key = String(without);
      if (!known.has(key)) known.set(key, noise(without));
      return known.get(key)!;
    },
  };
}

/**
 * The data set that the search for formulas uses. For numbers it is unchanged; for classes the targets are the logits
 * of the network.
 */
export async function regressionOf(
  backend: Backend,
  shown: Shown | null,
  dataset: Dataset,
): Promise<Dataset> {
  if (dataset.encoding.task === 'regression' || shown === null) return dataset;
  return distilled(dataset, (rows: Batch) => outputsOn(backend, shown.model, shown.encoding, rows));
}

function withoutRows(encoding: Encoding): Dataset {
  return { encoding, train: noRows, validation: noRows, test: noRows, dropped: 0, notes: [] };
}
