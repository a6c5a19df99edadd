import type { Shared } from '../../common/shared.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import type { HistoryState } from './state.svelte.ts';

/** What the history works with. */
export interface HistoryNeeds extends Shared {
  readonly history: HistoryState;
  readonly training: TrainingState;
}
