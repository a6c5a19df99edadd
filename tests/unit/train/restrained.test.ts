/** Edges that are fixed to functions, in training: what cancels has a bound, and below it nothing changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNativeBackend, type NativeBackend } from '../../../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import { cancellation, mostCancellation, ownSize } from '../../../main/engine/kan/cancellation.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { affineOf, fixEdge, type Affine } from '../../../main/engine/kan/editEdge.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { problemOf, trainableParameters } from '../../../main/engine/train/objective/problem.ts';
import { restrained } from '../../../main/engine/train/objective/restrained.ts';
import { fit } from '../../../main/engine/train/run/fit.ts';
import { edgeFunction } from '../../../shared/expression/edgeFunction.ts';
import type { TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import { helloDataset, lbfgsSetup } from './hello.ts';

let native: NativeBackend;
beforeAll(() => {
  native = createNativeBackend({ threads: 1 });
});
afterAll(() => native.dispose());

const edge = { layer: 0, input: 0, output: 0 };
const rows = 101;
const x = Float64Array.from({ length: rows }, (_, row) => (2 * row) / (rows - 1) - 1);

function dataset(curve: (x: number) => number): Dataset {
  const hello = helloDataset(0, 0);
  const { features, outputs } = hello.encoding;
  const scaling = { shift: 0, scale: 1 };
  const split = (): Split => {
    const tableRows = Uint32Array.from(x, (_, row) => row);
    return { rows, inputs: x, targets: x.map(curve), weights: null, tableRows };
  };
  return {
    ...hello,
    encoding: {
      ...hello.encoding,
      features: features.slice(0, 1),
      outputs: outputs.map((one) => ({ ...one, scaling })),
    },
    train: split(),
    validation: split(),
  };
}

/** A network of one edge, which is fixed. */
function fixedTo(name: string, affine: Affine): KanModel {
  const model = createModel({ inputs: 1, hidden: [], outputs: 1, grid: 3, order: 3, seed: 1 });
  return fixEdge(model, edge, name, affine);
}

function cancels(model: KanModel, name: string): number {
  const [a, b] = affineOf(model, edge);
  return cancellation(
    x.map((at) => edgeFunction(name).value(a * at + b)),
    rows,
    ownSize(name),
  );
}

async function trained(
  model: KanModel,
  curve: (x: number) => number,
  optimizer: TrainingSetup['optimizer'],
): Promise<{ model: KanModel; error: number }> {
  const task = { model, dataset: dataset(curve), backend: native, seed: 1, fresh: false };
  const setup = { ...lbfgsSetup, optimizer, steps: 200, updateGrid: false };
  let last = { model, error: Infinity };
  for await (const step of fit({ ...task, setup, wrap: (evaluator) => evaluator })) {
    last = { model: step.model, error: step.point?.train ?? last.error };
  }
  return last;
}

describe.each(['lm', 'lbfgs'] as const)('training by %s', (optimizer) => {
  it('does not let a sine run away on a parabola', async () => {
    const start = fixedTo('sin', [0.5, 4.7, 8, 8]);
    const { model, error } = await trained(start, (at) => at ** 2 + 0.1 * at ** 6, optimizer);
    expect(cancels(model, 'sin')).toBeLessThan(2 * mostCancellation);
    expect(error).toBeLessThan(0.03);
  });

  it('fits a logarithm whose numbers are large within the bound', async () => {
    const start = fixedTo('log', [1, 15, 15, -40]);
    const { model, error } = await trained(start, (at) => 10 * Math.log(at + 18), optimizer);
    expect(cancels(model, 'log')).toBeGreaterThan(0.7 * mostCancellation);
    // As without a bound: 0.0022 by Levenberg–Marquardt, 0.0025 by L-BFGS.
    expect(error).toBeLessThan(3e-3);
  });

  it('keeps what cancelled more at the start, where the data want it', async () => {
    const start = fixedTo('log', [1, 105, 100, -460]);
    const before = cancels(start, 'log');
    const { model, error } = await trained(start, (at) => 100 * Math.log(at + 100), optimizer);
    expect(before).toBeGreaterThan(5 * mostCancellation);
    expect(cancels(model, 'log')).toBeGreaterThan(0.9 * before);
    expect(error).toBeLessThan(2e-3);
  });
});

describe('the problem of an optimiser', () => {
  const evaluatorOf = (model: KanModel) =>
    referenceBackend.evaluator(model, dataset((at) => at ** 2).train, {
      loss: 'squared',
      regularization: null,
    });

  it('is the same value, to the last bit, where little cancels', async () => {
    const model = fixedTo('sin', [0.7, 4.7, 3, 3]);
    const evaluator = evaluatorOf(model);
    const free = trainableParameters(model);
    const plain = problemOf(evaluator, model.params, free);
    const bounded = restrained(problemOf(evaluator, model.params, free), evaluator, model, free);
    const [one, other] = [new Float64Array(free.length), new Float64Array(free.length)];
    expect(await bounded.evaluate(bounded.start, one)).toBe(await plain.evaluate(plain.start, other));
    expect(one).toEqual(other);
  });

  it.each([
    ['sin', 0.15, 4.7],
    ['log', 1, 60],
    ['x^2', 1, 150],
    ['tanh', 0.005, 0.001],
  ] as const)('has the right slopes beyond the bound of %s', async (name, a, b) => {
    const model = fixedTo(name, name === 'log' ? [1, 5, 2, 0] : [1, 0.5, 2, 0]);
    const evaluator = evaluatorOf(model);
    const free = trainableParameters(model);
    const problem = restrained(problemOf(evaluator, model.params, free), evaluator, model, free);
    await problem.value(problem.start);
    const at = problem.start.map((value, i) => [a, b, value, value][i]);
    const gradient = new Float64Array(at.length);
    const value = await problem.evaluate(at, gradient);
    expect(value).toBe(problem.lastValue()!.total);
    expect(value).toBeGreaterThan(1.01 * problem.lastValue()!.loss);
    for (const i of at.keys()) {
      const step = 1e-6 * Math.max(1e-2, Math.abs(at[i]));
      const [above, below] = [
        await problem.value(at.with(i, at[i] + step)),
        await problem.value(at.with(i, at[i] - step)),
      ];
      const slope = (above - below) / (2 * step);
      expect(Math.abs(gradient[i] - slope)).toBeLessThan(1e-5 * Math.max(...gradient.map(Math.abs)));
    }
  });

  it('is the problem itself where no edge is fixed', () => {
    const model = createModel({ inputs: 1, hidden: [], outputs: 1, grid: 3, order: 3, seed: 1 });
    const evaluator = evaluatorOf(model);
    const free = trainableParameters(model);
    const problem = problemOf(evaluator, model.params, free);
    expect(restrained(problem, evaluator, model, free)).toBe(problem);
  });
});
