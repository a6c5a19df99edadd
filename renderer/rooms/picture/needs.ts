import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { GraphState } from '../graph/state.svelte.ts';
import type { PictureState } from './state.svelte.ts';

/** What pictures of the network are made with. */
export interface PictureNeeds extends Shared {
  readonly data: DataState;
  readonly graph: GraphState;
  readonly picture: PictureState;
}
