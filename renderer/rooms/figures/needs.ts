import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { TrainingState } from '../train/state.svelte.ts';

/** What the strip of figures works with. */
export interface FiguresNeeds extends Shared {
  readonly data: DataState;
  readonly training: TrainingState;
  readonly actions: Actions<'simplify.find'>;
}
