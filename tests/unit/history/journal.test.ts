import { describe, expect, it } from 'vitest';
import { noFindings } from '../../../main/engine/findings/findings.ts';
import { noSteps } from '../../../main/engine/equations/steps.ts';
import { noScores } from '../../../main/engine/data/index.ts';
import { append, emptyHistory, measured } from '../../../main/engine/history/history.ts';
import { Journal } from '../../../main/engine/storage/journal.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { sampleRevision } from '../project/samples.ts';
import { useFolder } from '../../support/folder.ts';

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

const parts = { equations: noSteps, equationsSaved: true, findings: noFindings, findingsSaved: true };
const rest = {
  data: null,
  curve: [],
  threshold: 0.3,
  savedThreshold: 0.4,
  project: null,
  saved: [],
  ...parts,
};

describe('the journal', () => {
  it('keeps the checkpoint of a run that goes on, and removes that of a run that ended', async () => {
    const history = append(emptyHistory, sampleRevision('aaaa-bbbb', null, model));
    const checkpoint = { revision: sampleRevision('cccc-dddd', 'aaaa-bbbb', model), curve: [] };
    const journal = open();
    journal.save({ history, ...rest }, false);
    journal.checkpoint(checkpoint);
    await journal.flush();
    // A revision is named, or the project is saved, while the network is trained.
    journal.save({ history, ...rest, saved: ['aaaa-bbbb'] }, true);
    await journal.flush();
    const found = (await open().read())!;
    expect(found.saved).toEqual(['aaaa-bbbb']);
    expect(found.checkpoint?.revision.id).toBe('cccc-dddd');
    // A run ends; before this is written, the next one goes on.
    journal.save({ history, ...rest }, false);
    journal.save({ history, ...rest }, true);
    await journal.flush();
    expect((await open().read())!.checkpoint).toBeNull();
  });

  it('keeps the scores of a revision that was measured after it was first written', async () => {
    const unmeasured = append(emptyHistory, { ...sampleRevision('aaaa-bbbb', null, model), scores: null });
    const first = open();
    first.save({ history: unmeasured, ...rest }, false);
    await first.flush();
    first.save({ history: measured(unmeasured, 'aaaa-bbbb', scores), ...rest }, false);
    await first.flush();
    const found = (await open().read())!;
    expect(found.history.revisions[0].scores).toEqual(scores);
    expect(found).toMatchObject({ threshold: 0.3, savedThreshold: 0.4 });
  });
});
