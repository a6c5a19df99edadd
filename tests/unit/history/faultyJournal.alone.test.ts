/** A journal on a disk that says no at any of its changes, and one whose power is cut. */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createModel } from '../../../main/engine/kan/create.ts';
import { append, emptyHistory } from '../../../main/engine/history/history.ts';
import { Journal } from '../../../main/engine/storage/journal.ts';
import type { JournalState, Recovered } from '../../../main/engine/storage/journalState.ts';
import { disk, type Change } from '../../support/faultyDisk.ts';
import { sampleRevision } from '../project/samples.ts';
import { useFolder } from '../../support/folder.ts';
import { besideHistory } from './besideHistory.ts';

vi.mock('node:fs/promises', async (original) =>
  (await import('../../support/faultyDisk.ts')).faultyDisk(original),
);

const model = createModel({ inputs: 1, hidden: [], outputs: 1, seed: 1 });
const first = append(emptyHistory, sampleRevision('one', null, model));
const second = append(first, sampleRevision('two', 'one', model));
const checkpoint = { revision: sampleRevision('three', 'two', model), curve: [] };
const codes = ['ENOSPC', 'EROFS', 'EIO', 'EACCES'] as const;

const folder = useFolder();
let told: (string | null)[] = [];
beforeEach(() => {
  disk.mend();
  told = [];
});
afterEach(() => {
  disk.mend();
  vi.useRealTimers();
});

function open(where = folder()): Journal {
  return new Journal(where, 'test', {
    onDamage: (error) => {
      throw error;
    },
    onProblem: (problem) => void told.push(problem?.message ?? null),
  });
}

const idsOf = (found: Recovered | null): readonly string[] =>
  found?.history.revisions.map(({ id }) => id) ?? [];

async function save(journal: Journal, history: JournalState['history']): Promise<void> {
  journal.save({ history, ...besideHistory }, false);
  await journal.flush();
}

/** Everything that a journal does in its life. */
async function life(journal: Journal): Promise<void> {
  await save(journal, second);
  journal.checkpoint(checkpoint);
  await journal.flush();
  await journal.beginLoading();
  await journal.endLoading();
}

describe('a journal on a failing disk', () => {
  it.each(codes)(
    'keeps its old content, reports the reason, and is complete when the disk works again (%s)',
    async (code) => {
      for (let changes = 0, failed = true; failed; changes++) {
        const where = folder(String(changes));
        const journal = open(where);
        await save(journal, first);
        told = [];
        disk.breakAfter(changes, code);
        await life(journal);
        failed = disk.asked > changes;
        disk.mend();
        // The old state, or the new one; never half of it.
        expect([['one'], ['one', 'two']]).toContainEqual(idsOf(await open(where).read()));
        if (failed) expect(told.at(-1), String(changes)).toMatch(/^Crash protection is off: .+\.$/);
        await journal.flush();
        expect(journal.problem).toBeNull();
        if (failed) expect(told.at(-1)).toBeNull();
        expect(idsOf(await open(where).read())).toEqual(['one', 'two']);
        await journal.endLoading();
        const names = readdirSync(where).sort();
        expect(
          names.filter(
            (name) => !/^(revision-\w+|checkpoint|equations|findings)\.kan$|^state\.json$/u.test(name),
          ),
        ).toEqual([]);
      }
    },
  );

  it('tries again by itself, and reports that it works again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const journal = open();
    disk.breakAfter(0, 'ENOSPC');
    await save(journal, second);
    expect(told).toEqual(['Crash protection is off: the disk is full.']);
    // The next attempt fails too.
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(disk.asked).toBeGreaterThan(1));
    expect(told).toHaveLength(1);
    disk.mend();
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(told.at(-1)).toBeNull());
    expect(idsOf(await open().read())).toEqual(['one', 'two']);
  });

  it('writes all files again, for it is not known which are still there', async () => {
    const journal = open();
    await save(journal, first);
    for (const name of ['revision-one.kan', 'equations.kan']) rmSync(folder(name));
    disk.breakAfter(0, 'EIO');
    await save(journal, second);
    disk.mend();
    await journal.flush();
    expect(idsOf(await open().read())).toEqual(['one', 'two']);
    expect(readdirSync(folder())).toContain('equations.kan');
  });

  it('works again only when nothing waits to be written', async () => {
    const journal = open();
    await save(journal, second);
    disk.breakAfter(0, 'EIO');
    journal.checkpoint(checkpoint);
    await journal.flush();
    disk.mend();
    await journal.beginLoading();
    expect(journal.problem).not.toBeNull();
    await journal.flush();
    expect(journal.problem).toBeNull();
  });

  it('gives no error when files cannot be removed', async () => {
    const journal = open();
    await save(journal, first);
    disk.breakAfter(0, 'EROFS');
    await journal.clear();
    expect(told).toHaveLength(1);
  });
});

describe('a journal after a loss of power', () => {
  /** The changes done anew in an empty folder, the last one in part. */
  function replay(changes: readonly Change[], from: string, to: string): void {
    const moved = (path: string): string => path.replace(from, to);
    for (const change of changes) {
      const path = moved(change.path);
      if (change.type === 'folder') mkdirSync(path, { recursive: true });
      else if (change.type === 'write') writeFileSync(path, change.bytes);
      else if (change.type === 'rename') renameSync(path, moved(change.to));
      else rmSync(path, { recursive: true, force: true });
    }
  }

  it('has the old state or the new one, whenever it happened', async () => {
    disk.changes = [];
    const journal = open(folder('a'));
    await save(journal, first);
    const before = disk.changes.length;
    await life(journal);
    const { changes } = disk;
    const to = folder('b');
    for (let done = before; done <= changes.length; done++) {
      const next = changes.at(done);
      const parts = next?.type === 'write' ? next.bytes.length : 1;
      // Through what is written then: one folder serves for all, since only one file grows.
      rmSync(to, { recursive: true, force: true });
      replay(changes.slice(0, done), folder('a'), to);
      const expected = idsOf(await open(to).read());
      expect([['one'], ['one', 'two']]).toContainEqual(expected);
      for (let bytes = 0; bytes < parts && next?.type === 'write'; bytes += 89) {
        writeFileSync(next.path.replace(folder('a'), to), next.bytes.subarray(0, bytes));
        expect(idsOf(await open(to).read())).toEqual(expected);
      }
    }
    expect(idsOf(await open(to).read())).toEqual(['one', 'two']);
  });

  it('reads what is left by a disk that lost written bytes, without a crash', async () => {
    await life(open());
    const damaged: unknown[] = [];
    for (const name of ['revision-two.kan', 'checkpoint.kan', 'state.json']) {
      const path = folder(name);
      const { bytes } = disk.changes.findLast(
        (change): change is Extract<Change, { type: 'write' }> =>
          change.type === 'write' && renamedTo(change.path) === path,
      )!;
      for (let length = 0; length < bytes.length; length += name === 'state.json' ? 1 : 7) {
        writeFileSync(path, bytes.subarray(0, length));
        const journal = new Journal(folder(), 'test', {
          onDamage: (error) => void damaged.push(error),
          onProblem: () => undefined,
        });
        const found = await journal.read();
        if (name === 'checkpoint.kan') expect(idsOf(found)).toEqual(['one', 'two']);
        else expect(['', 'one']).toContain(idsOf(found).join());
      }
      writeFileSync(path, bytes);
    }
    expect(damaged.length).toBeGreaterThan(0);
  });

  const renamedTo = (path: string): string | undefined =>
    disk.changes.flatMap((change) =>
      change.type === 'rename' && change.path === path ? [change.to] : [],
    )[0];
});
