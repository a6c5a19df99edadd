/** Calls that create a network and describe one. */
import type { networkCalls } from '../../../shared/contract/calls/network.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import { scoringDataset } from '../history/scoringDataset.ts';
import type { Session } from '../session/session.ts';
import { createNetwork } from '../usecases/networks/createNetwork.ts';
import { suggestFunctions } from '../usecases/networks/suggestFunctions.ts';
import { curvesView } from '../views/curves.ts';
import { edgeDetail } from '../views/edgeDetail.ts';
import { nodeDetail } from '../views/nodeDetail.ts';
import { suggestionsView } from '../views/suggestions.ts';

export function networkHandlers(session: Session): HandlersOf<typeof networkCalls> {
  const { backend } = session.options;
  return {
    'model.create': async (setup, signal) => {
      await createNetwork(session, setup, signal);
    },

    // During training the curve changes too fast for its band to be useful.
    'edge.inspect': (edge) =>
      edgeDetail(
        backend,
        session.state.history,
        session.requireLive(),
        session.state.dataset,
        edge,
        session.active === null,
      ),

    'edge.suggest': async ({ edge, functions }) => {
      const shown = session.requireLive();
      return suggestionsView(shown, edge, await suggestFunctions(session, edge, functions));
    },

    'node.inspect': (node) => {
      const { dataset } = session.state;
      const judged = dataset && scoringDataset(session.state, session.requireCurrent(), dataset);
      return nodeDetail(backend, session.requireLive(), { dataset, judged }, node);
    },

    'curves.watch': (watch) => {
      session.watch = watch;
      const { live, state } = session;
      return live === null
        ? { revision: '', curves: [], scores: new Float32Array() }
        : curvesView(backend, live, state.dataset, watch);
    },
  };
}
