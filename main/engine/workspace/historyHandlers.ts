/** Calls that walk the tree of revisions. */
import { userError } from '../../../shared/errors.ts';
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import type { Workspace } from './workspace.ts';

type HistoryHandlers = Pick<
  EngineHandlers,
  'history.goTo' | 'history.undo' | 'history.redo' | 'history.name' | 'history.look'
>;

export function historyHandlers(_workspace: Workspace): HistoryHandlers {
  return {
    'history.goTo': () => unbuilt(),
    'history.undo': () => unbuilt(),
    'history.redo': () => unbuilt(),
    'history.name': () => unbuilt(),
    'history.look': () => unbuilt(),
  };
}

function unbuilt(): never {
  throw userError('call.unbuilt', 'This is not built yet.');
}
