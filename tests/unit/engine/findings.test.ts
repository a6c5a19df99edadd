/** What comparisons and phases found: kept by projects and by the journal, with what it was made for. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import {
  dataSetup,
  openStudio,
  prepared,
  project,
  table,
  train,
  trainingSetup,
  useStudioFolder,
  snapshotOf,
  type Studio,
} from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

const learning = { by: { parts: 2 }, network: { hidden: [], grid: 5, order: 3, seed: 1 }, steps: 3 };

/** Compares until the first MLP has learned something. */
async function compare(client: EngineConnection): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    const off = client.on('comparison', ({ status, perceptrons }) => {
      if (status === 'running' && perceptrons[0].curve.length > 0)
        void client.call('comparison.stop', undefined);
      if (status === 'running') return;
      off();
      resolve();
    });
  });
  await client.call('comparison.start', { seconds: 60 });
  await ended;
}

/** Studies sizes until the first one of each kind is there. */
async function studySizes(client: EngineConnection): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    const off = client.on('sizeStudy', ({ status, mlp }) => {
      if (status === 'running' && mlp.points.length > 0) void client.call('sizeStudy.stop', undefined);
      if (status === 'running') return;
      off();
      resolve();
    });
  });
  await client.call('sizeStudy.start', { seconds: 1 });
  await ended;
}

async function found(journal = false): Promise<Studio> {
  const studio = await prepared(folder(), journal);
  const { client } = studio;
  await train(client);
  await compare(client);
  await studySizes(client);
  await client.call('phases.learn', learning);
  return studio;
}

const changes = async (client: EngineConnection) => {
  const { comparison, sizeStudy, phases } = (await snapshotOf(client)).findings;
  return [comparison, sizeStudy, phases].map((one) => one!.changed);
};

describe('after a comparison, a study of sizes and phases', () => {
  it('a project holds them, and shows them again as they were', async () => {
    const { client } = await found();
    const before = await snapshotOf(client);
    const made = { table: 'hello.csv', network: 'Trained 30 steps (L-BFGS)', changed: [] };
    expect(before.findings).toEqual({
      ...{ comparison: made, sizeStudy: made, phases: { ...made, network: '' } },
      ...{ phasesUsable: true, unsaved: true },
    });
    expect(before.comparison.perceptrons[0].curve.length).toBeGreaterThan(0);
    await client.call('project.save', { file: project });
    expect((await snapshotOf(client)).findings.unsaved).toBe(false);

    const second = openStudio(folder());
    const { comparison, sizeStudy, phases, findings } = await second.client.call('project.open', {
      file: project,
    });
    expect(comparison).toEqual(before.comparison);
    expect(sizeStudy).toEqual(before.sizeStudy);
    expect(phases).toEqual(before.phases);
    expect(findings).toEqual({ ...before.findings, unsaved: false });
  });

  it('the journal restores them after a crash', async () => {
    const { client, engine } = await found(true);
    const before = await snapshotOf(client);
    await engine.flush();
    const after = await snapshotOf(openStudio(folder(), true).client);
    expect(after.recovered).toBe(true);
    expect(after.comparison).toEqual(before.comparison);
    expect(after.sizeStudy).toEqual(before.sizeStudy);
    expect(after.phases).toEqual(before.phases);
    expect(after.findings).toEqual(before.findings);
  });

  it('they are out of date while table, roles, split or network are others', async () => {
    const { client } = await found();
    await client.call('data.prepare', { ...dataSetup, seed: 2 });
    expect(await changes(client)).toEqual([['split', 'network'], ['split', 'network'], []]);
    await client.call('data.prepare', { ...dataSetup, scaling: 'standard' });
    expect(await changes(client)).toEqual([['roles', 'network'], ['roles', 'network'], ['roles']]);
    await client.call('history.undo', undefined);
    expect(await changes(client)).toEqual([[], [], []]);
    await train(client, { steps: 1 });
    expect(await changes(client)).toEqual([['network'], ['network'], []]);
    const { comparison } = await snapshotOf(client);
    expect(comparison.status).toBe('stopped');
    expect(comparison.perceptrons[0].curve.length).toBeGreaterThan(0);
    await client.call('data.load', { file: table, overrides: { header: false } });
    expect(await changes(client)).toEqual([['table', 'network'], ['table', 'network'], ['table']]);
    expect((await snapshotOf(client)).comparison).toEqual(comparison);
  });
});

