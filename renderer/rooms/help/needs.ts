import type { Shared } from '../../common/shared.ts';
import type { View } from '../../common/view.svelte.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { FilesState } from '../files/state.svelte.ts';
import type { TourState } from './state.svelte.ts';
import type { TourPanel } from './tour.ts';

/** What this room needs from the rest of the window. */
export interface HelpNeeds extends Shared {
  readonly data: DataState;
  readonly files: FilesState;
  readonly tour: TourState;
  readonly view: View<TourPanel>;
}
