/** Calls for edits by hand and their previews. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { editNetwork, previewEdit } from '../usecases/editNetwork.ts';

type EditHandlers = Pick<EngineHandlers, 'model.preview' | 'model.edit'>;

export function editHandlers(session: Session): EditHandlers {
  return {
    'model.preview': (request, signal) => previewEdit(session, request, signal),
    'model.edit': async (request, signal) => {
      await editNetwork(session, request, signal);
    },
  };
}
