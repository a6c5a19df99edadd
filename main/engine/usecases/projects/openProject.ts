import { idleTraining } from '../../../../shared/contract/views/training.ts';
import { locateTable, projectFileAt, readProject } from '../../storage/projectStore.ts';
import type { Session } from '../../session/session.ts';
import { showSteps } from '../../session/equationSteps.ts';
import { showFindings } from '../../session/findings.ts';
import { announceModel } from '../../session/snapshot.ts';
import { restoreTableIfPossible } from '../tables/restoreTable.ts';

/** Opens a project with its table, if the table can be found. @throws as {@link openHistory} does. */
export async function openProject(session: Session, path: string, signal: AbortSignal): Promise<void> {
  await open(session, path, signal, async (own) => {
    await restoreTableIfPossible(session, own);
    await announceModel(session);
  });
}

/**
 * Opens a project without reading the table: {@link restoreTable} does that.
 * @throws KanError `file.read`, `project.*`, `cancelled`; the session is then unchanged.
 */
export async function openHistory(session: Session, path: string, signal: AbortSignal): Promise<void> {
  await open(session, path, signal, () => Promise.resolve());
}

async function open(
  session: Session,
  path: string,
  signal: AbortSignal,
  then: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const file = await projectFileAt(path);
  const project = await readProject(path);
  const tablePath = await locateTable(path, project, session.options.scratch);
  const { history, data, curve, threshold, equations, findings } = project;
  await session.settle();
  await session.equation?.stop();
  await session.comparison?.stop();
  await session.sizeStudy?.stop();
  await session.lane.run(signal, async (own) => {
    session.update({
      source:
        data && tablePath !== null
          ? { path: tablePath, fileName: data.fileName, hash: data.hash, overrides: data.overrides }
          : null,
      loaded: null,
      lostBecause: '',
      setup: data?.setup ?? null,
      dataset: null,
      history,
      scores: null,
      training: idleTraining,
      curve,
      ...{ threshold, savedThreshold: threshold },
      project: file,
      saved: history.revisions.map((revision) => revision.id),
      ...{ equations, savedEquations: equations, findings, savedFindings: findings },
      recovered: false,
    });
    showSteps(session);
    showFindings(session);
    await then(own);
  });
}
