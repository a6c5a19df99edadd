/** Calls about differential equations. */
import type { EquationStepsView } from '../../../shared/contract/views/equation.ts';
import type { equationCalls } from '../../../shared/contract/calls/equation.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import { equationStepsView } from '../session/equationSteps.ts';
import type { Session } from '../session/session.ts';
import { snapshotOf } from '../session/snapshot.ts';
import { requireSolved, startEquation } from '../usecases/equations/equationRun.ts';
import { changeProblem, walkSteps } from '../usecases/equations/changeProblem.ts';
import { saveSolution } from '../usecases/equations/solveEquation.ts';
import { useSolution } from '../usecases/equations/useSolution.ts';

export function equationHandlers(session: Session): HandlersOf<typeof equationCalls> {
  const walk = async (by: 1 | -1): Promise<EquationStepsView> => {
    await walkSteps(session, by);
    return equationStepsView(session);
  };
  return {
    'equation.solve': async (draft) => {
      await startEquation(session, draft);
    },
    'equation.change': ({ draft, continues }) => {
      changeProblem(session, draft, continues);
    },
    'equation.undo': () => walk(-1),
    'equation.redo': () => walk(1),
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
