/** Calls about training. */
import { isDeepStrictEqual } from 'node:util';
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { requireMoment, runMoments } from '../usecases/runMoments.ts';
import { pauseTraining, resumeTraining, startTraining, trainOneStep } from '../usecases/train.ts';
import { shapeOf } from '../kan/model.ts';
import { modelView } from '../views/model.ts';
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
    'run.moment': async ({ step }) => {
      const { model } = requireMoment(session, step);
      const current = session.requireCurrent();
      const shown = { ...current, model };
      const same = isDeepStrictEqual(shapeOf(model), shapeOf(current.model));
      const { backend } = session.options;
      const { dataset } = session.state;
      const watch = same ? session.watch : { ...session.watch, edges: 'all' as const };
      return {
        ...(await curvesView(backend, shown, dataset, watch)),
        model: same ? null : await modelView(backend, shown, dataset),
      };
    },
  };
}
