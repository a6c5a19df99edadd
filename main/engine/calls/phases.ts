/** Calls about learning in phases. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { snapshotOf } from '../session/snapshot.ts';
import { learnInPhases } from '../usecases/learnInPhases.ts';
import { usePhases } from '../usecases/usePhases.ts';

export function phasesHandlers(session: Session): Pick<EngineHandlers, 'phases.learn' | 'phases.use'> {
  return {
    'phases.learn': (request, signal) => learnInPhases(session, request, signal),
    'phases.use': async (_, signal) => {
      await usePhases(session, signal);
      return snapshotOf(session);
    },
  };
}
