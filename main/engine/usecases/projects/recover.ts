/** Restores the session from the journal after a crash. */
import {
  type CurvePoint,
  type TrainingView,
  idleTraining,
} from '../../../../shared/contract/views/training.ts';
import { noSteps } from '../../equations/steps.ts';
import { noFindings } from '../../findings/findings.ts';
import { append, find, type History } from '../../history/history.ts';
import type { Journal } from '../../storage/journal.ts';
import type { Checkpoint } from '../../storage/journalState.ts';
import { optimizers } from '../../../../shared/settings/optimizers.ts';
import { showSteps } from '../../session/equationSteps.ts';
import type { Session } from '../../session/session.ts';
import { restoreTableIfPossible } from '../tables/restoreTable.ts';

/** Restores history, curve and setup, and then reads the table again. Does nothing if the journal is empty. */
export async function recover(session: Session, journal: Journal): Promise<void> {
  const found = await journal.read();
  if (found === null) return;
  const { data, threshold, savedThreshold, project, saved } = found;
  const { history, training, curve } = withCheckpoint(found.history, found.curve, found.checkpoint);
  const source = data && {
    path: data.path,
    fileName: data.fileName,
    hash: data.hash,
    overrides: data.overrides,
  };
  const setup = data?.setup ?? null;
  const { equations, equationsSaved, findings, findingsSaved } = found;
  const savedEquations = equationsSaved ? equations : noSteps;
  const savedFindings = findingsSaved ? findings : noFindings;
  session.update({
    history,
    training,
    curve,
    ...{ threshold, savedThreshold },
    ...{ project, saved },
    ...{ source, setup },
    ...{ equations, savedEquations, findings, savedFindings },
    recovered: true,
  });
  session.interrupted = training.status === 'stopped' ? ['training'] : found.endedDuring;
  showSteps(session);
  session.log('info', `Restored from the journal: ${history.revisions.length} revisions.`);
  if (data === null) return;
  if (await journal.beginLoading()) {
    await restoreTableIfPossible(session, new AbortController().signal);
    await journal.endLoading();
  } else {
    session.log('warning', 'The engine ended while it read the table; it was not loaded again.');
    await journal.endLoading();
  }
}

/** Makes the run that the crash interrupted a revision, unless the run had ended and been recorded. */
function withCheckpoint(
  history: History,
  lastCurve: readonly CurvePoint[],
  checkpoint: Checkpoint | null,
): { history: History; training: TrainingView; curve: readonly CurvePoint[] } {
  const unchanged = { history, training: idleTraining, curve: lastCurve };
  if (checkpoint === null || find(history, checkpoint.revision.id) !== null) return unchanged;
  const { revision, curve } = checkpoint;
  const { operation, parent } = revision;
  if (operation.type !== 'train' || parent === null || find(history, parent) === null) return unchanged;
  const training: TrainingView = {
    ...idleTraining,
    status: 'stopped',
    optimizer: optimizers[operation.setup.optimizer].name,
    step: operation.steps,
    steps: operation.setup.steps,
    revision: revision.id,
    message: `The engine ended unexpectedly; the model of about step ${operation.steps} was restored. Train to continue.`,
  };
  return { history: append(history, revision), training, curve };
}
