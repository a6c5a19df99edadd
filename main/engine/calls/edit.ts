/** Calls for edits by hand and their previews. */
import type { editCalls } from '../../../shared/contract/calls/edit.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import { shownEdgeCount } from '../measure/labelValues.ts';
import type { Session } from '../session/session.ts';
import { editNetwork, previewEdit } from '../usecases/networks/editNetwork.ts';
import { findSimpler, useSimpler } from '../usecases/networks/simplify.ts';
import { simplerView } from '../views/simpler.ts';

export function editHandlers(session: Session): HandlersOf<typeof editCalls> {
  return {
    'model.preview': (request, signal) => previewEdit(session, request, signal),
    'model.edit': async (request, signal) => {
      await editNetwork(session, request, signal);
    },
    'model.simplify': async (_, signal) => {
      const { of, rows, error, networks } = await findSimpler(session, signal);
      const dataset = session.requireDataset();
      const { backend } = session.options;
      return {
        revision: of.id,
        rows,
        edges: shownEdgeCount(of.model, of.encoding),
        error,
        networks: await Promise.all(networks.map((one) => simplerView(backend, one, of.encoding, dataset))),
      };
    },
    'model.useSimpler': async ({ index }, signal) => {
      await useSimpler(session, index, signal);
    },
  };
}
