/** What a run of automatic size keeps: its models can be taken, and stay with undo, redo, saving and opening. */
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import { linesWarning } from '../../../shared/results/heldOut.ts';
import { seededRandom } from '../../../shared/random.ts';
import {
  changed,
  dataSetup,
  networkSetup,
  openStudio,
  project,
  table,
  train,
  useStudioFolder,
  snapshotOf,
  type Studio,
} from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

const take = (client: EngineConnection, rung: string, refit = 0) =>
  changed(client, 'model.edit', { edit: { type: 'rung', rung }, refit });

/** A table of two inputs with noise, prepared, and a network whose size is open. */
async function opened(law: (x1: number, x2: number) => number, noise: number): Promise<Studio> {
  const random = seededRandom(7);
  const lines = Array.from({ length: 200 }, () => {
    const [x1, x2] = [2 * random.next() - 1, 2 * random.next() - 1];
    return [x1, x2, law(x1, x2) + noise * random.normal()].join();
  });
  await writeFile(folder('hello.csv'), ['x1,x2,y', ...lines].join('\n'));
  const studio = openStudio(folder());
  const { client } = studio;
  await client.call('data.load', { file: table, overrides: {} });
  await client.call('data.prepare', { ...dataSetup, validationFraction: 0.2, testFraction: 0.2 });
  await client.call('model.create', { ...networkSetup, automatic: true });
  return studio;
}

const automatic = { optimizer: 'auto', steps: 1500 } as const;
const curved = (x1: number, x2: number): number => Math.sin(3 * x1) + x2;

describe('the models that a run has compared', () => {
  it('can be used one after the other, back and forth, and are in the project file', async () => {
    const { client } = await opened(curved, 0.3);
    await train(client, automatic);
    const trained = await snapshotOf(client);
    const { ladder, rung } = trained.ladder!;
    expect(ladder.rungs[ladder.chosen].title).toBe('Additive');
    expect(rung).toBe(ladder.chosen);

    await take(client, 'Straight lines');
    const straight = await snapshotOf(client);
    expect(straight.ladder).toEqual({ ladder, rung: 1 });
    expect(straight.model!.edges.every(({ kind, fn }) => kind === 'symbolic' && fn === 'x')).toBe(true);
    expect(straight.history.revisions.at(-1)!.heldOut!.error).toBe(ladder.rungs[1].error);

    await changed(client, 'history.undo', undefined);
    const undone = await snapshotOf(client);
    expect(undone.model).toEqual(trained.model);
    expect(undone.scores).toEqual(trained.scores);
    expect(undone.ladder).toEqual(trained.ladder);
    await changed(client, 'history.redo', undefined);
    expect((await snapshotOf(client)).ladder!.rung).toBe(1);

    await client.call('project.save', { file: project });
    await client.call('project.open', { file: project });
    const reopened = await snapshotOf(client);
    expect(reopened.ladder).toEqual(straight.ladder);
    expect(reopened.scores).toEqual(straight.scores);
    expect(reopened.history).toEqual(straight.history);
    // The others are there too, to the last digit.
    await take(client, 'Additive');
    expect((await snapshotOf(client)).scores).toEqual(trained.scores);
  });

  it('stay listed for later revisions, which are none of them', async () => {
    const { client } = await opened(curved, 0.3);
    await train(client, automatic);
    await changed(client, 'model.edit', { edit: { type: 'perturb', size: 0.01, seed: 1 }, refit: 0 });
    const { ladder, history } = await snapshotOf(client);
    expect(ladder!.rung).toBeNull();
    expect(history.revisions.at(-1)!.heldOut).toBeNull();
    await take(client, 'Mean');
    expect((await snapshotOf(client)).ladder!.rung).toBe(0);
    await changed(client, 'model.create', networkSetup);
    expect((await snapshotOf(client)).ladder).toBeNull();
  });

  it('are found by existing names only', async () => {
    const { client } = await opened(curved, 0.3);
    expect((await rejection(take(client, 'Straight lines'))).code).toBe('rung.none');
    await train(client, automatic);
    expect((await rejection(take(client, 'Hidden layer of 99'))).code).toBe('rung.unknown');
    expect((await rejection(take(client, 'Additive'))).code).toBe('edit.nothing');
  });
});

