/** Calls about training: one run at a time, whose result becomes a revision. */
import type { TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { TrainingView } from '../../../shared/contract/views.ts';
import { userError } from '../../../shared/errors.ts';
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { append } from '../history/history.ts';
import { boundedCurve, type Revision } from '../history/revision.ts';
import { TrainingRun, type RunResult } from '../train/run.ts';
import type { FitStep } from '../train/task.ts';
import { curvesOf } from './modelHandlers.ts';
import { revisionOf } from './record.ts';
import { scoreModel } from './scores.ts';
import { announceModel } from './snapshot.ts';
import type { Workspace } from './workspace.ts';

type TrainingHandlers = Pick<
  EngineHandlers,
  'train.start' | 'train.pause' | 'train.resume' | 'train.step' | 'train.stop'
>;

const checkpointInterval = 2000;

export function trainingHandlers(workspace: Workspace): TrainingHandlers {
  return {
    'train.start': (setup) => {
      if (workspace.active !== null) {
        throw userError('train.busy', 'A training run is under way.', 'Stop it before you start another.');
      }
      return startRun(workspace, setup, Infinity).view([]);
    },
    'train.pause': async () => {
      await workspace.active?.run.pause();
      return viewOf(workspace);
    },
    'train.resume': () => {
      requireRun(workspace).resume();
      return viewOf(workspace);
    },
    'train.step': async (setup) => {
      if (workspace.active === null) await startRun(workspace, setup, 1).rest();
      else await workspace.active.run.step();
      return viewOf(workspace);
    },
    'train.stop': async () => {
      await workspace.endRun();
      return viewOf(workspace);
    },
  };
}

/** How training stands, without points: events carry those. */
function viewOf({ active, state }: Workspace): TrainingView {
  return active === null ? state.training : active.run.view([]);
}

function requireRun(workspace: Workspace): TrainingRun {
  if (workspace.active !== null) return workspace.active.run;
  throw userError('train.idle', 'There is no training run to go on with.', 'Press Train to start one.');
}

function startRun(workspace: Workspace, setup: TrainingSetup, stepsBeforePause: number): TrainingRun {
  const dataset = workspace.requireDataset();
  const parent = workspace.requireCurrent();
  if (workspace.lane.busy) {
    throw userError('edit.busy', 'The network is being changed.', 'Train when that is done.');
  }
  const { backend, devices, newId, now, journal } = workspace.options;
  const { hub, state } = workspace;
  const id = newId();
  const trained = (
    { model, steps, curve }: Pick<RunResult, 'model' | 'steps' | 'curve'>,
    scores: Revision['scores'],
  ): Revision => {
    const operation = { type: 'train', setup, steps } as const;
    return revisionOf(
      workspace,
      { id, parent: parent.id, operation, model, curve: boundedCurve(curve) },
      scores,
    );
  };

  let checkpointed = now();
  const checkpoint = ({ step, best }: FitStep, run: TrainingRun): void => {
    if (journal === null || best.step === 0 || now() - checkpointed < checkpointInterval) return;
    checkpointed = now();
    const { curve } = run;
    journal.checkpoint({ revision: trained({ model: best.model, steps: step, curve }, null), curve });
  };

  let sampling = false;
  const sendCurves = async ({ model }: FitStep): Promise<void> => {
    if (sampling || !hub.wants('curves')) return;
    sampling = true;
    try {
      hub.emit('curves', await curvesOf(workspace, model));
    } finally {
      sampling = false;
    }
  };

  const run = new TrainingRun(
    {
      model: parent.model,
      dataset,
      setup,
      backend,
      devices,
      seed: state.setup?.seed ?? 0,
      fresh: parent.operation.type === 'create',
    },
    {
      onStep: (view, step) => {
        hub.emit('training', view);
        checkpoint(step, run);
        void sendCurves(step);
      },
      // How it ended is told once the result is recorded.
      onStatus: (view) => {
        if (view.status === 'running' || view.status === 'paused') hub.emit('training', view);
      },
    },
    stepsBeforePause,
  );

  const record = async (result: RunResult): Promise<void> => {
    const ended = { training: run.view([]), curve: run.curve };
    if (result.keptStep === 0) {
      workspace.active = null;
      workspace.update(ended);
    } else {
      const scores = await scoreModel(backend, result.model, dataset);
      workspace.active = null;
      const history = append(workspace.state.history, trained(result, scores));
      workspace.update({ ...ended, history, scores });
      await announceModel(workspace);
    }
    hub.emit('training', ended.training);
  };
  workspace.update({ recovered: false });
  workspace.active = { run, setup, recorded: run.finished.then(record) };
  return run;
}
