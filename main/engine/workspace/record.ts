/** A changed network becomes the current revision. */
import type { ModelView } from '../../../shared/contract/views.ts';
import { append } from '../history/history.ts';
import type { Revision } from '../history/revision.ts';
import { scoreModel } from './scores.ts';
import { announceModel } from './snapshot.ts';
import type { State, Workspace } from './workspace.ts';

/** A network made on the present data, and how it came about. */
export type Change = Pick<Revision, 'parent' | 'operation' | 'model'> &
  Partial<Pick<Revision, 'id' | 'curve'>>;

/**
 * Measures the network, appends it to the history as the current one, journals it and tells every window.
 * @param further parts of the state that change with it.
 */
export async function recordRevision(
  workspace: Workspace,
  change: Change,
  further: Partial<State> = {},
): Promise<ModelView> {
  const { backend } = workspace.options;
  const dataset = workspace.requireDataset();
  const scores = await scoreModel(backend, change.model, dataset);
  const revision = revisionOf(workspace, change, scores);
  const history = append(workspace.state.history, revision);
  workspace.update({ recovered: false, ...further, history, scores });
  return (await announceModel(workspace)).model;
}

/** The change as a revision of this workspace, which is not in the history yet. */
export function revisionOf(
  workspace: Workspace,
  { id = workspace.options.newId(), parent, operation, model, curve = [] }: Change,
  scores: Revision['scores'],
): Revision {
  const { encoding } = workspace.requireDataset();
  const data = workspace.dataReference();
  const reference = data && {
    fileName: data.fileName,
    hash: data.hash,
    overrides: data.overrides,
    setup: data.setup,
  };
  const time = workspace.options.now();
  return { id, parent, operation, model, encoding, scores, time, name: '', curve, data: reference };
}
