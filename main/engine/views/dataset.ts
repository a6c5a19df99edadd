import type { DatasetView } from '../../../shared/contract/views/data.ts';
import type { Dataset } from '../data/dataset/dataset.ts';

/** A data set in numbers of rows and names of columns. */
export function datasetView(dataset: Dataset): DatasetView {
  const { encoding, train, validation, test, dropped, notes } = dataset;
  return {
    task: encoding.task,
    inputs: encoding.features.map((feature) => feature.name),
    sources: encoding.features.map(({ column, label, scaling }) => ({
      ...{ column, label },
      logarithm: scaling.logarithm === true,
    })),
    outputs: encoding.outputs.map((output) => output.name),
    classes: encoding.classes,
    rows: { train: train.rows, validation: validation.rows, test: test.rows, dropped },
    notes,
  };
}
