/** Calls about how well the network does, and its predictions. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { evaluationView } from '../views/evaluation.ts';
import { previewPredictions, savePredictions } from '../usecases/predictionFile.ts';
import { profileView } from '../views/profile.ts';
import type { Session } from '../session/session.ts';

type EvaluationHandlers = Pick<
  EngineHandlers,
  'evaluation.rows' | 'evaluation.profile' | 'predict.preview' | 'predict.save'
>;

export function evaluationHandlers(session: Session): EvaluationHandlers {
  return {
    'evaluation.rows': ({ split, most }) => evaluationView(session, split, most),
    'evaluation.profile': ({ output, at }) => profileView(session, output, at),
    'predict.preview': ({ file, overrides }, signal) => previewPredictions(session, file, overrides, signal),
    'predict.save': ({ file, overrides, to }, signal) =>
      savePredictions(session, file, overrides, to, signal),
  };
}
