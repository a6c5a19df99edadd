import type { Dataset, Split } from '../../data/dataset/dataset.ts';

/**
 * The data set with only one of its targets, because formulas are found for each target separately. Regression only.
 */
export function singleTarget(dataset: Dataset, output: number): Dataset {
  const cut = (split: Split): Split => ({
    ...split,
    targets: split.targets.slice(output * split.rows, (output + 1) * split.rows),
  });
  const { encoding } = dataset;
  return {
    ...dataset,
    encoding: { ...encoding, outputs: [encoding.outputs[output]], targets: [encoding.targets[output]] },
    train: cut(dataset.train),
    validation: cut(dataset.validation),
    test: cut(dataset.test),
  };
}
