/** Calls about training. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import type { Session } from '../session/session.ts';
import { resumeTraining, startTraining, trainingView, trainOneStep } from '../usecases/train.ts';

type TrainingHandlers = Pick<
  EngineHandlers,
  'train.start' | 'train.pause' | 'train.resume' | 'train.step' | 'train.stop'
>;

export function trainingHandlers(session: Session): TrainingHandlers {
  return {
    'train.start': (setup) => startTraining(session, setup).view([]),
    'train.pause': async () => {
      await session.active?.run.pause();
      return trainingView(session);
    },
    'train.resume': () => {
      resumeTraining(session);
      return trainingView(session);
    },
    'train.step': async (setup) => {
      await trainOneStep(session, setup);
      return trainingView(session);
    },
    'train.stop': async () => {
      await session.endRun();
      return trainingView(session);
    },
  };
}
