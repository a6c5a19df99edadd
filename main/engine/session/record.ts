/** A changed network becomes the current revision. */
import { append, measured } from '../history/history.ts';
import type { Revision } from '../history/revision.ts';
import { scoreModel } from '../measure/scores.ts';
import { scoringDataset } from '../history/scoringDataset.ts';
import { dataReference } from './revisionData.ts';
import { announceModel, announceUnmeasured } from './snapshot.ts';
import type { Session } from './session.ts';
import type { State } from './state.ts';

/** A network made on the present data, and how it came about. */
export type Change = Pick<Revision, 'parent' | 'operation' | 'model'> &
  Partial<Pick<Revision, 'id' | 'curve' | 'ladder'>>;

/**
 * Measures the network, appends it to the history as the current one, journals it and tells every window.
 * @param further other parts of the state that change together with the network.
 */
export async function recordRevision(
  session: Session,
  change: Change,
  further: Partial<State> = {},
): Promise<Revision> {
  const revision = await scoredRevision(session, revisionOf(session, change));
  const history = append(session.state.history, revision);
  session.update({ recovered: false, ...further, history, scores: revision.scores });
  await announceModel(session);
  return revision;
}

/** The same for a new network: windows are told of it before it is measured, and once more after. */
export async function recordNewNetwork(
  session: Session,
  change: Change,
  further: Partial<State> = {},
): Promise<Revision> {
  const unmeasured = revisionOf(session, change);
  const history = append(session.state.history, unmeasured);
  session.update({ recovered: false, ...further, history, scores: null });
  announceUnmeasured(session);
  const { scores } = await scoredRevision(session, unmeasured);
  session.update({ history: measured(session.state.history, unmeasured.id, scores), scores });
  await announceModel(session);
  return { ...unmeasured, scores };
}

/** The revision with its errors on the present data. It need not be in the history yet. */
export async function scoredRevision(
  session: Session,
  revision: Revision,
): Promise<Revision & { readonly scores: NonNullable<Revision['scores']> }> {
  const dataset = scoringDataset(session.state, revision, session.requireDataset());
  const scores = await scoreModel(session.options.backend, revision.model, dataset);
  return { ...revision, scores };
}

/** The change as a revision of this session. It is not measured and not in the history yet. */
export function revisionOf(
  session: Session,
  { id = session.options.newId(), parent, operation, model, curve = [], ladder = null }: Change,
): Revision {
  const { encoding } = session.requireDataset();
  const data = dataReference(session.state);
  const reference = data && {
    fileName: data.fileName,
    hash: data.hash,
    overrides: data.overrides,
    setup: data.setup,
  };
  const time = session.options.now();
  const made = { id, parent, operation, model, encoding, time, curve, ladder };
  return { ...made, scores: null, name: '', data: reference };
}
