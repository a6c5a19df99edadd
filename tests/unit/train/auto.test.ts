import { beforeAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { prepareDataset } from '../../../main/engine/data/index.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { shapeOf } from '../../../main/engine/kan/model.ts';
import type { Ending } from '../../../main/engine/optim/optimizer.ts';
import {
  gridCost,
  gridLadder,
  methodFor,
  refusal,
  searchPlan,
} from '../../../main/engine/train/auto/policy.ts';
import type { FitStep } from '../../../main/engine/train/steps/task.ts';
import { seededRandom } from '../../../shared/random.ts';
import { column, tableOf } from '../data/preparedTables.ts';
import { helloDataset, lbfgsSetup } from './hello.ts';
import { all, autoSetup, useTasks } from './autoTask.ts';

const taskWith = useTasks();

/** Root of the mean squared error in scaled targets. */
async function error(step: FitStep, split: Dataset['validation']): Promise<number> {
  const evaluator = referenceBackend.evaluator(step.best.model, split, {
    loss: 'squared',
    regularization: null,
  });
  return Math.sqrt((await evaluator.evaluate(step.best.model.params, null)).loss);
}

function noisy(rows: number, noise: number): Promise<Dataset> {
  const random = seededRandom(5);
  const x = Float64Array.from({ length: rows }, () => 2 * random.next() - 1);
  const y = x.map((value) => Math.sin(3 * value) + noise * random.normal());
  const table = tableOf(column('x', 'number', x), column('y', 'number', y));
  return prepareDataset(table, {
    inputs: ['x'],
    targets: ['y'],
    weights: null,
    task: 'regression',
    scaling: 'range',
    missing: 'drop',
    validationFraction: 0.3,
    testFraction: 0,
    seed: 1,
  });
}

describe('the automatic run on the hello function', () => {
  let steps: FitStep[];
  let ending: Ending;
  let notes: string[];
  beforeAll(async () => {
    ({ steps, ending, notes } = await all(taskWith()));
  });

  it('reaches 1e-4 of the function’s spread, on rows it did not train on', async () => {
    expect(ending).toBe('converged');
    expect(await error(steps.at(-1), helloDataset(800, 200).validation)).toBeLessThan(1e-4);
    expect(notes.join('\n')).toMatch(/Trying \d random starts on 3 grid intervals\./);
    expect(notes.join('\n')).toMatch(/Grid 20: error/);
  });

  it('finds the edges that are needed in a network that keeps all of them, with a far smaller error', async () => {
    expect(notes.join('\n')).toMatch(/\b[3-9] of 15 edges are enough, .*: the others are set to 0\./);
    const { best } = steps.at(-1);
    expect(await error(steps.at(-1), helloDataset(800, 200).validation)).toBeLessThan(1e-6);
    expect(best.model.layers.map(({ mask }) => mask.every((here) => here === 1))).toEqual([true, true]);
    for (const { model } of steps) expect(model.layers.every(({ locked }) => !locked.includes(1))).toBe(true);
  });
});

describe('the automatic run', () => {
  it('continues to finer grids while it improves, although one validation row is an outlier', async () => {
    const clean = helloDataset(800, 200);
    const targets = clean.validation.targets.with(7, clean.validation.targets[7] + 0.01);
    const dataset = { ...clean, validation: { ...clean.validation, targets } };
    const { steps } = await all(taskWith({ dataset }));
    expect(Math.min(...steps.map(({ point }) => point?.train ?? Infinity))).toBeLessThan(1e-6);
  });

  it('gives the same model for the same seed, whatever the number of threads', async () => {
    const single = createNativeBackend({ threads: 1 });
    const small = { dataset: helloDataset(200, 60), setup: { ...autoSetup, steps: 150 } };
    const one = await all(taskWith(small));
    const other = await all(taskWith({ ...small, backend: single }));
    single.dispose();
    expect(other.steps.at(-1).best).toEqual(one.steps.at(-1).best);
    expect((await all(taskWith({ ...small, seed: 2 }))).steps.at(-1).best).not.toEqual(one.steps.at(-1).best);
  });

  it('stops at a coarse grid for noisy data, with an error near the noise', async () => {
    const dataset = await noisy(150, 0.2);
    const model = createModel({ inputs: 1, hidden: [2], outputs: 1, grid: 5, seed: 1 });
    const { steps, notes } = await all(taskWith({ dataset, model }));
    const { best } = steps.at(-1);
    expect(best.model.layers[0].grid).toBeLessThanOrEqual(20);
    expect(notes.at(-1)).toContain('no better');
    expect(notes.join('\n')).not.toContain('edges are enough');
    const scale = dataset.encoding.outputs[0].scaling.scale;
    expect((await error(steps.at(-1), dataset.validation)) * scale).toBeLessThan(0.2 * 1.3);
  });

  it('works without held-out rows, by generalised cross-validation', async () => {
    const dataset = helloDataset(300, 0);
    const { steps, ending } = await all(taskWith({ dataset }));
    expect(ending).toBe('converged');
    const unseen = helloDataset(300, 200).validation;
    expect(await error(steps.at(-1), unseen)).toBeLessThan(0.01);
  });

  it('continues from a trained network without new starts', async () => {
    const dataset = helloDataset(300, 80);
    const trained = (await all(taskWith({ dataset, setup: { ...lbfgsSetup, steps: 60 } }))).steps.at(-1).best
      .model;
    const { steps, notes } = await all(taskWith({ dataset, model: trained, fresh: false }));
    expect(notes.join('\n')).not.toContain('starts');
    expect(steps.at(-1).best.model.layers[0].grid).toBeGreaterThan(trained.layers[0].grid);
    const first = steps[0].point!.validation;
    expect(steps.find(({ step }) => step === 3)!.point!.validation).toBeLessThan(first * 1.5);
  });

  it('takes no more operations on all grids together than allowed', async () => {
    const task = taskWith({ dataset: helloDataset(300, 80), fresh: false });
    const ladder = [5, 10].map((grid) =>
      gridCost(createModel({ inputs: 2, hidden: [5], outputs: 1, grid, seed: 1 }), 300),
    );
    const gridOf = async (operations: number): Promise<number> =>
      (await all({ ...task, operations })).steps.at(-1).model.layers[0].grid;
    expect(await gridOf(ladder[0] + ladder[1])).toBe(10);
    // Enough for the second grid alone.
    expect(await gridOf(ladder[1])).toBe(5);
  });

  it('makes no more steps than allowed, and numbers each of them', async () => {
    const { steps, ending } = await all(taskWith({ setup: { ...autoSetup, steps: 40 } }));
    expect(ending).toBe('iterations');
    const numbers = steps.map(({ step }) => step);
    expect(numbers.at(-1)).toBe(40);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('runs when the backend has no second-order models', async () => {
    const { steps, notes } = await all(
      taskWith({ backend: referenceBackend, dataset: helloDataset(200, 60) }),
    );
    expect(notes.join('\n')).toContain('L-BFGS');
    expect(await error(steps.at(-1), helloDataset(200, 60).validation)).toBeLessThan(0.05);
  });

  it('uses L-BFGS for sparsity, and says so; Levenberg–Marquardt by hand does too', async () => {
    const auto = await all(taskWith({ setup: { ...autoSetup, lamb: 0.01 }, dataset: helloDataset() }));
    expect(auto.notes.join('\n')).toContain('λ asks for a sparse network');
    const lm = { ...autoSetup, optimizer: 'lm', steps: 30 } as const;
    const standIn = await all(taskWith({ setup: { ...lm, lamb: 0.01 }, dataset: helloDataset() }));
    expect(standIn.notes.join('\n')).toContain('L-BFGS is used instead');
    const plain = await all(taskWith({ setup: lm, dataset: helloDataset() }));
    expect(plain.notes).toEqual([]);
    const lbfgs = await all(taskWith({ setup: { ...lbfgsSetup, steps: 30 }, dataset: helloDataset() }));
    expect(plain.steps.at(-1).point!.train).toBeLessThan(lbfgs.steps.at(-1).point!.train / 4);
  });
});

describe('the policy', () => {
  const network = (inputs: number, hidden: number[], outputs: number, grid = 5) =>
    createModel({ inputs, hidden, outputs, grid, seed: 1 });

  it('chooses Levenberg–Marquardt, L-BFGS or Adam by size', () => {
    expect(methodFor(network(2, [5], 1), 1000, true)).toBe('lm');
    expect(methodFor(network(2, [5], 1), 1000, false)).toBe('lbfgs');
    expect(methodFor(network(64, [64], 10), 10_000, true)).toBe('lbfgs');
    expect(methodFor(network(64, [64], 10), 1_000_000, true)).toBe('adam');
  });

  it('tries fewer starts when they are costly, but always some', () => {
    const small = searchPlan(network(2, [5], 1, 3), 1000, false);
    expect(small.groups).toBe(3);
    expect(small.rounds.map(({ left }) => left)).toEqual([8, 4, 2, 2]);
    expect(small.rounds.map(({ grid }) => grid)).toEqual([3, 3, 5, 10]);
    const large = searchPlan(network(30, [20], 1, 3), 100_000, false);
    expect(large.groups).toBe(1);
    expect(large.rounds.length).toBeLessThan(4);
    expect(large.rounds[0].left).toBe(1);
  });

  it('does not choose among many networks by a few rows of classes', () => {
    const { groups, rounds } = searchPlan(network(2, [5], 3, 3), 300, true);
    expect(groups).toBe(1);
    expect(new Set(rounds.map(({ grid }) => grid))).toEqual(new Set([3]));
  });

  it('doubles the grid from the given one', () => {
    expect(gridLadder(5)).toEqual([5, 10, 20, 40, 80, 160]);
    expect(gridLadder(200)).toEqual([200]);
  });

  it('refuses grids that the rows cannot determine or that take too long', () => {
    expect(refusal(network(2, [5], 1, 40), 100, 'lm')).toContain('coefficients');
    expect(refusal(network(2, [5], 1, 200), 2000, 'lm')).toContain('long');
    expect(refusal(network(2, [5], 1, 20), 1000, 'lm')).toBeNull();
  });

  it('keeps shapes with multiplication nodes when it starts again', async () => {
    const model = createModel({ inputs: 2, hidden: [{ sums: 1, arities: [2] }], outputs: 1, seed: 3 });
    const { steps } = await all(taskWith({ model, setup: { ...autoSetup, steps: 120 } }));
    const { best } = steps.at(-1);
    expect(shapeOf(best.model)).toEqual([2, 2, 1]);
    expect(best.model.layers[0].arities).toEqual([2]);
  });
});
