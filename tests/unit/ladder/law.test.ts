/** A law with a name as a rung, for tables of one quantity. */
import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { heldOutError } from '../../../main/engine/ladder/judging/judge.ts';
import { lawRung } from '../../../main/engine/ladder/law.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { questionOf } from '../../../main/engine/ladder/judging/rows.ts';
import { trainOnLadder } from '../../../main/engine/ladder/trainOnLadder.ts';
import type { FitStep } from '../../../main/engine/train/steps/task.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { networkFor } from '../../../main/engine/train/freshNetwork.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../shared/settings/training.ts';
import { datasetOf, made, type Made } from './tables.ts';

type Law = (x: number) => number;
const { exp, log, sin, tanh } = Math;

/** Rows of a law of one input from 0.5 to 10, in units of its values. */
function table(law: Law, noise: number, rows = 30, seed = 1): Made {
  const { inputs, ...rest } = made(rows, 1, ([x], random) => law(valueOf(x)) + noise * random.normal(), {
    seed,
  });
  return { ...rest, inputs: inputs.map(valueOf) };
}

const valueOf = (x: number): number => 0.5 + (9.5 * (x + 1)) / 2;

async function rungOf(of: Made, dataset: Dataset = datasetOf(of, 0)): Promise<Reached<'law'> | null> {
  const { encoding, train } = dataset;
  const question = questionOf(train, dataset, () => undefined);
  const folds = foldsOf(question, train.inputs, 0, 1);
  const mean = question.targets.reduce((sum, y) => sum + y, 0) / question.rows;
  const constant = await heldOutError(question, folds, () => [question.targets.map(() => mean)]);
  return lawRung(question, encoding, train, folds, constant);
}

function exact({ inputs, question: { rows } }: Made, law: (x: number, z: number) => number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => law(inputs[row], inputs[rows + row]));
}

/** The root of the mean squared distance of a network from a law, between the rows. */
async function distance(model: KanModel, law: Law): Promise<number> {
  const inputs = Float64Array.from({ length: 200 }, (_, i) => 0.7 + (9 * i) / 199);
  const batch = { rows: 200, inputs, targets: inputs.map(law), weights: null };
  const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
  return Math.sqrt((await evaluator.evaluate(model.params, null)).loss);
}

async function valueAt(model: KanModel, x: number): Promise<number> {
  const batch = { rows: 1, inputs: Float64Array.of(x), targets: new Float64Array(1), weights: null };
  const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
  return Math.sqrt((await evaluator.evaluate(model.params, null)).loss);
}

async function stepsOn(dataset: Dataset): Promise<FitStep[]> {
  const task = {
    model: networkFor(dataset, { hidden: [5], grid: 5, order: 3, seed: 0 }),
    dataset,
    setup: defaultsOf(trainingSettings),
    backend: referenceBackend,
    seed: 0,
    fresh: true,
    wrap: <T>(evaluator: T) => evaluator,
  };
  const steps: FitStep[] = [];
  for await (const step of trainOnLadder(task)) steps.push(step);
  return steps;
}

