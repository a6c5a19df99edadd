/** What is kept: projects, and the journal from which the next engine continues. */
import { appendFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { localReader } from '../../../main/engine/reader/reader.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import {
  dataSetup,
  helloCsv,
  networkSetup,
  openStudio,
  prepared,
  project,
  table,
  train,
  trainingSetup,
  useStudioFolder,
} from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

describe('projects', () => {
  async function saved(): Promise<Snapshot> {
    const { client } = await prepared(folder());
    await train(client);
    const { bytes } = await client.call('project.save', { file: project });
    expect((await readFile(folder('hello.kan'))).length).toBe(bytes);
    return client.call('session.snapshot', undefined);
  }

  it('open as saved, with the table inside', async () => {
    const before = await saved();
    await rm(folder('hello.csv'));
    const { client } = openStudio(folder());
    const after = await client.call('project.open', { file: project });
    expect(after.table).toEqual(before.table);
    expect(after.model).toEqual(before.model);
    expect(after.scores).toEqual(before.scores);
    expect(after.history.revisions).toEqual(before.history.revisions);
    expect(after.setup).toEqual(dataSetup);
    expect(after.training.points).toEqual(before.training.points);
    await train(client, { steps: 3 });
  });

  it('are not written over what another window or program has saved in them, unless that is asked for', async () => {
    const first = (await prepared(folder())).client;
    await train(first);
    await first.call('project.save', { file: project });
    const second = openStudio(folder()).client;
    await second.call('project.open', { file: project });
    await train(second, { steps: 3 });
    await second.call('project.save', { file: project });
    await second.call('project.save', { file: project });
    const theirs = await readFile(folder('hello.kan'));

    await train(first, { steps: 4 });
    expect((await rejection(first.call('project.save', { file: project }))).code).toBe('project.changed');
    expect((await readFile(folder('hello.kan'))).equals(theirs)).toBe(true);
    await first.call('project.save', { file: project, replace: true });
    await train(first, { steps: 5 });
    await first.call('project.save', { file: project });
    expect((await rejection(second.call('project.save', { file: project }))).code).toBe('project.changed');

    // One that is no longer there is written anew.
    await rm(folder('hello.kan'));
    await second.call('project.save', { file: project });
  });

  it('leave no table in the profile when everything is saved and the app quits', async () => {
    await saved();
    await rm(folder('hello.csv'));
    const tables = (): Promise<string[]> => readdir(folder('journal', 'tables')).catch(() => []);
    const first = openStudio(folder(), true);
    await first.client.call('project.open', { file: project });
    await train(first.client, { steps: 3 });
    await first.engine.flush();
    expect(await tables(), 'kept for work that is not saved').toHaveLength(1);
    const second = openStudio(folder(), true);
    expect((await second.client.call('session.snapshot', undefined)).table).not.toBeNull();
    await second.client.call('project.save', { file: project });
    await second.engine.flush();
    expect(await tables()).toEqual([]);
  });

  it('keep their table when another engine ends, also without a journal', async () => {
    await saved();
    await rm(folder('hello.csv'));
    const [first, second] = [openStudio(folder()), openStudio(folder())];
    await first.client.call('project.open', { file: project });
    await second.client.call('project.open', { file: project });
    await second.engine.flush();
    await first.client.call('project.save', { file: project });
    await first.engine.flush();
    const { client } = openStudio(folder());
    expect((await client.call('project.open', { file: project })).table).not.toBeNull();
  });

  it('open and can be saved when the journal cannot be written', async () => {
    const before = await saved();
    await rm(folder('hello.csv'));
    await writeFile(folder('journal'), 'where the folder should be');
    const { client, engine } = openStudio(folder(), true);
    const after = await client.call('project.open', { file: project });
    expect(after.table).toEqual(before.table);
    await train(client, { steps: 3 });
    await client.call('project.save', { file: project });
    const { unprotected } = await client.call('session.snapshot', undefined);
    expect(unprotected?.message).toBe('Crash protection is off: a file is where its folder should be.');
    await rm(folder('journal'));
    await engine.flush();
    expect((await client.call('session.snapshot', undefined)).unprotected).toBeNull();
  });

  it('that are damaged change nothing', async () => {
    await saved();
    const bytes = await readFile(folder('hello.kan'));
    await writeFile(folder('hello.kan'), bytes.subarray(0, bytes.length / 2));
    const { client } = await prepared(folder());
    expect((await rejection(client.call('project.open', { file: project }))).code).toBe('project.damaged');
    await rm(folder('hello.kan'));
    expect((await rejection(client.call('project.open', { file: project }))).code).toBe('file.read');
    expect((await client.call('session.snapshot', undefined)).model?.shape).toEqual([2, 5, 1]);
  });
});

