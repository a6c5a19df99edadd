/** Equations, findings and the threshold on a disk that says no at any of its changes, and on one whose power is cut. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { noSteps, withDraft, type EquationSteps } from '../../../main/engine/equations/steps.ts';
import { noFindings, type Findings } from '../../../main/engine/findings/findings.ts';
import { Journal } from '../../../main/engine/storage/journal.ts';
import type { Recovered } from '../../../main/engine/storage/journalState.ts';
import { writeProject } from '../../../main/engine/storage/projectStore.ts';
import { decodeProject } from '../../../main/engine/storage/project.ts';
import { idleComparison } from '../../../shared/contract/views/comparison.ts';
import { draftOf } from '../../../shared/equationForm.ts';
import { equationSamples } from '../../../shared/equationSamples.ts';
import { disk, type Change } from '../../support/faultyDisk.ts';
import { useFolder } from '../../support/folder.ts';
import { noScores } from '../../../main/engine/data/index.ts';
import { sampleProject } from '../project/samples.ts';

vi.mock('node:fs/promises', async (original) =>
  (await import('../../support/faultyDisk.ts')).faultyDisk(original),
);

const [first, second] = equationSamples;
const oneStep = withDraft(noSteps, draftOf(first.problem, first.id), false);
const project = sampleProject();

interface Parts {
  readonly equations: EquationSteps;
  readonly findings: Findings;
  readonly threshold: number;
}

function compared(verdict: string): Findings {
  const kan = { hidden: [2], parameters: 20, seconds: 1, test: noScores };
  const view = { ...idleComparison, status: 'finished' as const, revision: 'one', kan, verdict };
  return { ...noFindings, comparison: { view, of: { data: project.data!, revision: 'one' } } };
}

const before: Parts = { equations: oneStep, findings: compared('The network.'), threshold: 0.25 };
const after: Parts = {
  equations: withDraft(oneStep, draftOf(second.problem, second.id), false),
  findings: compared('The MLP.'),
  threshold: 0.75,
};

/** What identifies the parts. */
const words = ({ equations, findings, threshold }: Parts): readonly string[] => [
  String(equations.steps.length),
  findings.comparison?.view.verdict ?? '',
  String(threshold),
];

const folder = useFolder();
beforeEach(() => disk.mend());

function open(where: string): Journal {
  return new Journal(where, 'test', {
    onDamage: (error) => {
      throw error;
    },
    onProblem: () => undefined,
  });
}

async function save(journal: Journal, parts: Parts): Promise<void> {
  const { history, curve } = project;
  const rest = { history, data: null, curve, savedThreshold: 0.5, project: null, saved: [], endedDuring: [] };
  journal.save({ ...rest, ...parts, equationsSaved: false, findingsSaved: false }, false);
  await journal.flush();
}

/** Each part is the old one or the new one, and still not in a project. */
function expectWhole(found: Recovered | null): void {
  words(found!).forEach((word, part) => expect([words(before)[part], words(after)[part]]).toContain(word));
  expect([found!.equationsSaved, found!.findingsSaved]).toEqual([false, false]);
}

const codes = ['ENOSPC', 'EROFS', 'EIO', 'EACCES'] as const;

describe('a journal with an equation, findings and a threshold', () => {
  it.each(codes)(
    'keeps each old or new at any failure of the disk, and all when it works again (%s)',
    async (code) => {
      for (let changes = 0, failed = true; failed; changes++) {
        const where = folder(String(changes));
        const journal = open(where);
        await save(journal, before);
        disk.breakAfter(changes, code);
        await save(journal, after);
        failed = disk.asked > changes;
        disk.mend();
        expect(journal.problem === null).toBe(!failed);
        expectWhole(await open(where).read());
        await journal.flush();
        expect(journal.problem).toBeNull();
        expect(words((await open(where).read())!)).toEqual(words(after));
      }
    },
  );

  it('has each old or new after a loss of power, whenever it happened', async () => {
    disk.changes = [];
    const journal = open(folder('a'));
    await save(journal, before);
    const done = disk.changes.length;
    await save(journal, after);
    const { changes } = disk;
    for (let at = done; at < changes.length; at++) {
      rmSync(folder('b'), { recursive: true, force: true });
      changes.slice(0, at).forEach(repeated);
      const next = changes[at];
      expectWhole(await open(folder('b')).read());
      if (next.type !== 'write') continue;
      for (let bytes = 0; bytes < next.bytes.length; bytes += 61) {
        writeFileSync(moved(next.path), next.bytes.subarray(0, bytes));
        expectWhole(await open(folder('b')).read());
      }
    }
    changes.slice(-1).forEach(repeated);
    expect(words((await open(folder('b')).read())!)).toEqual(words(after));
  });

  it('reports each part of which a disk lost bytes, and reads the others', async () => {
    await save(open(folder()), after);
    for (const [name, lost] of [
      ['equations.kan', 0],
      ['findings.kan', 1],
    ] as const) {
      const bytes = readFileSync(folder(name));
      for (let length = 0; length < bytes.length; length += 13) {
        writeFileSync(folder(name), bytes.subarray(0, length));
        const damage: unknown[] = [];
        const found = await new Journal(folder(), 'test', {
          onDamage: (error) => void damage.push(error),
          onProblem: () => undefined,
        }).read();
        expect(damage, String(length)).toHaveLength(1);
        const expected = words(after).map((word, part) =>
          part === lost ? words({ ...after, equations: noSteps, findings: noFindings })[part] : word,
        );
        expect(words(found!)).toEqual(expected);
      }
      writeFileSync(folder(name), bytes);
    }
  });

  const moved = (path: string): string => path.replace(folder('a'), folder('b'));

  function repeated(change: Change): void {
    const path = moved(change.path);
    if (change.type === 'folder') mkdirSync(path, { recursive: true });
    else if (change.type === 'write') writeFileSync(path, change.bytes);
    else if (change.type === 'rename') renameSync(path, moved(change.to));
    else rmSync(path, { recursive: true, force: true });
  }
});

describe('a project with an equation, findings and a threshold', () => {
  const withParts = (parts: Parts) => ({ ...project, ...parts });

  it.each(codes)('is the old or the new one at any failure of the disk (%s)', async (code) => {
    const path = folder('a.kan');
    const read = (): readonly string[] => words(decodeProject(readFileSync(path), 'a.kan'));
    for (let changes = 0, failed = true; failed; changes++) {
      await writeProject(path, withParts(before), 'test');
      disk.breakAfter(changes, code);
      failed = await writeProject(path, withParts(after), 'test').then(
        () => false,
        () => true,
      );
      disk.mend();
      expect(read()).toEqual(words(failed ? before : after));
    }
  });

  it('cut at any byte is refused as damaged', async () => {
    const path = folder('a.kan');
    await writeProject(path, withParts(after), 'test');
    const bytes = readFileSync(path);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeProject(bytes.subarray(0, length), 'a.kan'), String(length)).toThrow(
        expect.objectContaining({ detail: expect.objectContaining({ kind: 'user' }) as object }) as Error,
      );
    }
  });
});