describe('a law with a name is a rung', () => {
  it.each<[string, Law, number, number]>([
    ['Michaelis–Menten or Langmuir equation', (x) => (8 * x) / (x + 2.5), 0.1, 2],
    ['exponential decay', (x) => 1 + 5 * exp(-x / 2), 0.05, 3],
    ['Gaussian peak', (x) => 0.3 + exp(-(((x - 5) / 1.5) ** 2)), 0.02, 4],
    ['oscillation', (x) => 2 + sin(1.7 * x + 0.4), 0.04, 4],
  ])('%s', async (name, law, noise, constants) => {
    const rung = await rungOf(table(law, noise));
    expect(rung).toMatchObject({ kind: 'law', law: { name }, freedom: constants });
    expect(await distance(rung!.model, law)).toBeLessThan(0.6 * noise);
  });

  it('keeps the constant that makes it this law, also where no row would miss it', async () => {
    const diode = table((x) => 0.05 * (exp(0.7 * x) - 1), 0.15, 30, 2);
    const { law, model } = (await rungOf(diode))!;
    expect(law!.name).toBe('diode equation');
    expect(await valueAt(model, 0)).toBeLessThan(1e-12);
  });

  it('whose constants have all their digits where the rows have no noise', async () => {
    const law = (x: number): number => 3 * log(x + 1.25) - 2;
    const rung = await rungOf(table(law, 0));
    expect(rung?.law?.name).toBe('logarithm of a shifted value');
    expect(await distance(rung!.model, law)).toBeLessThan(1e-9);
    expect(rung!.heldOut.mean).toBeLessThan(1e-16);
  });

  it('judged by rows that its constants are not fitted to', async () => {
    // One row lies far from the law; its error counts as if the law had never seen it.
    const law = (x: number): number => (8 * x) / (x + 2.5);
    const of = table(law, 0.05);
    const targets = of.question.targets.slice();
    targets[3] += 1.5;
    const rung = await rungOf({ ...of, question: { ...of.question, targets } });
    const place = rung!.heldOut.rows.indexOf(3);
    expect(Math.sqrt(rung!.heldOut.losses[place])).toBeGreaterThan(1.4);
  });

  it('with the laws that the rows do not tell it from', async () => {
    const law = (x: number): number => (8 * x) / (x + 2.5);
    expect((await rungOf(table(law, 0.05)))!.law!.others).toEqual([]);
    const decay = (x: number): number => 3 + exp(-x / 4);
    const { others, name } = (await rungOf(table(decay, 0.03, 15)))!.law!;
    expect(others).not.toEqual([]);
    expect(others).not.toContain(name);
  });

  it('whose equal constants stay equal', async () => {
    const rung = await rungOf(table((x) => (9 * x ** 2.6) / (x ** 2.6 + 40) + 0.5, 0.05));
    expect(rung?.law?.name).toBe('Hill equation');
    // One edge x^n gives both powers.
    expect(rung!.model.layers[0].symbolic.filter((name) => name?.startsWith('x^'))).toHaveLength(1);
  });

  it('fitted to all of many rows', async () => {
    const law = (x: number): number => 1 + 5 * exp(-x / 2);
    const rung = await rungOf(table(law, 0.2, 2000));
    expect(rung?.law?.name).toBe('exponential decay');
    // 200 rows would leave 0.02.
    expect(await distance(rung!.model, law)).toBeLessThan(0.01);
  });

  it('fitted to shares of the values where the rows tell that errors are such', async () => {
    const law = (x: number): number => 0.3 * x ** 2.2;
    const of = made(40, 1, ([x], random) => law(valueOf(x)) * (1 + 0.06 * random.normal()), { seed: 2 });
    const rung = await rungOf({ ...of, inputs: of.inputs.map(valueOf) });
    expect(rung?.law?.name).toBe('power law');
    // By errors that all count alike, small values say nothing of the power, and the constant beside it is some number.
    expect(rung!.freedom).toBe(2);
    for (const x of [0.6, 2, 9]) expect((await valueAt(rung!.model, x)) / law(x)).toBeCloseTo(1, 1);
  });

  it('fitted to errors of one size over two decades, which are large shares of small values', async () => {
    const law = (x: number): number => 3 * exp(0.62 * x);
    const distances = [];
    for (const seed of [1, 2, 3, 4]) {
      const rung = await rungOf(table(law, 1.2, 40, seed));
      distances.push(await distance(rung!.model, law));
    }
    expect(Math.max(...distances)).toBeLessThan(1.2);
  });

  it('not where a straight line, or no law, describes the rows', async () => {
    expect(await rungOf(table((x) => 2 * x - 1, 0.3))).toBeNull();
    for (const seed of [1, 2, 3, 4, 5]) expect(await rungOf(table(() => 1, 1, 40, seed))).toBeNull();
  });

  it('not where the rows scatter so much that many laws would do', async () => {
    const law = (x: number): number => (8 * x) / (x + 2.5);
    expect(await rungOf(table(law, 0.3, 60))).not.toBeNull();
    expect(await rungOf(table(law, 1.2, 60))).toBeNull();
  });

  it.each<[string, (x: number, z: number) => number, number]>([
    ['exponential decay of x1 + straight line of x2', (x, z) => 5 * exp(-2 * x) + 9 * z, 3],
    ['step of x1 × straight line of x2', (x, z) => (3 + tanh(4 * (x - 0.2))) * (2 + z), 5],
    [
      'exponential decay of x1 × straight line of x2 + straight line of x2',
      (x, z) => (5 + 3 * z) * exp(-2 * x) + 4 * z,
      4,
    ],
  ])('of several inputs: %s', async (name, law, constants) => {
    const of = made(60, 2, ([x, z], random) => law(x, z) + 0.1 * random.normal());
    const rung = await rungOf(of);
    expect(rung).toMatchObject({ kind: 'law', law: { name }, freedom: constants });
    const evaluator = referenceBackend.evaluator(
      rung!.model,
      { ...of.question, inputs: of.inputs, targets: exact(of, law), weights: null },
      { loss: 'squared', regularization: null },
    );
    expect(Math.sqrt((await evaluator.evaluate(rung!.model.params, null)).loss)).toBeLessThan(0.05);
  });

  it('not of several inputs where straight lines describe the rows, or inputs act together in another way', async () => {
    expect(await rungOf(made(60, 2, ([a, b], random) => a + b + 0.1 * random.normal()))).toBeNull();
    expect(
      await rungOf(made(60, 2, ([a, b], random) => sin(4 * (a + b)) + 0.1 * random.normal())),
    ).toBeNull();
  });

  it('only of numbers and for one number', async () => {
    const classes = made(40, 1, ([x]) => Number(tanh(9 * x) > 0), { classifies: true });
    expect(await rungOf(classes)).toBeNull();
    const of = table((x) => (8 * x) / (x + 2.5), 0.1);
    const labels = { ...of, features: of.features.map((feature) => ({ ...feature, label: 'a' })) };
    expect(await rungOf(labels)).toBeNull();
  });

  it('without a pole between the rows', async () => {
    // Rows on both sides of a pole, none near it: the law of lenses fits them best.
    const law = (x: number): number => (4 * x) / (x - 5);
    const of = table(law, 0.05, 40);
    const inputs = of.inputs.map((x) => (Math.abs(x - 5) < 1.5 ? 9 + x / 10 : x));
    const targets = inputs.map(law);
    const rung = await rungOf({ ...of, inputs, question: { ...of.question, targets } });
    expect(rung?.law?.name).not.toBe('lens equation');
  });
});

