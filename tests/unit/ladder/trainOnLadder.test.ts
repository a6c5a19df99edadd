import { describe, expect, it } from 'vitest';
import type { BaseFunctionName } from '../../../shared/baseFunctions.ts';
import { sharedBackend } from '../../../main/engine/compute/devices/shared.ts';
import { shapeOf, type KanModel } from '../../../main/engine/kan/model.ts';
import { trainOnLadder } from '../../../main/engine/ladder/trainOnLadder.ts';
import { scoreModel } from '../../../main/engine/measure/scores.ts';
import { networkFor } from '../../../main/engine/train/freshNetwork.ts';
import { TrainingRun, type RunResult } from '../../../main/engine/train/run/run.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../shared/settings/training.ts';
import type { Random } from '../../../shared/random.ts';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { datasetOf, made, type Made } from './tables.ts';

async function trained(
  table: Made,
  {
    stopAt = Infinity,
    validation = 40,
    baseFunction = 'silu',
  }: { stopAt?: number; validation?: number; baseFunction?: BaseFunctionName } = {},
): Promise<RunResult & { view: TrainingView }> {
  const dataset = datasetOf(table, validation);
  const model = networkFor(dataset, { hidden: [5], grid: 5, order: 3, seed: 0, baseFunction });
  const task = {
    model,
    dataset,
    setup: defaultsOf(trainingSettings),
    backend: sharedBackend(),
    seed: 0,
    fresh: true,
    train: trainOnLadder,
  };
  const run: TrainingRun = new TrainingRun(task, {
    onStep: ({ step }) => {
      if (step === stopAt) void run.stop();
    },
    onStatus: () => undefined,
  });
  const result = await run.finished;
  return { ...result, view: run.view([]) };
}

const curves = made(250, 3, ([a, b], random) => Math.sin(3 * a) + b + 0.3 * random.normal());

