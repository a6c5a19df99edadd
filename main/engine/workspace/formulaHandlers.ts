/** Calls about functions of edges and formulas of the network. */
import { userError } from '../../../shared/errors.ts';
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import type { Workspace } from './workspace.ts';

type FormulaHandlers = Pick<
  EngineHandlers,
  | 'edge.suggest'
  | 'formula.current'
  | 'formula.print'
  | 'formula.search'
  | 'formula.stopSearch'
  | 'formula.adopt'
>;

export function formulaHandlers(_workspace: Workspace): FormulaHandlers {
  return {
    'edge.suggest': () => unbuilt(),
    'formula.current': () => unbuilt(),
    'formula.print': () => unbuilt(),
    'formula.search': () => unbuilt(),
    'formula.stopSearch': () => unbuilt(),
    'formula.adopt': () => unbuilt(),
  };
}

function unbuilt(): never {
  throw userError('call.unbuilt', 'This is not built yet.');
}
