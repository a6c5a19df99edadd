/** Tables of known laws for the tests of the ladder. */
import { seededRandom, type Random } from '../../../shared/random.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import type { Question } from '../../../main/engine/ladder/fits/fitDesign.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { linearRungs } from '../../../main/engine/ladder/rungs.ts';
import type { Feature } from '../../../main/engine/data/encoding/encoding.ts';

export interface Made {
  readonly question: Question;
  readonly inputs: Float64Array;
  readonly features: readonly Feature[];
}

const unscaled = { shift: 0, scale: 1 };

/** Inputs uniform in [−1, 1]; the target is the law and noise. */
export function made(
  rows: number,
  inputs: number,
  law: (x: readonly number[], random: Random) => number,
  { classifies = false, seed = 1 } = {},
): Made {
  const random = seededRandom(seed);
  const values = new Float64Array(inputs * rows).map(() => 2 * random.next() - 1);
  const targets = Float64Array.from({ length: rows }, (_, row) =>
    law(
      Array.from({ length: inputs }, (_, i) => values[i * rows + row]),
      random,
    ),
  );
  const features = Array.from({ length: inputs }, (_, i): Feature => {
    const name = `x${i + 1}`;
    return { name, column: name, label: null, scaling: unscaled, fill: null };
  });
  const question = { rows, targets, outputs: 1, classifies, weights: null, breathe: () => undefined };
  return { question, inputs: values, features };
}

/** Rows of groups: a number uniform in [−1, 1], and the group's label; the target is the law and noise. */
export function grouped(
  groups: number,
  rowsOfEach: number,
  law: (x: number, group: number, random: Random) => number,
): Made {
  const rows = groups * rowsOfEach;
  const of = (row: number): number => row % groups;
  const { question, inputs } = made(rows, 1, () => 0);
  const random = seededRandom(2);
  const labels = Array.from({ length: groups }, (_, g) =>
    Float64Array.from({ length: rows }, (_, row) => Number(of(row) === g)),
  );
  const number = { name: 'x', column: 'x', label: null, scaling: unscaled, fill: null };
  return {
    question: { ...question, targets: inputs.map((x, row) => law(x, of(row), random)) },
    inputs: Float64Array.from([...inputs, ...labels.flatMap((values) => Array.from(values))]),
    features: [
      number,
      ...labels.map((_, g) => ({ ...number, name: `group = ${g}`, column: 'group', label: `${g}` })),
    ],
  };
}

/**
 * Rows of numbered groups: a number uniform in [−1, 1], and the group's number from −1 to 1; the target is the law of the first
 * and of the group's index.
 */
export function numbered(
  groups: number,
  rowsOfEach: number,
  law: (x: number, group: number, random: Random) => number,
  options: { readonly classifies?: boolean } = {},
): Made {
  const rows = groups * rowsOfEach;
  const { question, inputs, features } = made(rows, 2, () => 0, options);
  const random = seededRandom(2);
  for (let row = 0; row < rows; row++) inputs[rows + row] = -1 + (2 * (row % groups)) / (groups - 1);
  const targets = Float64Array.from({ length: rows }, (_, row) => law(inputs[row], row % groups, random));
  return { question: { ...question, targets }, inputs, features };
}

/** The rungs that linear algebra solves. */
export async function climbed({ question, inputs, features }: Made): Promise<Reached[]> {
  const rungs: Reached[] = [];
  const table = { features, inputs, grid: 6, order: 3 };
  for await (const rung of linearRungs(question, table, foldsOf(question, inputs, 0, 1))) rungs.push(rung);
  return rungs;
}

/** The same table where the network sees the logarithms of an input: its values are 10 to the power of three times these. */
export function overDecades({ question, inputs, features }: Made, input: number): Made {
  const scaling = { shift: 0, scale: 3 * Math.LN10, logarithm: true } as const;
  return { question, inputs, features: features.with(input, { ...features[input], scaling }) };
}

/** The same as a data set, the last rows to choose by. */
export function datasetOf({ question, inputs, features }: Made, validation: number): Dataset {
  const { rows, targets, classifies } = question;
  const part = (from: number, to: number): Split => ({
    rows: to - from,
    inputs: Float64Array.from(
      features.flatMap((_, i) => Array.from(inputs.subarray(i * rows + from, i * rows + to))),
    ),
    targets: targets.slice(from, to),
    weights: null,
    tableRows: Uint32Array.from({ length: to - from }, (_, i) => from + i),
  });
  return {
    encoding: {
      task: classifies ? 'classification' : 'regression',
      features,
      outputs: [{ name: 'y', scaling: unscaled }],
      targets: ['y'],
      classes: classifies ? ['no', 'yes'] : [],
    },
    train: part(0, rows - validation),
    validation: part(rows - validation, rows),
    test: part(rows, rows),
    dropped: 0,
    notes: [],
  };
}
