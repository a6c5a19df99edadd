/** Calls about learning in phases. */
import type { phasesCalls } from '../../../shared/contract/calls/phases.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import type { Session } from '../session/session.ts';
import { snapshotOf } from '../session/snapshot.ts';
import { learnInPhases } from '../usecases/phases/learnInPhases.ts';
import { usePhases } from '../usecases/phases/usePhases.ts';

export function phasesHandlers(session: Session): HandlersOf<typeof phasesCalls> {
  return {
    'phases.learn': (request, signal) => learnInPhases(session, request, signal),
    'phases.use': async (_, signal) => {
      await usePhases(session, signal);
      return snapshotOf(session);
    },
  };
}
