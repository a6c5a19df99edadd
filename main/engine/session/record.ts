/** A changed network becomes the current revision. */
import { append } from '../history/history.ts';
import type { Revision } from '../history/revision.ts';
import { scoreModel } from '../measure/scores.ts';
import { announceModel } from './snapshot.ts';
import type { State, Session } from './session.ts';

/** A network made on the present data, and how it came about. */
export type Change = Pick<Revision, 'parent' | 'operation' | 'model'> &
  Partial<Pick<Revision, 'id' | 'curve'>>;

/**
 * Measures the network, appends it to the history as the current one, journals it and tells every window.
 * @param further parts of the state that change with it.
 */
export async function recordRevision(
  session: Session,
  change: Change,
  further: Partial<State> = {},
): Promise<Revision> {
  const { backend } = session.options;
  const dataset = session.requireDataset();
  const scores = await scoreModel(backend, change.model, dataset);
  const revision = revisionOf(session, change, scores);
  const history = append(session.state.history, revision);
  session.update({ recovered: false, ...further, history, scores });
  await announceModel(session);
  return revision;
}

/** The change as a revision of this session, which is not in the history yet. */
export function revisionOf(
  session: Session,
  { id = session.options.newId(), parent, operation, model, curve = [] }: Change,
  scores: Revision['scores'],
): Revision {
  const { encoding } = session.requireDataset();
  const data = session.dataReference();
  const reference = data && {
    fileName: data.fileName,
    hash: data.hash,
    overrides: data.overrides,
    setup: data.setup,
  };
  const time = session.options.now();
  return { id, parent, operation, model, encoding, scores, time, name: '', curve, data: reference };
}