describe('the ladder', () => {
  it('chooses a law where the rows follow it, names it, and counts its constants', async () => {
    const law = (x: number): number => (8 * x) / (x + 2.5);
    const steps = await stepsOn(datasetOf(table(law, 0.1), 4));
    const { best, ladder } = steps.at(-1);
    const { rungs, chosen, sentence } = ladder!.view;
    expect(rungs[chosen]).toMatchObject({ kind: 'law', title: 'Law with a name', parameters: 2, freedom: 2 });
    expect(rungs[chosen].error).toBeLessThan(rungs.find(({ kind }) => kind === 'additive')!.error);
    expect(sentence).toContain('Michaelis–Menten or Langmuir equation (2 constants)');
    expect(steps.map(({ note }) => note)).toContainEqual(
      expect.stringMatching(/^Law with a name \(Michaelis–Menten or Langmuir equation\): error 0\.\d+ in /),
    );
    expect(await distance(best.model, law)).toBeLessThan(0.06);
  });

  it('chooses curves where no law with a name follows the rows', async () => {
    const law = (x: number): number => sin(x) + 0.8 * sin(0.23 * x * x) + 0.3 * x;
    const { ladder } = (await stepsOn(datasetOf(table(law, 0.02, 80), 10))).at(-1);
    expect(ladder!.view.rungs[ladder!.view.chosen].kind).toBe('additive');
  });
});
