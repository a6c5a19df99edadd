/** Calls about differential equations. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { snapshotOf } from '../session/snapshot.ts';
import { requireSolved, startEquation } from '../usecases/equationRun.ts';
import { saveSolution } from '../usecases/solveEquation.ts';
import { useSolution } from '../usecases/useSolution.ts';

type EquationHandlers = Pick<
  EngineHandlers,
  'equation.solve' | 'equation.stop' | 'equation.use' | 'equation.save'
>;

export function equationHandlers(session: Session): EquationHandlers {
  return {
    'equation.solve': async (request) => {
      await startEquation(session, request);
    },
    'equation.stop': async () => {
      await session.equation?.stop();
    },
    'equation.use': async (_, signal) => {
      await useSolution(session, signal);
      return snapshotOf(session);
    },
    'equation.save': async ({ file }) => {
      await saveSolution(session.files.writable(file), requireSolved(session));
    },
  };
}
