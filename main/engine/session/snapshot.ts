/** The whole of a session, and the event that a model has changed, as windows see them. */
import { idleSearch } from '../../../shared/contract/idleSearch.ts';
import type { HistoryView, ModelView, Snapshot } from '../../../shared/contract/views.ts';
import type { NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas.ts';
import { pathTo } from '../history/history.ts';
import type { Operation } from '../history/revision.ts';
import { datasetView } from '../views/dataset.ts';
import { historyView } from '../views/history.ts';
import { modelView } from '../views/model.ts';
import type { Session } from './session.ts';

export async function snapshotOf(session: Session): Promise<Snapshot> {
  const { state, active, options } = session;
  const { source, loaded, setup, dataset, scores, training, curve, recovered } = state;
  return {
    table: loaded?.view ?? null,
    lostTable: loaded === null ? (source?.fileName ?? null) : null,
    dataset: dataset && datasetView(dataset),
    setup: dataset && setup,
    networkSetup: lastSetup(session, 'create'),
    trainingSetup: active?.setup ?? lastSetup(session, 'train'),
    model: await currentModelView(session),
    training: active === null ? { ...training, points: curve } : active.run.view(active.run.curve),
    scores,
    history: historyViewOf(session),
    formulaSearch: session.search?.view ?? idleSearch,
    unsaved: session.hasUnsavedWork(),
    unprotected: options.journal?.problem ?? null,
    recovered,
  };
}

export function historyViewOf(session: Session): HistoryView {
  return historyView(session.state.history, (revision) => session.canReach(revision));
}

/** Setup of the last operation of a kind that led to the current model. */
function lastSetup(session: Session, type: 'create'): NetworkSetup | null;
function lastSetup(session: Session, type: 'train'): TrainingSetup | null;
function lastSetup({ state }: Session, type: Operation['type']): NetworkSetup | TrainingSetup | null {
  const { history } = state;
  const path = history.current === null ? [] : pathTo(history, history.current);
  const last = path.findLast(({ operation }) => operation.type === type)?.operation;
  return last && 'setup' in last ? last.setup : null;
}

/** The live model as windows see it; null where there is none. */
export async function currentModelView({ live, state, options }: Session): Promise<ModelView | null> {
  return live && modelView(options.backend, live, state.dataset);
}

/** Tells every window of the current model. */
export async function announceModel(session: Session): Promise<void> {
  if (!session.hub.hasWindows) return;
  const model = await currentModelView(session);
  if (model === null) return;
  session.hub.emit('model', {
    model,
    scores: session.state.scores,
    history: historyViewOf(session),
    networkSetup: lastSetup(session, 'create'),
  });
}
