/** Calls that change the network by hand, and look at what a change would do. */
import { userError } from '../../../shared/errors.ts';
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import type { Workspace } from './workspace.ts';

type EditHandlers = Pick<EngineHandlers, 'node.inspect' | 'model.preview' | 'model.edit'>;

export function editHandlers(_workspace: Workspace): EditHandlers {
  return {
    'node.inspect': () => unbuilt(),
    'model.preview': () => unbuilt(),
    'model.edit': () => unbuilt(),
  };
}

function unbuilt(): never {
  throw userError('call.unbuilt', 'This is not built yet.');
}
