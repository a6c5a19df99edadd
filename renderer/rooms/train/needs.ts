import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { TrainingState } from './state.svelte.ts';

/** What the room for training works with. */
export interface TrainNeeds extends Shared {
  readonly data: DataState;
  readonly training: TrainingState;
  /** A new network is being made; or none can be made of the forms. */
  readonly setup: { readonly applying: boolean; readonly blocked: boolean };
  readonly actions: Actions<'train.start' | 'train.pause' | 'train.step' | 'train.stop'>;
}
