/** How a new network is trained. */
import type { NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { RunTask } from '../train/run/run.ts';
import { trainOnLadder } from './trainOnLadder.ts';

/**
 * The trainer of a run that chooses the size of the network, where both its size and its training are automatic;
 * otherwise nothing, and the network is trained as it is.
 * @param network how the network was made; null where it was trained or edited afterwards.
 */
export function trainerFor(network: NetworkSetup | null, training: TrainingSetup): Pick<RunTask, 'train'> {
  const open = network?.automatic === true && training.optimizer === 'auto' && training.lamb === 0;
  return open ? { train: trainOnLadder } : {};
}
