import type { DatasetView, GroupCounts } from '../../../shared/contract/views/data.ts';
import type { Dataset, Split } from '../data/dataset/dataset.ts';

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
    groups: groupCounts(dataset),
    notes,
  };
}

function groupCounts({ groups, train, validation, test, testApart }: Dataset): GroupCounts | null {
  if (groups === undefined) return null;
  const count = ({ tableRows }: Split): number => new Set(tableRows.map((row) => groups.of[row])).size;
  return { train: count(train), validation: count(validation), test: testApart ? null : count(test) };
}
