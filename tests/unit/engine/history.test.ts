import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import type { LogLine } from '../../../shared/contract/events.ts';
import type { HistoryView } from '../../../shared/contract/views/history.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import {
  changed,
  dataSetup,
  networkSetup,
  openStudio,
  prepared,
  project,
  table,
  train,
  trainingSetup,
  useStudioFolder,
  toldBy,
  snapshotOf,
} from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

const historyOf = async (client: EngineConnection): Promise<HistoryView> =>
  (await snapshotOf(client)).history;
const refine = (client: EngineConnection, grid: number) =>
  changed(client, 'model.edit', { edit: { type: 'refine', grid }, refit: 0 });

describe('undo and redo', () => {
  it('go back and forward, and keep the other branch', async () => {
    const { client } = await prepared(folder());
    await train(client);
    const trained = await snapshotOf(client);
    const finer = await refine(client, 10);
    expect((await changed(client, 'history.undo', undefined)).revision).toBe(trained.model!.revision);
    const undone = await snapshotOf(client);
    expect(undone.model).toEqual(trained.model);
    expect(undone.scores).toEqual(trained.scores);
    expect(undone.history).toMatchObject({ redo: finer.revision, undo: trained.history.revisions[0].id });
    expect((await changed(client, 'history.redo', undefined)).grid).toBe(10);
    await changed(client, 'history.undo', undefined);
    const other = await refine(client, 7);
    const branched = await historyOf(client);
    expect(branched.redo).toBeNull();
    expect(branched.revisions.map(({ id, parent }) => [id, parent])).toEqual([
      [trained.history.revisions[0].id, null],
      [trained.model!.revision, trained.history.revisions[0].id],
      [finer.revision, trained.model!.revision],
      [other.revision, trained.model!.revision],
    ]);
    expect((await changed(client, 'history.makeCurrent', { revision: finer.revision })).grid).toBe(10);
    expect(await rejection(changed(client, 'history.redo', undefined))).toMatchObject({
      code: 'history.end',
    });
  });

  it('lead from a new network to the one before it, and end at the first', async () => {
    const { client } = await prepared(folder());
    const first = await refine(client, 7);
    await changed(client, 'model.create', networkSetup);
    expect((await changed(client, 'history.undo', undefined)).revision).toBe(first.revision);
    await changed(client, 'history.undo', undefined);
    expect(await rejection(changed(client, 'history.undo', undefined))).toMatchObject({
      code: 'history.start',
    });
    for (let step = 0; step < 2; step++) await changed(client, 'history.redo', undefined);
    expect((await historyOf(client)).redo).toBeNull();
  });

  it('sent at once are done one after the other', async () => {
    const { client } = await prepared(folder());
    for (const grid of [6, 7, 8]) await refine(client, grid);
    const walks = [0, 1, 2].map(() => changed(client, 'history.undo', undefined));
    expect((await Promise.all(walks)).map(({ grid }) => grid)).toEqual([7, 6, 5]);
  });

  it('wait for a run to end', async () => {
    const { client } = await prepared(folder());
    await client.call('train.step', { ...trainingSetup, steps: 1000 });
    for (const call of [changed(client, 'history.undo', undefined), refine(client, 9)]) {
      expect(await rejection(call)).toMatchObject({ kind: 'user', code: 'train.busy' });
    }
    await client.call('train.stop', undefined);
    await refine(client, 9);
  });
});

