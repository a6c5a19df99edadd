/** Makes another revision current, or names one. */
import { isDeepStrictEqual } from 'node:util';
import { userError } from '../../../../shared/errors.ts';
import { plural } from '../../../../shared/figures.ts';
import { prepareDataset } from '../../data/index.ts';
import { find, withCurrent, measured, named, redoTarget, undoTarget } from '../../history/history.ts';
import type { Revision } from '../../history/revision.ts';
import { scoreModel } from '../../measure/scores.ts';
import { scoringDataset } from '../../history/scoringDataset.ts';
import { canReach, fitsPresentData } from '../../session/revisionData.ts';
import type { Session } from '../../session/session.ts';
import type { State } from '../../session/state.ts';
import { announceModel, historyViewOf } from '../../session/snapshot.ts';
import { datasetView } from '../../views/dataset.ts';
import { showKeptFormulas } from '../formulas/searchFormulas.ts';
import { readTable } from '../tables/readTable.ts';

/**
 * Makes a revision current. If it was made with other roles or another split of the same table, these are restored
 * too, and a log line says so.
 * @throws KanError `history.unknown`, `history.other-table`, `train.busy`, `cancelled`
 */
export function goToRevision(session: Session, id: string, signal: AbortSignal): Promise<void> {
  return walk(session, signal, () => id);
}

/** @throws KanError `history.start`, and as {@link goToRevision} does. */
export function undo(session: Session, signal: AbortSignal): Promise<void> {
  return walk(session, signal, () => {
    const target = undoTarget(session.state.history);
    if (target !== null) return target;
    throw userError('history.start', 'There is nothing to undo.');
  });
}

/** @throws KanError `history.end`, and as {@link goToRevision} does. */
export function redo(session: Session, signal: AbortSignal): Promise<void> {
  return walk(session, signal, () => {
    const target = redoTarget(session.state.history);
    if (target !== null) return target;
    throw userError('history.end', 'There is nothing to redo.');
  });
}

/** @param name '' for none. @throws KanError `history.unknown` */
export function nameRevision(session: Session, revision: string, name: string): void {
  const { id } = requireRevision(session, revision);
  const { history, saved } = session.state;
  // The name is not in the project file yet.
  const others = saved.filter((other) => other !== id);
  session.update({ history: named(history, id, name.trim()), saved: others });
  session.hub.emit('history', historyViewOf(session));
}

/** @throws KanError `history.unknown` */
export function requireRevision(session: Session, id: string): Revision {
  const revision = find(session.state.history, id);
  if (revision !== null) return revision;
  throw userError('history.unknown', 'This revision no longer exists.', 'Choose a revision of the history.');
}

function walk(session: Session, signal: AbortSignal, target: () => string): Promise<void> {
  return session.lane.run(signal, async (own) => {
    session.refuseWhileTraining();
    await makeCurrent(session, requireRevision(session, target()), own);
  });
}

async function makeCurrent(session: Session, revision: Revision, signal: AbortSignal): Promise<void> {
  if (!canReach(session.state, revision)) {
    throw userError(
      'history.other-table',
      `This network was made with another table${revision.data === null ? '' : `, “${revision.data.fileName}”`}.`,
      'Open that table first, then make this revision current.',
    );
  }
  const restored: Partial<State> = fitsPresentData(session.state, revision)
    ? {}
    : await dataOf(session, revision, signal);
  const dataset = restored.dataset ?? session.state.dataset;
  const { backend } = session.options;
  const scores =
    dataset && (await scoreModel(backend, revision.model, scoringDataset(session.state, revision, dataset)));
  const history = withCurrent(session.state.history, revision.id);
  session.update({
    ...restored,
    history: scores === null ? history : measured(history, revision.id, scores),
    scores,
    recovered: false,
  });
  if (restored.dataset && restored.setup && restored.loaded) {
    const { train, encoding } = restored.dataset;
    const { loaded, setup } = restored;
    session.hub.emit('dataset', { table: loaded.view, dataset: datasetView(restored.dataset), setup });
    session.log(
      'info',
      `Roles and split are again those of this network: ${plural(encoding.features.length, 'input')}, ${plural(encoding.outputs.length, 'output')}, ${plural(train.rows, 'training row')}.`,
    );
  }
  await announceModel(session);
  await showKeptFormulas(session);
}

/** The table as it was read for the revision, and its data set. */
async function dataOf(session: Session, { data }: Revision, signal: AbortSignal): Promise<Partial<State>> {
  const { source, loaded } = session.state;
  if (source === null || !data?.setup) return {};
  const asRead = loaded !== null && isDeepStrictEqual(source.overrides, data.overrides);
  const read = asRead ? { source, loaded } : await readTable(session, source.path, data.overrides, signal);
  const dataset = await prepareDataset(read.loaded.table, data.setup, { signal });
  return { ...read, setup: data.setup, dataset };
}