describe('the errors of a network', () => {
  it('are not given for validation rows that were used in training', async () => {
    const { client } = await opened(curved, 0.3);
    expect((await snapshotOf(client)).scores!.validation.rows).toBe(40);
    await train(client, automatic);
    const { scores, history, dataset } = await snapshotOf(client);
    expect(dataset!.rows.validation).toBe(40);
    expect(scores!.validation.rows).toBe(0);
    expect(scores!.test.rows).toBe(40);
    const { heldOut } = history.revisions.at(-1)!;
    expect(heldOut).toMatchObject({ crossValidated: true, rows: 160, measure: 'RMSE' });
    // Nor of what comes of it.
    await changed(client, 'model.edit', { edit: { type: 'perturb', size: 0.01, seed: 1 }, refit: 0 });
    expect((await snapshotOf(client)).scores!.validation.rows).toBe(0);
    const preview = await client.call('model.preview', { edit: { type: 'refine', grid: 20 }, refit: 0 });
    expect(preview.rows).toBe('train');
    await changed(client, 'model.create', networkSetup);
    expect((await snapshotOf(client)).scores!.validation.rows).toBe(40);
  });

  it('have the same importance of a column in the inspector as in the list, on rows that were held out', async () => {
    const { client } = await opened(curved, 0.3);
    await train(client, automatic);
    const { importance } = await client.call('evaluation.rows', { split: 'test', most: 100 });
    const node = await client.call('node.inspect', { layer: 0, node: 1 });
    expect(importance.heldOut).toBe(true);
    expect(node.importance).toEqual(importance.columns[1]);
  });

  it('say when straight lines do better', async () => {
    const { client } = await opened((x1, x2) => x1 - 2 * x2, 0.5);
    await train(client, automatic);
    expect((await snapshotOf(client)).lines).toBeNull();
    // Far too large for these rows.
    await changed(client, 'model.create', { ...networkSetup, hidden: [20], grid: 20 });
    await train(client, { optimizer: 'lbfgs', steps: 60 });
    const { lines, scores } = await snapshotOf(client);
    expect(lines).toMatchObject({ rows: 'test', measure: 'RMSE', error: scores!.test.rmse, clear: true });
    expect(lines!.linesError).toBeLessThan(0.7);
    expect(lines!.linesError).toBeGreaterThan(0.3);
    expect(lines!.fittedTo).toBe('training');
    expect(linesWarning(lines!, null)).toMatch(/on the test rows, fitted to the training rows/);
  });

  it('are called scaled where straight lines do better for several targets', async () => {
    const { client } = await opened((x1, x2) => x1 - 2 * x2, 0.5);
    const targets = ['x2', 'y'];
    await client.call('data.prepare', { ...dataSetup, inputs: ['x1'], targets });
    await client.call('model.create', { ...networkSetup, hidden: [20], grid: 20 });
    await train(client, { optimizer: 'lbfgs', steps: 60 });
    const { lines, scores } = await snapshotOf(client);
    expect(lines).toMatchObject({ rows: 'test', measure: 'scaled RMSE', error: scores!.test.rmse });
  });

  it('compare with the straight lines of the list of models, where there is one', async () => {
    const { client } = await opened((x1, x2) => x1 - 2 * x2, 0.5);
    await train(client, automatic);
    const { ladder, scores } = await snapshotOf(client);
    expect(ladder!.ladder.rungs[ladder!.rung!].title).toBe('Straight lines');
    const { rmse } = scores!.test;
    await take(client, 'Mean');
    const { lines } = await snapshotOf(client);
    expect(lines).toMatchObject({ rows: 'test', linesError: rmse, fittedTo: 'training and validation' });
  });
});
