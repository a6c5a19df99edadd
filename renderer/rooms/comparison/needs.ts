import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { View } from '../../common/view.svelte.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import type { ComparisonState } from './state.svelte.ts';

/** What the room for the comparison with MLPs works with. */
export interface ComparisonNeeds extends Shared {
  readonly data: DataState;
  readonly training: TrainingState;
  readonly comparison: ComparisonState;
  readonly view: View<'comparison'>;
  readonly actions: Actions<
    'comparison.start' | 'comparison.stop' | 'comparison.sizes' | 'comparison.stopSizes'
  >;
}
