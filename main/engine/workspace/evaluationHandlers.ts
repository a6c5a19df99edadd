/** Calls about how well the network does, and its predictions. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { evaluationView } from './evaluation.ts';
import { previewPredictions, savePredictions } from './predictionFile.ts';
import { profileView } from './profile.ts';
import type { Workspace } from './workspace.ts';

type EvaluationHandlers = Pick<
  EngineHandlers,
  'evaluation.rows' | 'evaluation.profile' | 'predict.preview' | 'predict.save'
>;

export function evaluationHandlers(workspace: Workspace): EvaluationHandlers {
  return {
    'evaluation.rows': ({ split, most }) => evaluationView(workspace, split, most),
    'evaluation.profile': ({ output, at }) => profileView(workspace, output, at),
    'predict.preview': ({ file, overrides }, signal) =>
      previewPredictions(workspace, file, overrides, signal),
    'predict.save': ({ file, overrides, to }, signal) =>
      savePredictions(workspace, file, overrides, to, signal),
  };
}
