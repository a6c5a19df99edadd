import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { GraphState } from '../graph/state.svelte.ts';
import type { PictureState } from './state.svelte.ts';

/** What this room needs from the rest of the window. */
export interface PictureNeeds extends Shared {
  readonly data: DataState;
  readonly graph: GraphState;
  readonly picture: PictureState;
}
