/** Calls about the errors of the network and its predictions. */
import type { evaluationCalls } from '../../../shared/contract/calls/evaluation.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import { scoringDataset } from '../history/scoringDataset.ts';
import type { Session } from '../session/session.ts';
import { predict, savePredictions } from '../usecases/tables/predict.ts';
import { evaluationView } from '../views/evaluation.ts';
import { mapView } from '../views/map.ts';
import { predictionView } from '../views/predictions.ts';
import { profileView } from '../views/profile.ts';

export function evaluationHandlers(session: Session): HandlersOf<typeof evaluationCalls> {
  const { files, hub, options } = session;
  return {
    'evaluation.rows': ({ split, most }) =>
      evaluationView(
        options.backend,
        session.requireCurrent(),
        scoringDataset(session.state, session.requireCurrent(), session.requireDataset()),
        { split, most, report: hub.progressOf('evaluation.rows') },
      ),
    'evaluation.threshold': (threshold) => {
      session.update({ threshold, recovered: false });
    },
    'evaluation.profile': (asked) =>
      profileView(
        options.backend,
        session.state.history,
        session.requireCurrent(),
        session.requireDataset(),
        asked,
        hub.progressOf('evaluation.profile'),
      ),
    'evaluation.map': (asked) =>
      mapView(
        options.backend,
        session.requireCurrent(),
        scoringDataset(session.state, session.requireCurrent(), session.requireDataset()),
        asked,
      ),
    'predict.preview': async ({ file, ...given }, signal) =>
      predictionView(
        await predict(session, files.readable(file), given, {
          signal,
          report: hub.progressOf('predict.preview'),
        }),
        signal,
      ),
    'predict.save': async ({ file, to, ...given }, signal) => {
      const place = { to: files.writable(to), layout: 'beside' } as const;
      const path = files.readable(file);
      const control = { signal, report: hub.progressOf('predict.save') };
      const { predicted, bytes } = await session.ongoing.during('saving', () =>
        savePredictions(session, path, given, place, control),
      );
      return { rows: predicted.table.rows, bytes };
    },
  };
}
