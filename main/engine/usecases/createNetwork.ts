import { idleTraining } from '../../../shared/contract/idleTraining.ts';
import type { NetworkSetup } from '../../../shared/contract/schemas.ts';
import type { Revision } from '../history/revision.ts';
import { recordRevision } from '../session/record.ts';
import type { Session } from '../session/session.ts';
import { networkFor } from '../train/freshNetwork.ts';

/**
 * A network of random weights for the present data becomes current; a run under way is ended first.
 * @throws KanError `data.none`, `model.too-large`, `cancelled`
 */
export async function createNetwork(
  session: Session,
  setup: NetworkSetup,
  signal: AbortSignal,
): Promise<Revision> {
  const model = networkFor(session.requireDataset(), setup);
  await session.settle();
  const change = { parent: null, operation: { type: 'create', setup }, model } as const;
  return session.lane.run(signal, () =>
    recordRevision(session, change, { training: idleTraining, curve: [] }),
  );
}
