/** The edit that makes a network sparse: its result, its progress, and how it is cancelled. */
import { describe, expect, it } from 'vitest';
import { withSession } from '../../../main/cli/session.ts';
import { editNetwork } from '../../../main/engine/usecases/networks/editNetwork.ts';
import { openProject } from '../../../main/engine/usecases/projects/openProject.ts';
import type { CallProgress } from '../../../shared/contract/views/progress.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import {
  changed,
  edited,
  refusalOf,
  networkSetup,
  prepared,
  project,
  toldBy,
  train,
  trained,
  trainingSetup,
  useStudioFolder,
} from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

describe('sparsify', () => {
  const rmseOf = async (client: EngineConnection): Promise<number> =>
    (await client.call('session.snapshot', undefined)).scores!.validation.rmse!;

  it('makes the network sparse without a larger error', async () => {
    const client = await trained(folder());
    const before = await rmseOf(client);
    const preview = await client.call('model.preview', { edit: { type: 'sparsify' }, refit: 0 });
    const sparse = await edited(client, { type: 'sparsify' });
    expect(sparse.shape).toEqual([2, 1, 1]);
    expect(preview.removed).toHaveLength(12);
    expect(await rmseOf(client)).toBeCloseTo(preview.after, 12);
    expect(preview.after).toBeLessThan(Math.max(1.1 * before, 0.005));
    expect(await refusalOf(client, { type: 'sparsify' })).toBe('edit.nothing');
  });

  it('makes smaller networks to choose from, and one is used as one revision', async () => {
    const client = await trained(folder());
    const before = await client.call('session.snapshot', undefined);
    const found = await client.call('model.simplify', undefined);
    expect(await client.call('session.snapshot', undefined)).toEqual(before);
    expect(found).toMatchObject({ revision: before.model!.revision, rows: 'validation', edges: 15 });
    expect(found.error).toBeCloseTo(before.scores!.validation.rmse!, 12);
    const { networks } = found;
    expect(networks.length).toBeGreaterThan(1);
    for (const [i, { edges, error, model, curves }] of networks.entries()) {
      expect(edges).toBeLessThan(networks[i + 1]?.edges ?? 15);
      expect(error).toBeGreaterThan(0);
      expect(model.edges.filter(({ kind }) => kind !== 'removed')).toHaveLength(edges);
      expect(curves.curves).toHaveLength(model.edges.length);
    }

    await changed(client, 'model.useSimpler', { index: 0 });
    const after = await client.call('session.snapshot', undefined);
    expect(after.model!.shape).toEqual(networks[0].model.shape);
    expect(after.scores!.validation.rmse).toBeCloseTo(networks[0].error, 12);
    expect(after.history.revisions.at(-1)).toMatchObject({ label: 'Simplified', parent: found.revision });
    expect((await rejection(client.call('model.useSimpler', { index: 0 }))).code).toBe('simplify.none');
    await changed(client, 'history.undo', undefined);
    expect((await client.call('session.snapshot', undefined)).model).toEqual(before.model);
  });

  it('changes nothing where it is cancelled', async () => {
    // Wide enough to take many times as long as is waited here.
    const { client } = await prepared(folder());
    await changed(client, 'model.create', { ...networkSetup, hidden: [40], grid: 20 });
    await train(client, { steps: 2 });
    const before = await client.call('session.snapshot', undefined);
    const controller = new AbortController();
    const call = changed(client, 'model.edit', { edit: { type: 'sparsify' }, refit: 0 }, controller.signal);
    setTimeout(() => controller.abort(), 30);
    expect((await rejection(call)).kind).toBe('cancelled');
    expect(await rejection(client.call('train.resume', undefined))).toMatchObject({ code: 'train.idle' });
    expect(await client.call('session.snapshot', undefined)).toEqual(before);
  });

  it('prevents training while it is under way', async () => {
    const client = await trained(folder());
    const call = edited(client, { type: 'sparsify' });
    expect((await rejection(client.call('train.start', trainingSetup))).code).toBe('edit.busy');
    await call;
    await train(client, { steps: 2 });
  });

  it('reports its progress', async () => {
    const client = await trained(folder());
    await client.call('project.save', { file: project });
    const stages: CallProgress[] = [];
    await withSession(async (session) => {
      const { signal } = new AbortController();
      await openProject(session, folder('hello.kan'), signal);
      // A window is not told every event: only the newest, now and then.
      session.hub.listen({ progress: (progress) => void stages.push(progress) });
      await editNetwork(session, { edit: { type: 'sparsify' }, refit: 0 }, signal);
    });
    expect(new Set(stages.map(({ call, unit }) => `${call} ${unit}`))).toEqual(new Set(['model.edit steps']));
    expect(new Set(stages.map(({ what }) => what)).size).toBeGreaterThan(2);
    expect(stages[0].what).toMatch(/^Strength 1 of at most 6: /);
    const shares = stages.map(({ done, of }) => done / of);
    expect(shares).toEqual(shares.toSorted((left, right) => left - right));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  it('tells a window of its progress', async () => {
    const client = await trained(folder());
    const told = await toldBy(client, 'progress', () => edited(client, { type: 'sparsify' }));
    expect(told).toMatchObject({ call: 'model.edit', unit: 'steps' });
  });
});
