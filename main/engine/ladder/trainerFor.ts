/** How a network that was just made is trained. */
import type { NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { RunTask } from '../train/run/run.ts';
import { trainOnLadder } from './trainOnLadder.ts';

/**
 * What a run is given so that it chooses how large the network is, where both its size and its training are left open; else
 * nothing: the network is trained as it is.
 * @param network how the network was made; null where it has been trained or edited since.
 */
export function trainerFor(network: NetworkSetup | null, training: TrainingSetup): Pick<RunTask, 'train'> {
  const open = network?.automatic === true && training.optimizer === 'auto' && training.lamb === 0;
  return open ? { train: trainOnLadder } : {};
}
