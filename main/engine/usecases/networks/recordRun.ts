/** The result of a training run becomes a revision; an error on the way is told as the run's, and the session goes on. */
import type { CurvePoint, TrainingView } from '../../../../shared/contract/views/training.ts';
import { fullText, toAppError } from '../../../../shared/errors.ts';
import { append } from '../../history/history.ts';
import type { Revision } from '../../history/revision.ts';
import { scoredRevision } from '../../session/record.ts';
import type { Session } from '../../session/session.ts';
import { curvesView } from '../../views/curves.ts';
import { announceModel, announceUnmeasured } from '../../session/snapshot.ts';

/** A run that has ended. */
export interface EndedRun {
  /** How it ended. */
  readonly training: TrainingView;
  readonly curve: readonly CurvePoint[];
  /** Its network; null where no step improved the one that it began with: then there is nothing new to keep. */
  readonly revision: Revision | null;
}

/**
 * Measures the network, appends it to the history as the current one, and tells every window how the run ended. A
 * network that cannot be measured is kept without errors, and the run has failed. Where the network from before stays, its
 * curves are sent again. Never rejects.
 */
export async function recordRun(session: Session, { training, curve, revision }: EndedRun): Promise<void> {
  const { kept, failure } = await measuredIfPossible(session, revision);
  let ended = failure === null ? training : failed(training, failure);
  session.active = null;
  const result = kept && { history: append(session.state.history, kept), scores: kept.scores };
  session.update({ training: ended, curve, ...result });
  if (kept !== null) {
    try {
      await announceModel(session);
    } catch (thrown) {
      if (failure === null) ended = failed(training, thrown);
      session.update({ training: ended });
      announceUnmeasured(session);
    }
  }
  session.hub.emit('training', ended);
  if (kept === null) await showCurvesAgain(session);
}

/** The windows have drawn the steps of the run; from now on they draw the network that stays. */
async function showCurvesAgain(session: Session): Promise<void> {
  const { hub, options, state, watch } = session;
  if (!hub.hasWindows) return;
  const current = session.requireCurrent();
  try {
    const curves = await curvesView(options.backend, current, state.dataset, watch);
    if (session.active === null && session.current === current) hub.emit('curves', curves);
  } catch (thrown) {
    const why = toAppError(thrown).code;
    session.log('warning', `The curves of the network could not be computed (${why}).`);
  }
}

async function measuredIfPossible(
  session: Session,
  revision: Revision | null,
): Promise<{ readonly kept: Revision | null; readonly failure: unknown }> {
  try {
    return { kept: revision && (await scoredRevision(session, revision)), failure: null };
  } catch (failure) {
    return { kept: revision, failure };
  }
}

function failed(training: TrainingView, thrown: unknown): TrainingView {
  const message = `The trained network is kept, but it could not be measured: undo and redo measure it again. ${fullText(thrown)}`;
  return { ...training, status: 'failed', message };
}
