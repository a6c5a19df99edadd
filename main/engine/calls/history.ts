/** Calls about the history. */
import type { historyCalls } from '../../../shared/contract/calls/history.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import { parametersOf } from '../history/parameters.ts';
import { canReach, fitsPresentData } from '../session/revisionData.ts';
import type { Session } from '../session/session.ts';
import { goToRevision, nameRevision, redo, requireRevision, undo } from '../usecases/projects/walkHistory.ts';
import { curvesView } from '../views/curves.ts';
import { revisionView } from '../views/history.ts';
import { modelView } from '../views/model.ts';

export function historyHandlers(session: Session): HandlersOf<typeof historyCalls> {
  const { backend } = session.options;
  return {
    'history.makeCurrent': async ({ revision }, signal) => {
      await goToRevision(session, revision, signal);
    },
    'history.undo': async (_, signal) => {
      await undo(session, signal);
    },
    'history.redo': async (_, signal) => {
      await redo(session, signal);
    },
    'history.name': ({ revision, name }) => {
      nameRevision(session, revision, name);
    },
    'history.detail': async ({ revision: id, points }) => {
      const revision = requireRevision(session, id);
      const dataset = fitsPresentData(session.state, revision) ? session.state.dataset : null;
      return {
        view: revisionView(
          session.state.history,
          revision,
          canReach(session.state, revision),
          session.state.setup,
        ),
        model: await modelView(backend, revision, dataset, parametersOf(session.state.history, revision)),
        curves: await curvesView(backend, revision, dataset, { edges: 'all', points }),
      };
    },
  };
}
