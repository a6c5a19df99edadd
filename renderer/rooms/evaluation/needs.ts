import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { EvaluationState } from './state.svelte.ts';

/** What the room for evaluation works with. */
export interface EvaluationNeeds extends Shared {
  readonly data: DataState;
  readonly evaluation: EvaluationState;
}