describe('revisions', () => {
  it('carry a name and the curve of their run, through a project file and a crash', async () => {
    const { client } = await prepared(folder(), true);
    await train(client, { steps: 300, optimizer: 'adam' });
    await refine(client, 8);
    const { current } = await historyOf(client);
    const renamed = await toldBy(client, 'history', () =>
      client.call('history.name', { revision: current!, name: ' the fine one ' }),
    );
    expect(renamed.revisions.map(({ name, kind }) => [name, kind])).toEqual([
      ['', 'create'],
      ['', 'train'],
      ['the fine one', 'refine'],
    ]);
    const [, run] = renamed.revisions;
    expect(run.curve).toHaveLength(200);
    expect([run.curve[0].step, run.curve.at(-1)!.step]).toEqual([0, 300]);
    expect(run.training).toMatchObject({ optimizer: 'adam', steps: 300 });
    await changed(client, 'history.undo', undefined);
    const before = await historyOf(client);
    await client.call('project.save', { file: project });
    const opened = openStudio(folder());
    expect((await opened.client.call('project.open', { file: project })).history).toEqual(before);
    await vi.waitFor(async () => {
      const state = JSON.parse(await readFile(folder('journal', 'state.json'), 'utf8'));
      expect(state).toMatchObject({ current: before.current, tip: current, saved: [{}, {}, {}] });
    });
    const { client: again } = openStudio(folder(), true);
    const recovered = await snapshotOf(again);
    expect(recovered.history).toEqual(before);
    expect(recovered).toMatchObject({ recovered: true, unsaved: false });
    expect((await changed(again, 'history.redo', undefined)).grid).toBe(8);
  });

  it('can be viewed without becoming current', async () => {
    const { client } = await prepared(folder());
    const created = await snapshotOf(client);
    await train(client);
    const detail = await client.call('history.detail', { revision: created.model!.revision, points: 16 });
    expect(detail.model).toEqual(created.model);
    expect(detail.curves.curves).toHaveLength(15);
    expect(detail.curves.curves[0].y).toHaveLength(16);
    expect((await snapshotOf(client)).model!.revision).not.toBe(created.model!.revision);
    const unknown = client.call('history.detail', { revision: 'gone', points: 16 });
    expect(await rejection(unknown)).toMatchObject({ code: 'history.unknown' });
  });

  it('say whether something would be lost', async () => {
    const { client } = await prepared(folder());
    expect((await snapshotOf(client)).unsaved).toBe(false);
    await refine(client, 8);
    expect((await snapshotOf(client)).unsaved).toBe(true);
    await client.call('project.save', { file: project });
    expect((await snapshotOf(client)).unsaved).toBe(false);
    await client.call('history.name', { revision: (await historyOf(client)).current!, name: 'fine' });
    expect((await snapshotOf(client)).unsaved).toBe(true);
  });
});

describe('undo to other data', () => {
  it('brings the roles and the split of the network back, and says so', async () => {
    const { client } = await prepared(folder());
    await train(client);
    const before = await snapshotOf(client);
    await client.call('data.prepare', { ...dataSetup, inputs: ['x1'], seed: 4 });
    expect((await snapshotOf(client)).model).toBeNull();
    expect((await historyOf(client)).undo).toBe(before.model!.revision);
    const log: LogLine[] = [];
    const restored: unknown[] = [];
    client.on('log', (line) => void log.push(line));
    client.on('dataset', (news) => void restored.push(news));
    await changed(client, 'history.undo', undefined);
    const after = await snapshotOf(client);
    expect(after.setup).toEqual(dataSetup);
    expect(after.dataset).toEqual(before.dataset);
    expect(after.model).toEqual(before.model);
    expect(after.scores).toEqual(before.scores);
    await vi.waitFor(() => expect(log.at(-1)?.text).toContain('2 inputs, 1 output, 180 training rows'));
    expect(restored).toEqual([{ dataset: before.dataset, setup: dataSetup, table: before.table }]);
  });

  it('is refused if it would need another table', async () => {
    const { client, engine } = await prepared(folder());
    const { model } = await snapshotOf(client);
    await writeFile(folder('other.csv'), 'a,b\n1,2\n2,3\n3,5\n');
    engine.grant('other-file-id', folder('other.csv'), false);
    await client.call('data.load', { file: 'other-file-id', overrides: {} });
    expect((await historyOf(client)).undo).toBeNull();
    const tables = async () => (await historyOf(client)).revisions.map(({ otherTable }) => otherTable);
    expect(await tables()).toEqual(['hello.csv']);
    const error = await rejection(changed(client, 'history.makeCurrent', { revision: model!.revision }));
    expect(error).toMatchObject({ kind: 'user', code: 'history.other-table' });
    expect(error.message).toContain('hello.csv');
    await client.call('data.load', { file: table, overrides: {} });
    expect(await tables()).toEqual([null]);
    expect((await changed(client, 'history.makeCurrent', { revision: model!.revision })).revision).toBe(
      model!.revision,
    );
    expect((await snapshotOf(client)).setup).toEqual(dataSetup);
  });
});
