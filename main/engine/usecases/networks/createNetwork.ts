import { idleTraining } from '../../../../shared/contract/views/training.ts';
import type { NetworkSetup } from '../../../../shared/contract/schemas/setups.ts';
import { thresholdSetting } from '../../../../shared/settings/predicting.ts';
import type { Revision } from '../../history/revision.ts';
import { recordNewNetwork } from '../../session/record.ts';
import type { Session } from '../../session/session.ts';
import { networkFor } from '../../train/freshNetwork.ts';

/**
 * Makes a start for the present data the current network. A run in progress is ended first.
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
    recordNewNetwork(session, change, {
      training: idleTraining,
      curve: [],
      // With the network its threshold is new, too: it is not yet work.
      ...{ threshold: thresholdSetting.default, savedThreshold: thresholdSetting.default },
    }),
  );
}
