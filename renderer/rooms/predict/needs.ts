import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { View } from '../../common/view.svelte.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { PredictState } from './state.svelte.ts';

/** What this room needs from the rest of the window. */
export interface PredictNeeds extends Shared {
  readonly data: DataState;
  readonly predict: PredictState;
  readonly view: View<'predict'>;
  readonly actions: Actions<'predict.open' | 'predict.save'>;
}