describe('the run that chooses how large a network is', () => {
  it('reports every rung, and keeps the network of the chosen one', async () => {
    const { status, model, view, ladder: kept } = await trained(curves);
    expect(status).toBe('finished');
    expect(shapeOf(model)).toEqual([3, 1]);
    const { ladder, message, decisions } = view;
    expect(ladder!.rungs.map(({ kind }) => kind)).toEqual([
      'constant',
      'lines',
      'additive',
      'pairs',
      'boosted',
    ]);
    expect(ladder!.rungs[ladder!.chosen].kind).toBe('additive');
    expect(kept!.models[ladder!.chosen]).toEqual(model);
    expect(message).toContain('Additive is enough');
    expect(decisions.at(-1)).toBe(message);
    const [constant, , additive] = ladder!.rungs;
    expect(additive.error).toBeLessThan(0.5 * constant.error);
    expect(additive.error).toBeGreaterThan(0.28);
    expect(additive.standardError).toBeGreaterThan(0);
    expect(additive.freedom).toBeGreaterThan(3);
    expect(additive.freedom).toBeLessThan(additive.parameters);
    expect(additive.rowsPerParameter).toBeCloseTo(250 / additive.parameters, 9);
  });

  it('gives the same network for the same seed', async () => {
    const [one, other] = [await trained(curves), await trained(curves)];
    expect(one.model).toEqual(other.model);
    expect(one.view.ladder).toEqual(other.view.ladder);
    expect(one.view.ladder!.sentence).not.toContain('stopped');
  });

  it('keeps the best rung so far when it is stopped', async () => {
    const { status, view, model } = await trained(curves, { stopAt: 2 });
    expect(status).toBe('stopped');
    expect(view.ladder!.rungs.length).toBe(2);
    expect(view.ladder!.sentence).toMatch(/ The run was stopped before it had compared all models\.$/);
    expect(view.message).toBe(view.ladder!.sentence);
    expect(shapeOf(model)).toEqual([3, 1]);
  });

  it('judges without validation rows', async () => {
    const { view } = await trained(curves, { validation: 0 });
    expect(view.ladder!.judgedBy).toBe('10-fold cross-validation');
    expect(view.ladder!.heldOutRows).toBe(250);
    expect(view.ladder!.sentence).not.toContain('validation rows too');
  });

  it.each([
    [6, 'leave-one-out cross-validation'],
    [10, 'leave-one-out cross-validation'],
    [11, '10-fold cross-validation, 3 times'],
  ])('%i rows are judged by %s', async (rows, expected) => {
    const line = made(rows, 1, ([a], random) => a + 0.1 * random.normal());
    const { view } = await trained(line, { validation: 0 });
    expect(view.ladder!.judgedBy).toBe(expected);
  });

  it('says of which rows the errors are where one part of many rows is held out', async () => {
    const line = made(3100, 1, ([a], random) => a + 0.1 * random.normal());
    const { view } = await trained(line, { validation: 400 });
    const { rows, heldOutRows, crossValidated } = view.ladder!;
    expect({ rows, heldOutRows, crossValidated }).toEqual({
      rows: 3100,
      heldOutRows: 400,
      crossValidated: false,
    });
  });

  it('does not try hidden nodes when pairs give no gain', async () => {
    const nearlyExact = made(300, 3, ([a, b], random) => Math.sin(2 * a) + b + 0.01 * random.normal());
    const { view } = await trained(nearlyExact);
    expect(view.ladder!.rungs.map(({ kind }) => kind)).not.toContain('hidden');
    expect(view.step).toBeLessThanOrEqual(5);
  });

  it('continues to hidden nodes for an exact law', async () => {
    // Of both signs, so that it has no logarithm.
    const law = made(400, 2, ([a, b]) => Math.exp(Math.sin(Math.PI * a) + b * b) - 1);
    const { model, view } = await trained(law, { validation: 60 });
    expect(view.ladder!.rungs.at(-1)!.kind).toBe('hidden');
    expect(view.ladder!.chosen).toBe(view.ladder!.rungs.length - 1);
    expect(shapeOf(model)).toEqual([2, 5, 1]);
    expect(view.ladder!.rungs.at(-1)!.error).toBeLessThan(1e-5);
  });

  it('keeps the base function that was set, on every rung', async () => {
    const law = made(400, 2, ([a, b]) => Math.exp(Math.sin(Math.PI * a) + b * b) - 1);
    const { model, ladder: kept, view } = await trained(law, { validation: 60, baseFunction: 'identity' });
    expect(view.ladder!.rungs.at(-1)!.kind).toBe('hidden');
    expect(view.ladder!.rungs.at(-1)!.error).toBeLessThan(1e-3);
    const used = [model, ...kept!.models].flatMap(({ layers }) => layers.map(({ base }) => base));
    expect(new Set(used)).toEqual(new Set(['identity']));
  });

  it('goes on to two hidden layers where one is not enough, and continues the chosen trial on all rows', async () => {
    const composed = ([a, b, c, d]: readonly number[]): number =>
      Math.sin(Math.PI * (a * a + b * b)) + Math.tanh(3 * c * d);
    const law = (x: readonly number[]): number => Math.tanh(1.5 * composed(x));
    const table = made(800, 4, (x, random) => law(x) + 0.1 * random.normal());
    const { model, view, ladder: kept } = await trained(table, { validation: 120 });
    const { rungs, chosen, sentence } = view.ladder!;
    expect(rungs[chosen].title).toBe('Hidden layers of 4 and 2');
    expect(sentence).toContain('Hidden layers of 4 and 2: they lowered the error');
    expect(shapeOf(model)).toEqual([4, 4, 2, 1]);
    const exact = { ...made(800, 4, law), inputs: table.inputs };
    const errorOf = async (network: KanModel): Promise<number> =>
      (await scoreModel(sharedBackend(), network, datasetOf(exact, 120))).validation.rmse!;
    const oneLayer = kept!.models.filter((_, index) => rungs[index].title.startsWith('Hidden layer of'));
    for (const network of oneLayer) expect(await errorOf(model)).toBeLessThan(0.8 * (await errorOf(network)));
  });

  it('says that it uses the logarithm of the target, and where a law is found that way', async () => {
    const law = made(400, 2, ([a, b]) => Math.exp(Math.sin(Math.PI * a) + b * b));
    const { model, view } = await trained(law, { validation: 60 });
    const { rungs, chosen, sentence } = view.ladder!;
    expect(rungs[chosen].title).toBe('Additive (log)');
    expect(rungs[chosen].error).toBeLessThan(1e-5);
    expect(rungs.some(({ kind }) => kind === 'hidden')).toBe(false);
    expect(sentence).toContain('log(y) is a sum of smooth curves');
    expect(shapeOf(model)).toEqual([2, 1, 1]);
    expect(model.layers[1].symbolic).toEqual(['exp']);
  });

  it('says that rows lie far from the rest, and is closer to the law without their squares', async () => {
    const law = ([a, b]: readonly number[]): number => 2 * a + Math.sin(3 * b);
    const outlier = (random: Random): number => (random.next() < 0.05 ? 10 * random.normal() : 0);
    const table = made(250, 3, (x, random) => law(x) + 0.2 * random.normal() + outlier(random));
    const { model, view, ladder: kept } = await trained(table);
    const { rungs, chosen, sentence } = view.ladder!;
    expect(rungs[chosen].title).toBe('Additive (robust)');
    expect(sentence).toMatch(/Additive is enough.* \d+ of 250 rows lie far from the rest\..*Huber’s loss/);
    const exact = made(250, 3, law);
    const errorOf = async (network: KanModel): Promise<number> =>
      (await scoreModel(sharedBackend(), network, datasetOf({ ...exact, inputs: table.inputs }, 40))).train
        .rmse!;
    const plain = kept!.models[rungs.findIndex(({ kind }) => kind === 'additive')];
    expect(await errorOf(model)).toBeLessThan(0.5 * (await errorOf(plain)));
  });
});
