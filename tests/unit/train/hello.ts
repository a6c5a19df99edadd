/** The hello function y = exp(sin(πx₁) + x₂²) as a data set, for tests. */
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { unscaled, type Scaling } from '../../../main/engine/data/table/scaling.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { seededRandom, type Random } from '../../../shared/random.ts';
import type { TrainingSetup } from '../../../shared/contract/schemas/setups.ts';

export const lbfgsSetup: TrainingSetup = {
  optimizer: 'lbfgs',
  steps: 50,
  lamb: 0,
  learningRate: 0.01,
  batch: 0,
  updateGrid: true,
};

const scaling = { shift: 1.5, scale: 1.25 };

/** Rows uniform in [−1, 1]²; targets scaled by a known shift and scale. */
function split(rows: number, random: Random): Split {
  const inputs = Float64Array.from({ length: 2 * rows }, () => 2 * random.next() - 1);
  const targets = Float64Array.from({ length: rows }, (_, row) => {
    const y = Math.exp(Math.sin(Math.PI * inputs[row]) + inputs[rows + row] ** 2);
    return (y - scaling.shift) / scaling.scale;
  });
  return { rows, inputs, targets, weights: null, tableRows: Uint32Array.from({ length: rows }, (_, i) => i) };
}

/** Columns of numbers that the network sees as they are, and a target y. */
export function encodingOf(names: readonly string[], ofTarget: Scaling = unscaled): Encoding {
  return {
    task: 'regression',
    features: names.map((name) => ({ name, column: name, label: null, scaling: unscaled, fill: null })),
    outputs: [{ name: 'y', scaling: ofTarget }],
    targets: ['y'],
    classes: [],
  };
}

export function helloDataset(train = 200, validation = 50): Dataset {
  const random = seededRandom(11);
  return {
    encoding: encodingOf(['x1', 'x2'], scaling),
    train: split(train, random),
    validation: split(validation, random),
    test: split(0, random),
    dropped: 0,
    notes: [],
  };
}

export function helloModel(seed = 1): KanModel {
  return createModel({ inputs: 2, hidden: [5], outputs: 1, grid: 5, order: 3, seed });
}
