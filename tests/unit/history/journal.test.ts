import { copyFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noScores } from '../../../main/engine/data/index.ts';
import { append, emptyHistory, measured } from '../../../main/engine/history/history.ts';
import { Journal } from '../../../main/engine/storage/journal.ts';
import { unfinishedPrefix } from '../../../main/files/replaceFile.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { sampleRevision } from '../project/samples.ts';
import { useFolder } from '../../support/folder.ts';
import { besideHistory } from './besideHistory.ts';

const model = createModel({ inputs: 1, hidden: [], outputs: 1, seed: 1 });
const scores = { train: { ...noScores, rows: 3, rmse: 0.5 }, validation: noScores, test: noScores };

const folder = useFolder();

const open = (): Journal =>
  new Journal(folder(), 'test', {
    onDamage: (error) => {
      throw error;
    },
    onProblem: (problem) => {
      throw new Error(problem?.message);
    },
  });

describe('the journal', () => {
  it('keeps the checkpoint of a run that goes on, and removes that of a run that ended', async () => {
    const history = append(emptyHistory, sampleRevision('aaaa-bbbb', null, model));
    const checkpoint = { revision: sampleRevision('cccc-dddd', 'aaaa-bbbb', model), curve: [] };
    const journal = open();
    journal.save({ history, ...besideHistory }, false);
    journal.checkpoint(checkpoint);
    await journal.flush();
    // A revision is named, or the project is saved, while the network is trained.
    journal.save({ history, ...besideHistory, saved: ['aaaa-bbbb'] }, true);
    await journal.flush();
    const found = (await open().read())!;
    expect(found.saved).toEqual(['aaaa-bbbb']);
    expect(found.checkpoint?.revision.id).toBe('cccc-dddd');
    // A run ends; before this is written, the next one goes on.
    journal.save({ history, ...besideHistory }, false);
    journal.save({ history, ...besideHistory }, true);
    await journal.flush();
    expect((await open().read())!.checkpoint).toBeNull();
  });

  it('keeps the scores of a revision that was measured after it was first written', async () => {
    const unmeasured = append(emptyHistory, { ...sampleRevision('aaaa-bbbb', null, model), scores: null });
    const first = open();
    first.save({ history: unmeasured, ...besideHistory }, false);
    await first.flush();
    first.save({ history: measured(unmeasured, 'aaaa-bbbb', scores), ...besideHistory }, false);
    await first.flush();
    const found = (await open().read())!;
    expect(found.history.revisions[0].scores).toEqual(scores);
    expect(found).toMatchObject({ threshold: 0.3, savedThreshold: 0.4 });
  });

  const one = append(emptyHistory, sampleRevision('one', null, model));
  const two = append(one, sampleRevision('two', 'one', model));
  const checkpoint = { revision: sampleRevision('three', 'two', model), curve: [] };
  const file = (name: string): string => join(folder(), name);

  it('does not write the checkpoint of a run that ended before it was written', async () => {
    const journal = open();
    journal.checkpoint(checkpoint);
    journal.save({ history: two, ...besideHistory }, false);
    await journal.flush();
    expect((await open().read())!.checkpoint).toBeNull();
  });

  it('writes what comes while something else is written', async () => {
    const journal = open();
    journal.save({ history: one, ...besideHistory }, true);
    journal.checkpoint({ ...checkpoint, revision: { ...checkpoint.revision, name: 'early' } });
    await writing();
    journal.save({ history: two, ...besideHistory }, true);
    await journal.flush();
    journal.checkpoint({ ...checkpoint, revision: { ...checkpoint.revision, name: 'late' } });
    await writing();
    journal.checkpoint({ ...checkpoint, revision: { ...checkpoint.revision, name: 'last' } });
    await journal.flush();
    const found = (await open().read())!;
    expect(found.history.revisions.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(found.checkpoint?.revision.name).toBe('last');
  });

  it('holds nothing once it is cleared, whatever was to be written', async () => {
    const journal = open();
    await journal.beginLoading();
    journal.save({ history: two, ...besideHistory }, true);
    await writing();
    journal.checkpoint(checkpoint);
    await journal.clear();
    await journal.flush();
    expect(readdirSync(folder())).toEqual([]);
  });

  it('tells that a table was being read when the engine ended', async () => {
    expect(await open().beginLoading()).toBe(true);
    const next = open();
    expect(await next.beginLoading()).toBe(false);
    await next.endLoading();
    expect(await next.beginLoading()).toBe(true);
  });

  it('knows which revision is the tip, where an earlier one is current', async () => {
    const journal = open();
    journal.save({ history: { ...two, current: 'one' }, ...besideHistory }, false);
    await journal.flush();
    expect((await open().read())!.history).toMatchObject({ current: 'one', tip: 'two' });
  });

  it('leaves out a file that holds another revision than its name says', async () => {
    const journal = open();
    journal.save({ history: two, ...besideHistory }, false);
    await journal.flush();
    copyFileSync(file('revision-one.kan'), file('revision-two.kan'));
    const { history } = (await open().read())!;
    expect(history).toMatchObject({ current: null, tip: null });
    expect(history.revisions.map(({ id }) => id)).toEqual(['one']);
  });

  it('does not write a revision again that it has read', async () => {
    const journal = open();
    journal.save({ history: two, ...besideHistory }, false);
    await journal.flush();
    const before = statSync(file('revision-one.kan')).ino;
    const next = open();
    const { history } = (await next.read())!;
    next.save({ history, ...besideHistory }, false);
    await next.flush();
    expect(statSync(file('revision-one.kan')).ino).toBe(before);
  });

  it('keeps whether a project holds the equation and the findings, which it does where there are none', async () => {
    const journal = open();
    journal.save({ history: one, ...besideHistory }, false);
    await journal.flush();
    journal.save({ history: one, ...besideHistory, equationsSaved: false, findingsSaved: false }, false);
    await journal.flush();
    expect(await open().read()).toMatchObject({ equationsSaved: false, findingsSaved: false });
    rmSync(file('equations.kan'));
    expect(await open().read()).toMatchObject({ equationsSaved: true, findingsSaved: false });
  });

  it('removes what a loss of power left unfinished', async () => {
    const journal = open();
    journal.save({ history: one, ...besideHistory }, false);
    await journal.flush();
    writeFileSync(file(`${unfinishedPrefix}1`), 'half');
    await open().read();
    expect(readdirSync(folder()).filter((name) => name.startsWith(unfinishedPrefix))).toEqual([]);
  });
});

/** Settles when the journal has begun to write what it was asked for. */
async function writing(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}
