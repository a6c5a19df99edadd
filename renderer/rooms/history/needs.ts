import type { Reversible } from '../../common/page-steps.svelte.ts';
import type { Shared } from '../../common/shared.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import type { HistoryState } from './state.svelte.ts';

/** What this room needs from the rest of the window. */
export interface HistoryNeeds extends Shared {
  readonly history: HistoryState;
  readonly training: TrainingState;
  /** The steps of the problem, on the screen of equations. */
  readonly equations: Reversible;
  /** The function or the numbers that are tried on an edge. */
  readonly fixing: Reversible;
}
