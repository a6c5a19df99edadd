/** Calls that walk the tree of revisions. */
import { isDeepStrictEqual } from 'node:util';
import type { ModelView } from '../../../shared/contract/views.ts';
import { userError } from '../../../shared/errors.ts';
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { prepareDataset } from '../data/index.ts';
import { find, goTo, measured, named, redoTarget, undoTarget } from '../history/history.ts';
import { viewOf, type Revision } from '../history/revision.ts';
import { readTable } from './data.ts';
import { coarseRows, fineRows, probeRows, statisticsOn } from '../measure/probe.ts';
import { scoreModel } from '../measure/scores.ts';
import { announceModel, historyView } from '../session/snapshot.ts';
import { edgeRefs } from '../kan/places.ts';
import { datasetView, curvesView, modelView } from '../views/model.ts';
import type { State, Session } from '../session/session.ts';

type HistoryHandlers = Pick<
  EngineHandlers,
  'history.goTo' | 'history.undo' | 'history.redo' | 'history.name' | 'history.look'
>;

export function historyHandlers(session: Session): HistoryHandlers {
  const walk = (signal: AbortSignal, target: () => string): Promise<ModelView> =>
    session.lane.run(signal, async (own) => {
      session.refuseWhileTraining();
      return goToRevision(session, requireRevision(session, target()), own);
    });
  return {
    'history.goTo': ({ revision }, signal) => walk(signal, () => revision),

    'history.undo': (_, signal) =>
      walk(signal, () => {
        const target = undoTarget(session.state.history);
        if (target !== null) return target;
        throw userError('history.start', 'There is nothing to undo.');
      }),

    'history.redo': (_, signal) =>
      walk(signal, () => {
        const target = redoTarget(session.state.history);
        if (target !== null) return target;
        throw userError('history.end', 'There is nothing to redo.');
      }),

    'history.name': ({ revision, name }) => {
      const { id } = requireRevision(session, revision);
      const { history, saved } = session.state;
      // The name is not in the project file yet.
      const others = saved.filter((other) => other !== id);
      session.update({ history: named(history, id, name.trim()), saved: others });
      return historyView(session);
    },

    'history.look': async ({ revision: id, points }) => {
      const revision = requireRevision(session, id);
      const { model, encoding } = revision;
      const { backend } = session.options;
      const dataset = fits(revision, session.state) ? session.state.dataset : null;
      const on = (most: number) => statisticsOn(backend, model, encoding, probeRows(model, dataset, most));
      return {
        view: viewOf(revision, session.canReach(revision)),
        model: modelView(id, model, encoding, await on(fineRows)),
        curves: curvesView(id, model, edgeRefs(model), points, await on(coarseRows)),
      };
    },
  };
}

/** @throws KanError `history.unknown` */
function requireRevision(session: Session, id: string): Revision {
  const revision = find(session.state.history, id);
  if (revision !== null) return revision;
  throw userError('history.unknown', 'This revision is no longer there.', 'Choose one of the history.');
}

/**
 * Makes a revision current. Where it was made with other roles or another split of the same table, these come back with
 * it, and a log line says so.
 * @throws KanError `history.other-table`
 */
async function goToRevision(session: Session, revision: Revision, signal: AbortSignal): Promise<ModelView> {
  if (!session.canReach(revision)) {
    throw userError(
      'history.other-table',
      `This network was made with another table${revision.data === null ? '' : `, “${revision.data.fileName}”`}.`,
      'Open that table first; then go back to the network.',
    );
  }
  const restored: Partial<State> = fits(revision, session.state)
    ? {}
    : await dataOf(session, revision, signal);
  const dataset = restored.dataset ?? session.state.dataset;
  const scores = dataset && (await scoreModel(session.options.backend, revision.model, dataset));
  const history = goTo(session.state.history, revision.id);
  session.update({
    ...restored,
    history: scores === null ? history : measured(history, revision.id, scores),
    scores,
    recovered: false,
  });
  if (restored.dataset && restored.setup) {
    const { train, encoding } = restored.dataset;
    session.hub.emit('dataset', { dataset: datasetView(restored.dataset), setup: restored.setup });
    session.log(
      'info',
      `Roles and split are again those of this network: ${encoding.features.length} inputs, ${encoding.outputs.length} outputs, ${train.rows} training rows.`,
    );
  }
  return (await announceModel(session)).model;
}

/** Whether the revision's inputs and outputs mean the same in the present data, if any. */
function fits({ encoding }: Revision, { dataset, source }: State): boolean {
  return dataset === null ? source === null : isDeepStrictEqual(encoding, dataset.encoding);
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
