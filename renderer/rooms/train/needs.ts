import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { TrainingState } from './state.svelte.ts';

/** What the room for training works with. */
export interface TrainNeeds extends Shared {
  readonly data: DataState;
  readonly training: TrainingState;
  /** Whether no network can be made of the forms, or it would replace a trained one; and waiting until the network is theirs. */
  readonly setup: {
    readonly blocked: boolean;
    readonly mustConfirm: boolean;
    readonly settled: () => Promise<boolean>;
  };
  readonly actions: Actions<'train.start' | 'train.pause' | 'train.step' | 'train.stop'>;
}
