/** Calls about learning in phases. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { learnInPhases } from '../usecases/learnInPhases.ts';

export function phasesHandlers(session: Session): Pick<EngineHandlers, 'phases.learn'> {
  return { 'phases.learn': (request, signal) => learnInPhases(session, request, signal) };
}
