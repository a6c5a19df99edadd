/** Calls about training. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { requireMoment, runMoments } from '../usecases/runMoments.ts';
import { pauseTraining, resumeTraining, startTraining, trainOneStep } from '../usecases/train.ts';
import { curvesView } from '../views/curves.ts';

type TrainingHandlers = Pick<
  EngineHandlers,
  'train.start' | 'train.pause' | 'train.resume' | 'train.step' | 'train.stop' | 'run.moments' | 'run.moment'
>;

export function trainingHandlers(session: Session): TrainingHandlers {
  return {
    'train.start': (setup) => {
      startTraining(session, setup);
    },
    'train.pause': () => pauseTraining(session),
    'train.resume': () => resumeTraining(session),
    'train.step': (setup) => trainOneStep(session, setup),
    'train.stop': () => session.endRun(),
    'run.moments': () => runMoments(session).map(({ point }) => point),
    'run.moment': ({ step }) => {
      const { model } = requireMoment(session, step);
      const shown = { ...session.requireCurrent(), model };
      return curvesView(session.options.backend, shown, session.state.dataset, session.watch);
    },
  };
}
