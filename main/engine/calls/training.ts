/** Calls about training. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { pauseTraining, resumeTraining, startTraining, trainOneStep } from '../usecases/train.ts';

type TrainingHandlers = Pick<
  EngineHandlers,
  'train.start' | 'train.pause' | 'train.resume' | 'train.step' | 'train.stop'
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
  };
}
