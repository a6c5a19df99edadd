/** The band of a probability. */
import { afterAll, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { emptyHistory } from '../../../main/engine/history/history.ts';
import { profileView } from '../../../main/engine/views/profile.ts';
import { helloDataset, encodingOf } from '../train/hello.ts';
import { formulaRevision } from './formulaRevision.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());

/** R's table mtcars: weights of cars, and whether they are shifted by hand. */
const wt = [
  ...[2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424],
  ...[5.345, 2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78],
];
const am = [
  ...[1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ...[0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1],
];

/** R 4.5: `predict(glm(am ~ wt, binomial), data.frame(wt = range(wt)), se.fit = TRUE)`, and plogis of fit ± qnorm(0.975)·se.fit. */
it('is that of the log-odds, as R’s glm has it, so that it stays between 0 and 1', async () => {
  const scaling = { shift: 0, scale: 1 };
  const none = helloDataset(2, 2).test;
  const empty = { ...none, rows: 0, inputs: new Float64Array(), targets: new Float64Array() };
  const noRows = { ...empty, tableRows: new Uint32Array() };
  const dataset: Dataset = {
    ...helloDataset(2, 2),
    encoding: {
      ...encodingOf(['wt'], scaling),
      ...{ task: 'classification', targets: ['am'], classes: ['automatic', 'manual'] },
    },
    train: {
      rows: wt.length,
      inputs: Float64Array.from(wt),
      targets: Float64Array.from(am),
      weights: null,
      tableRows: Uint32Array.from(wt, (_, row) => row),
    },
    validation: noRows,
    test: noRows,
  };
  const text = '12.0403697286573 - 4.0239699621732*wt';
  const line = formulaRevision(text, dataset, { type: 'symbolic', formulas: [text] });
  const { curves } = await profileView(backend, emptyHistory, line, dataset, { output: 1, at: [null] });
  const [{ y, low, high }] = curves;
  const ends = (values: Float64Array | null): number[] => [values![0], values!.at(-1)];
  const reference = [
    { found: ends(y), told: [9.974063786e-1, 5.625027669e-5] },
    { found: ends(low), told: [7.864969123e-1, 7.60843423e-8] },
    { found: ends(high), told: [0.99997509131, 0.03993056944] },
  ];
  for (const { found, told } of reference)
    found.forEach((value, end) => expect(value / told[end]).toBeCloseTo(1, 5));
});
