/** Calls about training, its recorded steps and the devices. */
import { isDeepStrictEqual } from 'node:util';
import type { trainingCalls } from '../../../shared/contract/calls/training.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import type { Session } from '../session/session.ts';
import { requireMoment, runMoments } from '../usecases/networks/runMoments.ts';
import { pauseTraining, resumeTraining, startTraining, trainOneStep } from '../usecases/networks/train.ts';
import { shapeOf } from '../kan/model.ts';
import { modelView } from '../views/model.ts';
import { curvesView } from '../views/curves.ts';

export function trainingHandlers(session: Session): HandlersOf<typeof trainingCalls> {
  return {
    'devices.list': () => session.options.devices.list(),
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
