/** Training: one run at a time. The result of a run becomes a revision. */
import { isDeepStrictEqual } from 'node:util';
import { monotonic } from '../../../../shared/time.ts';
import type { TrainingSetup } from '../../../../shared/contract/schemas/setups.ts';
import type { MomentView, TrainingView } from '../../../../shared/contract/views/training.ts';
import { toAppError, userError } from '../../../../shared/errors.ts';
import { pathTo } from '../../history/history.ts';
import { tookValidation } from '../../history/ladder.ts';
import { shapeOf, type KanModel } from '../../kan/model.ts';
import { trainerFor } from '../../ladder/trainerFor.ts';
import { boundedCurve, type Revision } from '../../history/revision.ts';
import { revisionOf } from '../../session/record.ts';
import type { Session } from '../../session/session.ts';
import { noMoments, withMoment } from '../../train/run/moments.ts';
import { TrainingRun, type RunHooks, type RunResult } from '../../train/run/run.ts';
import type { FitStep } from '../../train/steps/task.ts';
import { stopwatch } from '../../stopwatch.ts';
import { curvesView } from '../../views/curves.ts';
import { recordRun } from './recordRun.ts';

/** Milliseconds between two checkpoints in the journal. */
const checkpointInterval = 2000;

/**
 * Starts a run on the current network and returns at once.
 * @param stepsBeforePause number of steps after which the run pauses by itself.
 * @throws KanError `train.busy`, `data.none`, `model.none`, `edit.busy`
 */
export function startTraining(
  session: Session,
  setup: TrainingSetup,
  stepsBeforePause = Infinity,
): TrainingRun {
  if (session.active !== null) {
    throw userError('train.busy', 'A training run is under way.', 'Stop it before you start another.');
  }
  const dataset = session.requireDataset();
  const parent = session.requireCurrent();
  if (session.lane.busy) {
    throw userError('edit.busy', 'The network is being changed.', 'Train when the edit is done.');
  }
  const { backend, devices, newId } = session.options;
  const id = newId();
  const trained = ({ model, steps, curve, ladder }: Trained): Revision => {
    const operation = { type: 'train', setup, steps } as const;
    return revisionOf(session, {
      id,
      parent: parent.id,
      operation,
      model,
      curve: boundedCurve(curve),
      ladder,
    });
  };
  const run: TrainingRun = new TrainingRun(
    {
      model: parent.model,
      dataset,
      setup,
      backend,
      devices,
      seed: setup.trainingSeed || session.seed,
      fresh: parent.operation.type === 'create',
      tookValidation: tookValidation(pathTo(session.state.history, parent.id), dataset.encoding.task),
      ...trainerFor(parent.operation.type === 'create' ? parent.operation.setup : null, setup),
    },
    reportsOf(session, (step) => {
      const { curve } = run;
      const { best, step: steps, ladder = null } = step;
      return { revision: trained({ model: best.model, steps, curve, ladder }), curve };
    }),
    stepsBeforePause,
  );
  const computed = stopwatch();
  const record = (result: RunResult): Promise<void> => {
    // If no step improved the network, there is nothing new to keep.
    const kept = result.keptStep > 0;
    const training = { ...run.view([]), revision: kept ? id : parent.id };
    // What it computed, as the time of MLPs beside it is counted.
    if (kept) session.trainingSeconds.set(id, Math.min(training.seconds, computed()));
    return recordRun(session, { training, curve: run.curve, revision: kept ? trained(result) : null });
  };
  // Both at once would take each other's time.
  void session.comparison?.stop();
  void session.sizeStudy?.stop();
  session.update({ recovered: false });
  session.film = { revisions: [parent.id, id], moments: noMoments };
  session.active = { run, setup, recorded: run.finished.then(record) };
  session.hub.emit('training', run.view([]));
  return run;
}

/**
 * Trains to the end and records the result. Aborting `signal` ends the run and keeps its best network.
 * @returns how the run ended.
 * @throws as {@link startTraining} does.
 */
