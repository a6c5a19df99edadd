/** The whole session as windows see it, and the event that a model has changed. */
import { basename } from 'node:path';
import { idleComparison } from '../../../shared/contract/views/comparison.ts';
import { idleEquation } from '../../../shared/contract/views/equation.ts';
import { idleSizeStudy } from '../../../shared/contract/views/sizeStudy.ts';
import { idleSearch } from '../../../shared/contract/views/formula.ts';
import type { HistoryView } from '../../../shared/contract/views/history.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { lastSetup } from '../history/history.ts';
import { linesOfLadder, presentLadder } from '../history/ladder.ts';
import { parametersOf } from '../history/parameters.ts';
import { behindLines } from '../ladder/behindLines.ts';
import { datasetView } from '../views/dataset.ts';
import { historyView } from '../views/history.ts';
import { modelView, unmeasuredView } from '../views/model.ts';
import { equationStepsView } from './equationSteps.ts';
import { findingsView } from './findingsView.ts';
import { canReach } from './revisionData.ts';
import type { Session } from './session.ts';
import { hasUnsavedThreshold } from './unsaved.ts';

/** All that a window shows, for one that has just opened or has lost its engine. */
export async function snapshotOf(session: Session): Promise<Snapshot> {
  const { state, active, options, files } = session;
  const { source, project, loaded, setup, dataset, scores, training, curve, threshold, recovered } = state;
  return {
    table: loaded?.view ?? null,
    lostTable: loaded === null ? (source?.fileName ?? null) : null,
    lostBecause: loaded === null ? state.lostBecause : '',
    dataset: dataset && datasetView(dataset),
    setup: dataset && setup,
    networkSetup: lastSetup(session.state.history, 'create'),
    trainingSetup: active?.setup ?? lastSetup(session.state.history, 'train'),
    model: await currentModelView(session),
    training: active === null ? { ...training, points: curve } : active.run.view(active.run.curve),
    scores,
    threshold,
    ...(await referenceOf(session)),
    history: historyViewOf(session),
    formulaSearch: session.search?.view ?? idleSearch,
    comparison: session.comparison?.view ?? state.findings.comparison?.view ?? idleComparison,
    sizeStudy: session.sizeStudy?.view ?? state.findings.sizeStudy?.view ?? idleSizeStudy,
    phases: state.findings.phases?.view ?? null,
    findings: findingsView(state),
    equation: session.equation?.view ?? idleEquation,
    equationSteps: equationStepsView(session),
    project: project && { id: files.idOfProject(project.path), name: basename(project.path) },
    unsaved: session.hasUnsavedNetwork(),
    thresholdUnsaved: hasUnsavedThreshold(state),
    unprotected: options.journal?.problem ?? null,
    recovered,
    interrupted: session.interrupted,
  };
}

/** The history, with the revisions that the present data can be used with. */
export function historyViewOf(session: Session): HistoryView {
  const { history, setup } = session.state;
  return historyView(history, (revision) => canReach(session.state, revision), setup);
}

/** The ladder of the current network, and where straight lines have a lower error; null if there is no ladder. */
export async function referenceOf({
  state,
  current,
  options,
}: Session): Promise<Pick<Snapshot, 'ladder' | 'lines'>> {
  const { dataset, scores, history } = state;
  if (current === null) return noReference;
  const ladder = presentLadder(history, current.id);
  const measured = dataset !== null && scores !== null && current.operation.type !== 'create';
  return {
    ladder,
    lines: measured
      ? await behindLines(options.backend, current.model, scores, dataset, linesOfLadder(history, current.id))
      : null,
  };
}

/** The live model as windows see it; null if there is none. */
export async function currentModelView({ live, active, state, options }: Session): Promise<ModelView | null> {
  if (live === null) return null;
  const parameters = active === null ? parametersOf(state.history, live) : undefined;
  return modelView(options.backend, live, state.dataset, parameters);
}

/** Tells every window of the current model. */
export async function announceModel(session: Session): Promise<void> {
  if (!session.hub.hasWindows) return;
  const model = await currentModelView(session);
  if (model !== null) tell(session, model, await referenceOf(session));
}

/** Tells every window of the current model before it is measured, so that they can draw it. */
export function announceUnmeasured(session: Session): void {
  if (!session.hub.hasWindows) return;
  const current = session.requireCurrent();
  tell(session, unmeasuredView(current, parametersOf(session.state.history, current)), noReference);
}

type Reference = Awaited<ReturnType<typeof referenceOf>>;
const noReference: Reference = { ladder: null, lines: null };

function tell(session: Session, model: ModelView, reference: Reference): void {
  session.hub.emit('model', {
    model,
    scores: session.state.scores,
    ...reference,
    history: historyViewOf(session),
    networkSetup: lastSetup(session.state.history, 'create'),
  });
}
