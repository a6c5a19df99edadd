/** The whole of a workspace, and the news of a changed model, as windows see them. */
import type { EngineEvents } from '../../../shared/contract/contract.ts';
import type { HistoryView, ModelView, Snapshot } from '../../../shared/contract/views.ts';
import type { NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { FormulaSearchView } from '../../../shared/contract/formulaViews.ts';
import { find, pathTo, redoTarget, undoTarget } from '../history/history.ts';
import { viewOf, type Operation } from '../history/revision.ts';
import type { KanModel } from '../kan/model.ts';
import { fineRows, probeRows, statisticsOn } from './probe.ts';
import { datasetView, modelView } from './views.ts';
import type { Workspace } from './workspace.ts';

export async function snapshotOf(workspace: Workspace): Promise<Snapshot> {
  const { state, active } = workspace;
  const { source, loaded, setup, dataset, scores, training, curve, recovered } = state;
  return {
    table: loaded?.view ?? null,
    lostTable: loaded === null ? (source?.fileName ?? null) : null,
    dataset: dataset && datasetView(dataset),
    setup: dataset && setup,
    networkSetup: lastSetup(workspace, 'create'),
    trainingSetup: active?.setup ?? lastSetup(workspace, 'train'),
    model: await currentModelView(workspace),
    training: active === null ? { ...training, points: curve } : active.run.view(active.run.curve),
    scores,
    history: historyView(workspace),
    formulaSearch: workspace.search?.view ?? idleSearch,
    unsaved: workspace.hasUnsavedWork(),
    recovered,
  };
}

/** The tree as windows see it. Undo leads nowhere where that would need another table. */
export function historyView(workspace: Workspace): HistoryView {
  const { history } = workspace.state;
  const back = undoTarget(history);
  const revision = back === null ? null : find(history, back);
  return {
    revisions: history.revisions.map((one) => viewOf(one, workspace.canReach(one))),
    current: history.current,
    undo: revision !== null && workspace.canReach(revision) ? back : null,
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
function lastSetup(workspace: Workspace, type: 'create'): NetworkSetup | null;
function lastSetup(workspace: Workspace, type: 'train'): TrainingSetup | null;
function lastSetup({ state }: Workspace, type: Operation['type']): NetworkSetup | TrainingSetup | null {
  const { history } = state;
  const path = history.current === null ? [] : pathTo(history, history.current);
  const last = path.findLast(({ operation }) => operation.type === type)?.operation;
  return last && 'setup' in last ? last.setup : null;
}

/** The model as it is now: while a run is under way, the run's. */
export function liveModel(workspace: Workspace): KanModel | null {
  return workspace.active?.run.last?.model ?? workspace.current?.model ?? null;
}

async function currentModelView(workspace: Workspace): Promise<ModelView | null> {
  const { current, state, options } = workspace;
  const model = liveModel(workspace);
  if (current === null || model === null) return null;
  const rows = probeRows(model, state.dataset, fineRows);
  const statistics = await statisticsOn(options.backend, model, current.encoding, rows);
  return modelView(current.id, model, current.encoding, statistics);
}

/** Tells every window of the current model, and answers its view. */
export async function announceModel(workspace: Workspace): Promise<EngineEvents['model']> {
  workspace.requireCurrent();
  const model = (await currentModelView(workspace))!;
  const { scores } = workspace.state;
  const news = {
    model,
    scores,
    history: historyView(workspace),
    networkSetup: lastSetup(workspace, 'create'),
  };
  workspace.hub.emit('model', news);
  return news;
}
