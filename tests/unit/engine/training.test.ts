/** A run of training, as a window sees it. */
import { describe, expect, it, vi } from 'vitest';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import {
  ending,
  networkSetup,
  prepared,
  table,
  train,
  trainingSetup,
  useStudioFolder,
  toldBy,
} from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

describe('training', () => {
  it('sends every point once, ends with a scored revision, and sends the model first', async () => {
    const { client } = await prepared(folder());
    const order: string[] = [];
    const views: TrainingView[] = [];
    client.on('training', (view) => {
      views.push(view);
      order.push(view.status);
    });
    client.on('model', () => void order.push('model'));
    await train(client);
    expect(views.flatMap((view) => view.points.map((point) => point.step))).toEqual(
      Array.from({ length: 31 }, (_, step) => step),
    );
    expect(order.slice(-2)).toEqual(['model', 'finished']);
    const snapshot = await client.call('session.snapshot', undefined);
    expect(snapshot.training).toMatchObject({ status: 'finished', step: 30, steps: 30 });
    expect(snapshot.training.points).toHaveLength(31);
    // The run stays that of its revision, whichever is present later.
    expect(snapshot.training.revision).toBe(snapshot.history.current);
    expect(views[0].revision).toBeNull();
    expect(snapshot.history.revisions.map((revision) => revision.label)).toEqual([
      'New network (hidden 5; G 5, k 3)',
      'Trained 30 steps (L-BFGS)',
    ]);
    const { scores } = snapshot;
    expect(scores).toEqual(snapshot.history.revisions[1].scores);
    // The curve's error and the score are the same quantity, computed in two ways.
    const lowest = Math.min(...snapshot.training.points.map((point) => point.validation));
    expect(scores!.validation.rmse).toBeCloseTo(lowest, 10);
    expect(scores!.train.rmse!).toBeLessThan(snapshot.training.points[0].train / 3);
    expect(scores!.test.rows).toBe(60);
  });

  it('pauses, steps, resumes and stops', async () => {
    const { client } = await prepared(folder());
    const told = (method: 'train.pause' | 'train.resume' | 'train.stop') =>
      toldBy(client, 'training', () => client.call(method, undefined));
    const started = await toldBy(client, 'training', () =>
      client.call('train.start', { ...trainingSetup, steps: 100_000 }),
    );
    expect(started.status).toBe('running');
    const busy = await rejection(client.call('train.start', trainingSetup));
    expect(busy.code).toBe('train.busy');
    const paused = await told('train.pause');
    expect(paused.status).toBe('paused');
    const still = (await client.call('session.snapshot', undefined)).training;
    await new Promise((resolve) => setTimeout(resolve, 30));
    const later = (await client.call('session.snapshot', undefined)).training;
    expect(later.step).toBe(still.step);
    expect(later.seconds).toBe(still.seconds);
    const stepped = await toldBy(client, 'training', () => client.call('train.step', trainingSetup));
    expect(stepped).toMatchObject({ status: 'paused', step: still.step + 1 });
    const resumed = await told('train.resume');
    expect(resumed.status).toBe('running');
    await vi.waitFor(async () => {
      const now = (await client.call('session.snapshot', undefined)).training;
      // Far enough for a network that is better than the first one.
      expect(now.step).toBeGreaterThan(stepped.step + 20);
    });
    const stopped = await told('train.stop');
    expect(stopped.status).toBe('stopped');
    expect(stopped.message).toContain('Stopped after');
    const { revisions } = (await client.call('session.snapshot', undefined)).history;
    expect(revisions.at(-1)!.label).toBe(
      `Trained ${stopped.step} ${stopped.step === 1 ? 'step' : 'steps'} (L-BFGS)`,
    );
  });

  it('a single step without a run starts one and pauses it', async () => {
    const { client } = await prepared(folder());
    const step = () => toldBy(client, 'training', () => client.call('train.step', trainingSetup));
    expect(await step()).toMatchObject({ status: 'paused', step: 1 });
    expect(await step()).toMatchObject({ status: 'paused', step: 2 });
    const stopped = await toldBy(client, 'training', () => client.call('train.stop', undefined));
    expect(stopped.status).toBe('stopped');
  });

  it('a window that reconnects gets the settings of network and training', async () => {
    const { client } = await prepared(folder());
    const untrained = await client.call('session.snapshot', undefined);
    expect(untrained).toMatchObject({ networkSetup, trainingSetup: null });
    const adam = { ...trainingSetup, optimizer: 'adam', steps: 100_000 } as const;
    await client.call('train.start', adam);
    expect(await client.call('session.snapshot', undefined)).toMatchObject({ trainingSetup: adam });
    await client.call('train.stop', undefined);
  });

  it('a second run continues from the first', async () => {
    const { client } = await prepared(folder());
    await train(client, { steps: 20 });
    const first = await client.call('session.snapshot', undefined);
    await train(client, { steps: 20 });
    const second = await client.call('session.snapshot', undefined);
    expect(second.training.points[0].validation).toBeCloseTo(first.scores!.validation.rmse!, 10);
    expect(second.history.revisions.at(-1)!.parent).toBe(first.model!.revision);
    expect(second.scores!.validation.rmse!).toBeLessThan(first.scores!.validation.rmse!);
  });

  it('a new table ends the run and keeps its result', async () => {
    const { client } = await prepared(folder());
    const ended = ending(client);
    await client.call('train.start', { ...trainingSetup, steps: 100_000 });
    // Far enough for a lower validation error, whichever way the first steps go.
    for (let step = 0; step < 10; step++) await client.call('train.step', trainingSetup);
    await client.call('data.load', { file: table, overrides: {} });
    expect(await ended).toBe('stopped');
    const snapshot = await client.call('session.snapshot', undefined);
    expect(snapshot.model).toBeNull();
    expect(snapshot.history.revisions.at(-1)!.label).toMatch(/^Trained \d+ steps? \(L-BFGS\)$/);
  });
});
