/** A row of weight 2 is the same as the row twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend, Evaluator } from '../../../main/engine/compute/backend.ts';
import { createNativeBackend, type NativeBackend } from '../../../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { levenbergMarquardt } from '../../../main/engine/optim/levenbergMarquardt.ts';
import { fit } from '../../../main/engine/train/run/fit.ts';
import { secondOrderParameters } from '../../../main/engine/train/objective/problem.ts';
import { secondOrderProblem } from '../../../main/engine/train/objective/secondOrder.ts';
import { helloDataset, lbfgsSetup } from './hello.ts';

let native: NativeBackend;
beforeAll(() => {
  native = createNativeBackend({ threads: 2 });
});
afterAll(() => {
  native.dispose();
});

const weightOf = (row: number): number => 1 + (row % 3);

function weighted(split: Split): Split {
  return { ...split, weights: Float64Array.from({ length: split.rows }, (_, row) => weightOf(row)) };
}

function repeated(split: Split): Split {
  const rows = Array.from({ length: split.rows }, (_, row) => row).flatMap((row) =>
    Array.from({ length: weightOf(row) }, () => row),
  );
  const columns = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: (values.length / split.rows) * rows.length }, (_, i) => {
      return values[Math.floor(i / rows.length) * split.rows + rows[i % rows.length]];
    });
  return {
    rows: rows.length,
    inputs: columns(split.inputs),
    targets: columns(split.targets),
    weights: null,
    tableRows: Uint32Array.from(rows),
  };
}

/** Two targets of unlike units, or two classes. */
function dataset(classifies: boolean, spread: (split: Split) => Split): Dataset {
  const base = helloDataset(60, 20);
  const [one, hundred] = [1, 100].map((scale) => ({ name: `y${scale}`, scaling: { shift: 0, scale } }));
  const changed = (split: Split): Split => {
    const targets = classifies
      ? split.targets.map((y) => (y > 0 ? 1 : 0))
      : Float64Array.from([...split.targets, ...split.targets.map((y) => y ** 2)]);
    return spread({ ...split, targets });
  };
  return {
    ...base,
    encoding: {
      ...base.encoding,
      task: classifies ? 'classification' : 'regression',
      outputs: classifies ? [one] : [one, hundred],
      targets: classifies ? ['c'] : ['y1', 'y100'],
      classes: classifies ? ['low', 'high'] : [],
    },
    train: changed(base.train),
    validation: changed(base.validation),
  };
}

const backends: readonly [string, () => Backend][] = [
  ['reference', () => referenceBackend],
  ['native', () => native],
];

describe.each(backends)('on the %s backend', (_, backend) => {
  it.each([false, true])(
    'the loss, its gradient and its second-order model agree (classes: %s)',
    async (classifies) => {
      const model = createModel({ inputs: 2, hidden: [3], outputs: classifies ? 1 : 2, seed: 4 });
      const loss = classifies ? 'crossEntropy' : 'squared';
      const evaluatorOn = (split: Split): Evaluator =>
        backend().evaluator(model, split, { loss, regularization: null });
      const one = evaluatorOn(dataset(classifies, weighted).train);
      const two = evaluatorOn(dataset(classifies, repeated).train);
      const [gradient, other] = [
        new Float64Array(model.params.length),
        new Float64Array(model.params.length),
      ];
      const value = await one.evaluate(model.params, gradient);
      expect(value.loss).toBeCloseTo((await two.evaluate(model.params, other)).loss, 12);
      gradient.forEach((slope, i) => expect(slope).toBeCloseTo(other[i], 12));
      if (one.gaussNewton !== undefined && two.gaussNewton !== undefined) {
        const free = secondOrderParameters(model);
        const { hessian } = await one.gaussNewton.quadratic(model.params, free);
        const expected = (await two.gaussNewton.quadratic(model.params, free)).hessian;
        for (let i = 0; i < free.length ** 2; i++) expect(hessian[i]).toBeCloseTo(expected[i], 12);
      } else expect(backend().name).not.toMatch(/native|wasm/i);
      one.dispose();
      two.dispose();
    },
  );
});

describe.each([false, true])('training, classes: %s,', (classifies) => {
  const model = createModel({ inputs: 2, hidden: [3], outputs: classifies ? 1 : 2, seed: 4 });
  const nearly = (values: readonly number[]): unknown[] =>
    values.map((value) => expect.closeTo(value, 6 - Math.floor(Math.log10(value))) as unknown);

  it('by Levenberg–Marquardt makes the same steps', async () => {
    const values = async (split: Split): Promise<number[]> => {
      const loss = classifies ? 'crossEntropy' : 'squared';
      const evaluator = native.evaluator(model, split, { loss, regularization: null });
      // The smoothness prior goes by the number of rows: the same for both.
      const problem = secondOrderProblem(evaluator, evaluator.gaussNewton!, model, 100);
      const run = levenbergMarquardt(problem, problem.start, { iterations: 8 });
      const found: number[] = [];
      for await (const { value } of run) found.push(value);
      evaluator.dispose();
      return found;
    };
    const one = await values(dataset(classifies, weighted).train);
    expect(one).toEqual(nearly(await values(dataset(classifies, repeated).train)));
    expect(one.length).toBe(8);
    expect(one.at(-1)).toBeLessThan(one[0] / 2);
  });

  it('by L-BFGS gives the same curve', async () => {
    const curve = async (data: Dataset): Promise<number[]> => {
      const errors: number[] = [];
      const setup = { ...lbfgsSetup, steps: 8, updateGrid: false };
      const task = { model, dataset: data, setup, backend: native, seed: 1, fresh: true };
      for await (const { point } of fit({ ...task, wrap: (evaluator) => evaluator })) {
        errors.push(point!.train, point!.validation);
      }
      return errors;
    };
    const one = await curve(dataset(classifies, weighted));
    expect(one).toHaveLength(18);
    expect(one).toEqual(nearly(await curve(dataset(classifies, repeated))));
    const plain = await curve(dataset(classifies, (split) => split));
    expect(Math.abs(plain[0] / one[0] - 1)).toBeGreaterThan(1e-4);
  });
});
