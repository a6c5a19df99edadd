/** Calls about how well the network does, and its predictions. */
import { userError } from '../../../shared/errors.ts';
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import type { Workspace } from './workspace.ts';

type EvaluationHandlers = Pick<
  EngineHandlers,
  'evaluation.rows' | 'evaluation.profile' | 'predict.preview' | 'predict.save'
>;

export function evaluationHandlers(_workspace: Workspace): EvaluationHandlers {
  return {
    'evaluation.rows': () => unbuilt(),
    'evaluation.profile': () => unbuilt(),
    'predict.preview': () => unbuilt(),
    'predict.save': () => unbuilt(),
  };
}

function unbuilt(): never {
  throw userError('call.unbuilt', 'This is not built yet.');
}
