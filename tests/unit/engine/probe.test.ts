import { expect, it, vi } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { layerInputsOn, probeRows, statisticsOn } from '../../../main/engine/measure/probe.ts';
import type { Backend } from '../../../main/engine/compute/backend.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { sampleEncoding } from '../project/samples.ts';

const encoding = sampleEncoding(2, 1);
const model = () =>
  createModel({
    inputs: 2,
    hidden: [{ sums: 3, arities: [] }],
    outputs: 1,
    grid: 3,
    order: 3,
    seed: 1,
    inputRanges: [
      [-1, 1],
      [-1, 1],
    ],
  });

function counting(): { backend: Backend; evaluators: () => number } {
  const evaluator = vi.fn(referenceBackend.evaluator.bind(referenceBackend));
  return { backend: { ...referenceBackend, evaluator }, evaluators: () => evaluator.mock.calls.length };
}

it('statistics of a model on the same rows are computed once for all callers', async () => {
  const { backend, evaluators } = counting();
  const [one, other] = [model(), model()];
  const rows = probeRows(one, null, 100);
  const first = await statisticsOn(backend, one, encoding, rows);
  expect(await statisticsOn(backend, one, encoding, rows)).toBe(first);
  expect(evaluators()).toBe(1);
  await statisticsOn(backend, one, encoding, probeRows(one, null, 100));
  await statisticsOn(backend, other, encoding, rows);
  expect(evaluators()).toBe(3);
});

it('a failure is not remembered', async () => {
  const { backend } = counting();
  const failing: Backend = {
    ...backend,
    evaluator: () => {
      throw new Error('no memory');
    },
  };
  const one = model();
  const rows = probeRows(one, null, 100);
  await expect(statisticsOn(failing, one, encoding, rows)).rejects.toThrow('no memory');
  expect(await statisticsOn(backend, one, encoding, rows)).toHaveLength(2);
});

it('the inputs of a layer are those of the given model and rows', async () => {
  const { backend, evaluators } = counting();
  const [one, other] = [model(), model()];
  const rows = probeRows(one, null, 100);
  expect(await layerInputsOn(backend, one, encoding, rows, 0)).toEqual(rows.inputs);
  const inputs = await layerInputsOn(backend, one, encoding, rows, 1);
  expect(await layerInputsOn(backend, one, encoding, rows, 1)).toBe(inputs);
  expect(evaluators()).toBe(1);
  other.params.fill(0);
  expect(await layerInputsOn(backend, other, encoding, rows, 1)).not.toEqual(inputs);
});