describe('the journal', () => {
  /** What a new engine brings back. */
  const snapshotOf = async (): Promise<Snapshot> => {
    const { client, engine } = openStudio(folder(), true);
    const snapshot = await client.call('session.snapshot', undefined);
    await engine.flush();
    return snapshot;
  };
  /** Waits until the journal on disk names that many revisions: from then on an engine may end without notice. */
  const journalled = (revisions: number, named: 'revisions' | 'saved' = 'revisions'): Promise<void> =>
    vi.waitFor(async () => {
      const state = JSON.parse(await readFile(folder('journal', 'state.json'), 'utf8'));
      expect(state[named]).toHaveLength(revisions);
    });

  it('remembers the project file, which is not written over after a crash where another program changed it', async () => {
    const { client } = await prepared(folder(), true);
    await train(client);
    await client.call('project.save', { file: project });
    await journalled(2, 'saved');
    const after = openStudio(folder(), true).client;
    await vi.waitFor(async () =>
      expect((await after.call('session.snapshot', undefined)).dataset).not.toBeNull(),
    );
    await train(after, { steps: 3 });
    await appendFile(folder('hello.kan'), 'of another program');
    const theirs = await readFile(folder('hello.kan'));
    expect((await rejection(after.call('project.save', { file: project }))).code).toBe('project.changed');
    expect((await readFile(folder('hello.kan'))).equals(theirs)).toBe(true);
    await after.call('project.save', { file: project, replace: true });
    await after.call('project.save', { file: project });
  });

  it('tells the window the project file, so that work after a crash of the whole app is saved there, until there is another table', async () => {
    const { client, engine } = await prepared(folder(), true);
    expect((await client.call('session.snapshot', undefined)).project).toBeNull();
    await train(client);
    engine.grant('saved-as-id', folder('mine.kan'), true);
    await client.call('project.save', { file: 'saved-as-id' });
    await journalled(2, 'saved');
    // The next engine is not told of that file.
    const after = openStudio(folder(), true).client;
    const found = await after.call('session.snapshot', undefined);
    expect(found.project?.name).toBe('mine.kan');
    const before = await readFile(folder('mine.kan'));
    await train(after, { steps: 3 });
    await after.call('project.save', { file: found.project!.id });
    expect((await readFile(folder('mine.kan'))).equals(before)).toBe(false);

    await after.call('data.load', { file: null, overrides: { decimal: '.' } });
    expect((await after.call('session.snapshot', undefined)).project).toEqual(found.project);
    await after.call('data.load', { file: table, overrides: {} });
    expect((await after.call('session.snapshot', undefined)).project).toBeNull();
  });

  it('restores everything after a crash', async () => {
    const { client } = await prepared(folder(), true);
    await train(client);
    const before = await client.call('session.snapshot', undefined);
    await journalled(2);
    const after = await snapshotOf();
    expect(after.recovered).toBe(true);
    expect(after.history.revisions).toEqual(before.history.revisions);
    expect(after.model).toEqual(before.model);
    expect(after.scores).toEqual(before.scores);
    expect(after.table).toEqual(before.table);
    expect(after.setup).toEqual(before.setup);
    expect(after.training.points).toEqual(before.training.points);
  });

  it('keeps the model when the table is missing or has changed', async () => {
    const { client, engine } = await prepared(folder(), true);
    await train(client);
    await engine.flush();
    await rename(folder('hello.csv'), folder('away.csv'));
    const gone = await snapshotOf();
    expect(gone.table).toBeNull();
    expect(gone.lostTable).toBe('hello.csv');
    expect(gone.lostBecause).toMatch(/^There is no file hello\.csv\. Check the name/);
    expect(gone.dataset).toBeNull();
    expect(gone.model?.shape).toEqual([2, 5, 1]);
    expect(gone.model!.edges.some((edge) => edge.score > 0)).toBe(true);
    await rename(folder('away.csv'), folder('hello.csv'));
    expect(await snapshotOf()).toMatchObject({ table: { rows: 300 }, lostTable: null });
    await appendFile(folder('hello.csv'), '1,2,3\n');
    expect(await snapshotOf()).toMatchObject({ table: null, lostBecause: 'The file has changed since.' });
  });

  it('says that the reader failed where it did, and not that the table was moved', async () => {
    const { client, engine } = await prepared(folder(), true);
    await train(client);
    await engine.flush();
    const broken = openStudio(folder(), true, {
      reader: { ...localReader, load: () => Promise.reject(new TypeError('a fault')) },
    });
    const { lostTable, lostBecause } = await broken.client.call('session.snapshot', undefined);
    expect(lostTable).toBe('hello.csv');
    expect(lostBecause).toMatch(/^The reader of KAN Studio failed; .*Show log/);
  });

  it('a network without its table continues with that table once it is opened, and is replaced with another', async () => {
    const { client, engine } = await prepared(folder(), true);
    await train(client);
    const before = await client.call('session.snapshot', undefined);
    await engine.flush();
    const csv = folder('hello.csv');
    await rename(csv, folder('away.csv'));
    await writeFile(csv, helloCsv(20));
    const again = openStudio(folder(), true);
    again.engine.grant('moved-table-id', folder('away.csv'), false);
    await again.client.call('data.load', { file: 'moved-table-id', overrides: {} });
    const found = await again.client.call('session.snapshot', undefined);
    expect(found).toMatchObject({ lostTable: null, table: { rows: 300 }, setup: before.setup });
    expect([found.model, found.scores]).toEqual([before.model, before.scores]);
    await again.engine.flush();

    await rm(folder('away.csv'));
    const other = openStudio(folder(), true);
    expect((await other.client.call('session.snapshot', undefined)).lostTable).toBe('away.csv');
    await other.client.call('data.load', { file: table, overrides: {} });
    const anew = await other.client.call('session.snapshot', undefined);
    expect(anew).toMatchObject({ table: { rows: 20 }, model: null, setup: null });
    expect(anew.history.revisions).toHaveLength(2);
    await other.engine.flush();
  });

  it('is cleared when the app quits if nothing trained would be lost, else kept', async () => {
    const fresh = await prepared(folder(), true);
    await fresh.engine.flush();
    expect(await snapshotOf()).toMatchObject({ recovered: false, model: null, table: null });
    const trained = await prepared(folder(), true);
    await train(trained.client);
    await trained.engine.flush();
    expect((await snapshotOf()).recovered).toBe(true);
    const { client, engine } = openStudio(folder(), true);
    await client.call('project.save', { file: project });
    await engine.flush();
    expect(await snapshotOf()).toMatchObject({ recovered: false, model: null });
  });

  it('a flush ends learning in phases, keeps what was learned, and the next start knows of it', async () => {
    const { client, engine } = await prepared(folder(), true);
    const learned = new Promise<void>((resolve) => {
      client.on('phases', () => resolve());
    });
    const asked = client.call('phases.learn', { by: { parts: 5 }, network: networkSetup, steps: 1000 });
    asked.catch(() => undefined);
    await learned;
    await engine.flush();
    const found = await snapshotOf();
    expect(found).toMatchObject({ recovered: true, interrupted: ['phases'] });
    expect(found.phases?.phases).toHaveLength(5);
  });

  it('a flush while smaller networks are made is known to the next start', async () => {
    const { client, engine } = await prepared(folder(), true);
    await train(client);
    const begun = new Promise<void>((resolve) => {
      client.on('progress', () => resolve());
    });
    const asked = client.call('model.simplify', undefined);
    await begun;
    await engine.flush();
    await asked;
    expect(await snapshotOf()).toMatchObject({ recovered: true, interrupted: ['simplification'] });
  });

  it('a flush ends a run and keeps its result', async () => {
    const { client, engine } = await prepared(folder(), true);
    await client.call('train.step', trainingSetup);
    await client.call('train.step', trainingSetup);
    await engine.flush();
    expect((await snapshotOf()).history.revisions.map((revision) => revision.label)).toEqual([
      'New network (hidden 5; G 5, k 3)',
      'Trained 2 steps (L-BFGS)',
    ]);
  });

  it('is no longer “recovered” once work continues', async () => {
    const { client, engine } = await prepared(folder(), true);
    await train(client);
    await engine.flush();
    const again = openStudio(folder(), true);
    expect((await again.client.call('session.snapshot', undefined)).recovered).toBe(true);
    await train(again.client, { steps: 2 });
    expect((await again.client.call('session.snapshot', undefined)).recovered).toBe(false);
    await again.engine.flush();
  });

  it('that is damaged restores the undamaged part', async () => {
    const { client, engine } = await prepared(folder(), true);
    await train(client);
    await engine.flush();
    const { revisions } = (await client.call('session.snapshot', undefined)).history;
    await writeFile(folder('journal', `revision-${revisions[1].id}.kan`), 'rubbish');
    const after = await snapshotOf();
    expect(after.history.revisions.map((revision) => revision.id)).toEqual([revisions[0].id]);
    await writeFile(folder('journal', 'state.json'), '{"revisions": 7}');
    expect((await snapshotOf()).recovered).toBe(false);
  });
});