export async function train(
  session: Session,
  setup: TrainingSetup,
  signal: AbortSignal,
): Promise<TrainingView> {
  const run = startTraining(session, setup);
  const { recorded } = session.active!;
  const stop = (): void => void run.stop();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  await recorded;
  signal.removeEventListener('abort', stop);
  return session.state.training;
}

/** Makes one step of the run in progress. If there is none, starts a run that pauses after its first step. */
export async function trainOneStep(session: Session, setup: TrainingSetup): Promise<void> {
  if (session.active === null) await atRest(session, startTraining(session, setup, 1).rest());
  else await atRest(session, session.active.run.step());
}

/** Settles when the run in progress, if any, is paused, or has ended and its result is recorded. */
export async function pauseTraining(session: Session): Promise<void> {
  if (session.active !== null) await atRest(session, session.active.run.pause());
}

async function atRest({ active }: Session, rest: Promise<void>): Promise<void> {
  await rest;
  if (active !== null && active.run.status !== 'paused') await active.recorded;
}

/** @throws KanError `train.idle` */
export function resumeTraining({ active }: Session): void {
  if (active === null) {
    throw userError('train.idle', 'There is no training run to continue.', 'Press Train to start one.');
  }
  active.run.resume();
}

type Trained = Pick<RunResult, 'model' | 'steps' | 'curve' | 'ladder'>;
type Checkpoint = Parameters<NonNullable<Session['options']['journal']>['checkpoint']>[0];

/** Whether the windows draw a network of this shape. A network of another shape has other edges. */
function isDrawn(session: Session, model: KanModel): boolean {
  return isDeepStrictEqual(shapeOf(model), shapeOf(session.requireCurrent().model));
}

/** A step as a moment of the run; null where nothing was measured. */
function momentOf({ step, point, rung = '', ladder }: FitStep): MomentView | null {
  if (point !== null) return { ...point, rung, heldOut: null };
  const reached = ladder?.view.rungs.at(-1);
  if (rung === '' || reached === undefined) return null;
  return { step, train: NaN, validation: NaN, rung, heldOut: reached.error };
}

/**
 * After each step: records it for the windows, sends them progress and curves and, at intervals, a checkpoint to the
 * journal.
 */
function reportsOf(session: Session, checkpointOf: (step: FitStep) => Checkpoint): RunHooks {
  const { hub, options } = session;
  const { journal, backend } = options;

  let written = monotonic();
  const writeCheckpoint = (step: FitStep): void => {
    if (journal === null || step.best.step === 0 || monotonic() - written < checkpointInterval) return;
    written = monotonic();
    journal.checkpoint(checkpointOf(step));
  };

  let sampling = false;
  let failed = false;
  const sendCurves = async ({ model }: FitStep): Promise<void> => {
    if (sampling || !hub.wants('curves') || !isDrawn(session, model)) return;
    sampling = true;
    try {
      const shown = { ...session.requireCurrent(), model };
      const curves = await curvesView(backend, shown, session.state.dataset, session.watch);
      // After the end of the run the windows draw its result.
      if (session.active !== null) hub.emit('curves', curves);
    } catch (thrown) {
      // The run does not need them; and the same may happen at every step.
      if (!failed)
        session.log(
          'warning',
          `The curves of the network could not be computed (${toAppError(thrown).code}). Training goes on.`,
        );
      failed = true;
    } finally {
      sampling = false;
    }
  };

  const record = (step: FitStep): void => {
    const { film } = session;
    const point = momentOf(step);
    if (point === null || film === null || !hub.hasWindows) return;
    session.film = { ...film, moments: withMoment(film.moments, { point, model: step.model }) };
  };

  return {
    onStep: (view, step) => {
      record(step);
      hub.emit('training', view);
      writeCheckpoint(step);
      void sendCurves(step);
    },
    // The end of the run is announced after its result is recorded.
    onStatus: (view) => {
      if (view.status === 'running' || view.status === 'paused') hub.emit('training', view);
    },
  };
}
