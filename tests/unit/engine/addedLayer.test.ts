/** A new hidden layer, as an edit: predictions stay the same on all rows of the data set. */
import { expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import type { EditContext } from '../../../main/engine/edit/context.ts';
import { withHiddenLayer } from '../../../main/engine/edit/reshape.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { fixEdge } from '../../../main/engine/kan/editEdge.ts';
import { outputsOn } from '../../../main/engine/measure/probe.ts';
import { helloDataset } from '../train/hello.ts';

it('keeps the predictions for held-out rows far from the training rows', async () => {
  const hello = helloDataset(80, 20);
  const farther = { ...hello.validation, inputs: hello.validation.inputs.map((value) => 3 * value) };
  const dataset: Dataset = { ...hello, validation: farther };
  const straight = [0, 1].reduce(
    (model, input) => fixEdge(model, { layer: 0, input, output: 0 }, 'x', [1, 0, 0.7, 0.1]),
    createModel({ inputs: 2, hidden: [], outputs: 1, grid: 5, order: 3, seed: 1 }),
  );
  const context: EditContext = {
    backend: referenceBackend,
    dataset,
    signal: new AbortController().signal,
    ancestors: [],
    rungs: [],
    tookValidation: false,
    report: () => undefined,
  };
  const deeper = await withHiddenLayer(context, straight, { type: 'addLayer', layer: 1 });
  for (const rows of [dataset.train, dataset.validation]) {
    const before = await outputsOn(referenceBackend, straight, dataset.encoding, rows);
    const after = await outputsOn(referenceBackend, deeper, dataset.encoding, rows);
    after.forEach((value, row) => expect(value).toBeCloseTo(before[row], 10));
  }
});
