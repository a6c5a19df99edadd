/** Calls about training: one run at a time, whose result becomes a revision. */
import type { TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { TrainingView } from '../../../shared/contract/views.ts';
import { userError } from '../../../shared/errors.ts';
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { append } from '../history/history.ts';
import { boundedCurve, type Revision } from '../history/revision.ts';
import { TrainingRun, type RunResult } from '../train/run/run.ts';
import type { FitStep } from '../train/steps/task.ts';
import { curvesOf } from './model.ts';
import { revisionOf } from '../session/record.ts';
import { scoreModel } from '../measure/scores.ts';
import { announceModel } from '../session/snapshot.ts';
import type { Session } from '../session/session.ts';

type TrainingHandlers = Pick<
  EngineHandlers,
  'train.start' | 'train.pause' | 'train.resume' | 'train.step' | 'train.stop'
>;

const checkpointInterval = 2000;

export function trainingHandlers(session: Session): TrainingHandlers {
  return {
    'train.start': (setup) => {
      if (session.active !== null) {
        throw userError('train.busy', 'A training run is under way.', 'Stop it before you start another.');
      }
      return startRun(session, setup, Infinity).view([]);
    },
    'train.pause': async () => {
      await session.active?.run.pause();
      return viewOf(session);
    },
    'train.resume': () => {
      requireRun(session).resume();
      return viewOf(session);
    },
    'train.step': async (setup) => {
      if (session.active === null) await startRun(session, setup, 1).rest();
      else await session.active.run.step();
      return viewOf(session);
    },
    'train.stop': async () => {
      await session.endRun();
      return viewOf(session);
    },
  };
}

/** How training stands, without points: events carry those. */
function viewOf({ active, state }: Session): TrainingView {
  return active === null ? state.training : active.run.view([]);
}

function requireRun(session: Session): TrainingRun {
  if (session.active !== null) return session.active.run;
  throw userError('train.idle', 'There is no training run to go on with.', 'Press Train to start one.');
}

function startRun(session: Session, setup: TrainingSetup, stepsBeforePause: number): TrainingRun {
  const dataset = session.requireDataset();
  const parent = session.requireCurrent();
  if (session.lane.busy) {
    throw userError('edit.busy', 'The network is being changed.', 'Train when that is done.');
  }
  const { backend, devices, newId, now, journal } = session.options;
  const { hub, state } = session;
  const id = newId();
  const trained = (
    { model, steps, curve }: Pick<RunResult, 'model' | 'steps' | 'curve'>,
    scores: Revision['scores'],
  ): Revision => {
    const operation = { type: 'train', setup, steps } as const;
    return revisionOf(
      session,
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
      hub.emit('curves', await curvesOf(session, model));
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
      session.active = null;
      session.update(ended);
    } else {
      const scores = await scoreModel(backend, result.model, dataset);
      session.active = null;
      const history = append(session.state.history, trained(result, scores));
      session.update({ ...ended, history, scores });
      await announceModel(session);
    }
    hub.emit('training', ended.training);
  };
  session.update({ recovered: false });
  session.active = { run, setup, recorded: run.finished.then(record) };
  return run;
}
