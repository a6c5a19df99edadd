import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { View } from '../../common/view.svelte.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import type { SimplifyState } from './state.svelte.ts';

/** What the room for simplifying works with. */
export interface SimplifyNeeds extends Shared {
  readonly data: DataState;
  readonly training: TrainingState;
  readonly simplify: SimplifyState;
  readonly view: View<'simplify'>;
  readonly actions: Actions<'simplify.find' | 'simplify.use'>;
}