describe('the network that learned the phases', () => {
  let client: EngineConnection;
  beforeEach(async () => {
    ({ client } = await prepared(folder()));
    await train(client);
  });

  it('becomes the current one in the history, with all rows for training, and undo goes back', async () => {
    const before = await snapshotOf(client);
    const { kan } = await client.call('phases.learn', { ...learning, by: { parts: 2 } });
    expect((await snapshotOf(client)).history).toEqual(before.history);
    const after = await client.call('phases.use', undefined);
    const [current] = after.history.revisions.filter(({ id }) => id === after.history.current);
    expect(current).toMatchObject({
      label: 'Trained 6 steps (L-BFGS)',
      name: 'Learned 2 phases in the order of the rows',
    });
    expect(after.dataset!.rows).toMatchObject({ train: 300, validation: 0, test: 0 });
    // It is the network of the last phase: the error on all rows is that of both phases together.
    const [first, last] = kan.errors[1];
    expect(after.scores!.train.rmse).toBeCloseTo(Math.sqrt((first ** 2 + last ** 2) / 2), 10);
    expect(after.findings.phasesUsable).toBe(false);
    await client.call('history.undo', undefined);
    const undone = await snapshotOf(client);
    expect(undone.history.current).toBe(before.history.current);
    expect(undone.setup).toEqual(before.setup);
    expect(undone.findings.phasesUsable).toBe(true);
    await client.call('history.redo', undefined);
    const redone = await snapshotOf(client);
    expect(redone.history.current).toBe(current.id);
    expect(redone.findings.phasesUsable).toBe(false);
  });

  it('is of the project too', async () => {
    await client.call('phases.learn', learning);
    await client.call('project.save', { file: project });
    const second = openStudio(folder());
    await second.client.call('project.open', { file: project });
    const { model, findings } = await second.client.call('phases.use', undefined);
    expect(model!.shape).toEqual([2, 1]);
    expect(findings.phasesUsable).toBe(false);
  });

  it('is refused before there is one, with another table, and during a run', async () => {
    expect((await rejection(client.call('phases.use', undefined))).code).toBe('phases.none');
    await client.call('phases.learn', learning);
    await client.call('train.start', { ...trainingSetup, steps: 1000 });
    expect((await rejection(client.call('phases.use', undefined))).code).toBe('train.busy');
    await client.call('train.stop', undefined);
    await client.call('data.load', { file: table, overrides: { header: false } });
    expect((await rejection(client.call('phases.use', undefined))).code).toBe('phases.other-table');
  });

  it('is not there where the learning was stopped; what was learned before is shown', async () => {
    await client.call('phases.learn', learning);
    const stop = new AbortController();
    const off = client.on('phases', () => stop.abort());
    // The phases after the first one take far longer than an event and its answer, also where L-BFGS converges early.
    const network = { hidden: [8], grid: 10, order: 3, seed: 1 };
    const request = { by: { parts: 12 }, network, steps: 100_000 };
    expect((await rejection(client.call('phases.learn', request, stop.signal))).code).toBe('cancelled');
    off();
    await expect
      .poll(async () => (await snapshotOf(client)).findings, { timeout: 30_000 })
      .toMatchObject({ phasesUsable: false, phases: { changed: [] } });
    const { phases } = await snapshotOf(client);
    expect(phases!.phases).toHaveLength(12);
    expect(phases!.kan.errors.length).toBeGreaterThan(0);
  });
});
