/** The steps of a run can be looked at again. */
import { describe, expect, it } from 'vitest';
import { changed, networkSetup, prepared, train, useStudioFolder } from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

describe('the recorded steps of a run', () => {
  it('of an automatic run have each model that it tried, with its name, error and picture', async () => {
    const { client } = await prepared(folder());
    await client.call('model.create', { ...networkSetup, automatic: true });
    await train(client, { optimizer: 'auto', steps: 40 });
    await client.call('curves.watch', { edges: 'all', points: 16 });
    const { ladder, model } = await client.call('session.snapshot', undefined);
    const moments = await client.call('run.moments', undefined);
    const tried = moments.filter(({ heldOut }) => heldOut !== null);
    const rungs = ladder!.ladder.rungs.filter(({ kind }) => kind !== 'hidden');
    expect(tried.map(({ rung, heldOut }) => [rung, heldOut])).toEqual(
      rungs.map(({ title, error }) => [title, error]),
    );
    expect(rungs.length).toBeGreaterThan(2);
    for (const [index, { step }] of tried.entries()) {
      const shown = await client.call('run.moment', { step });
      const shape = shown.model?.shape ?? model!.shape;
      expect(shape).toEqual(rungs[index].shape);
      expect(shown.curves.length).toBe((shown.model ?? model!).edges.length);
    }
    // The steps of hidden layers say of which.
    const steps = moments.filter(({ heldOut }) => heldOut === null);
    expect(steps.every(({ rung }) => rung.startsWith('Hidden layer'))).toBe(true);
  });

  it('have the errors and curves of that step, and are those of the current network', async () => {
    const { client } = await prepared(folder());
    await client.call('curves.watch', { edges: 'all', points: 16 });
    expect(await client.call('run.moments', undefined)).toEqual([]);
    await train(client, { optimizer: 'lm', steps: 12, updateGrid: false });
    const points = await client.call('run.moments', undefined);
    const { history, training } = await client.call('session.snapshot', undefined);
    expect(points.map(({ step }) => step)).toEqual(training.points.map(({ step }) => step));
    expect(points.at(0)!.train).toBe(history.revisions.at(-1)!.curve[0].train);

    const first = await client.call('run.moment', { step: 0 });
    // The network of the least validation error is the one that stays.
    const best = points.reduce((least, one) => (one.validation < least.validation ? one : least));
    const last = await client.call('run.moment', { step: best.step });
    const now = await client.call('curves.watch', { edges: 'all', points: 16 });
    expect(last.curves).toEqual(now.curves);
    expect(first.curves.map(({ y }) => y.length)).toEqual(now.curves.map(() => 16));
    expect(first.curves).not.toEqual(now.curves);

    expect((await rejection(client.call('run.moment', { step: 999 }))).code).toBe('moment.unknown');
    const edge = { layer: 0, input: 0, output: 1 };
    await changed(client, 'model.edit', { edit: { type: 'removeEdges', edges: [edge] }, refit: 0 });
    expect(await client.call('run.moments', undefined)).toEqual([]);
    await changed(client, 'history.undo', undefined);
    expect(await client.call('run.moments', undefined)).toEqual(points);
  });
});
