import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import type { SetupState } from './state.svelte.ts';

/** What the room for the network’s set-up works with. */
export interface NetworkNeeds extends Shared {
  readonly data: DataState;
  readonly training: TrainingState;
  readonly setup: SetupState;
}
