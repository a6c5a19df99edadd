/** The whole of a session, and the news of a changed model, as windows see them. */
import type { EngineEvents } from '../../../shared/contract/contract.ts';
import type { HistoryView, ModelView, Snapshot } from '../../../shared/contract/views.ts';
import type { NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { FormulaSearchView } from '../../../shared/contract/formulaViews.ts';
import { find, pathTo, redoTarget, undoTarget } from '../history/history.ts';
import { viewOf, type Operation } from '../history/revision.ts';
import type { KanModel } from '../kan/model.ts';
import { fineRows, probeRows, statisticsOn } from '../measure/probe.ts';
import { datasetView, modelView } from '../views/model.ts';
import type { Session } from './session.ts';

export async function snapshotOf(session: Session): Promise<Snapshot> {
  const { state, active } = session;
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
    history: historyView(session),
    formulaSearch: session.search?.view ?? idleSearch,
    unsaved: session.hasUnsavedWork(),
    recovered,
  };
}

/** The tree as windows see it. Undo leads nowhere where that would need another table. */
export function historyView(session: Session): HistoryView {
  const { history } = session.state;
  const back = undoTarget(history);
  const revision = back === null ? null : find(history, back);
  return {
    revisions: history.revisions.map((one) => viewOf(one, session.canReach(one))),
    current: history.current,
    undo: revision !== null && session.canReach(revision) ? back : null,
    redo: redoTarget(history),
  };
}

/** No search has been made. */
export const idleSearch: FormulaSearchView = {
  status: 'idle',
  method: 'discover',
  seconds: 0,
  notes: [],
  outputs: [],
  message: '',
};

/** Setup of the last operation of a kind that led to the current model. */
function lastSetup(session: Session, type: 'create'): NetworkSetup | null;
function lastSetup(session: Session, type: 'train'): TrainingSetup | null;
function lastSetup({ state }: Session, type: Operation['type']): NetworkSetup | TrainingSetup | null {
  const { history } = state;
  const path = history.current === null ? [] : pathTo(history, history.current);
  const last = path.findLast(({ operation }) => operation.type === type)?.operation;
  return last && 'setup' in last ? last.setup : null;
}

/** The model as it is now: while a run is under way, the run's. */
export function liveModel(session: Session): KanModel | null {
  return session.active?.run.last?.model ?? session.current?.model ?? null;
}

async function currentModelView(session: Session): Promise<ModelView | null> {
  const { current, state, options } = session;
  const model = liveModel(session);
  if (current === null || model === null) return null;
  const rows = probeRows(model, state.dataset, fineRows);
  const statistics = await statisticsOn(options.backend, model, current.encoding, rows);
  return modelView(current.id, model, current.encoding, statistics);
}

/** Tells every window of the current model, and answers its view. */
export async function announceModel(session: Session): Promise<EngineEvents['model']> {
  session.requireCurrent();
  const model = (await currentModelView(session))!;
  const { scores } = session.state;
  const news = {
    model,
    scores,
    history: historyView(session),
    networkSetup: lastSetup(session, 'create'),
  };
  session.hub.emit('model', news);
  return news;
}
