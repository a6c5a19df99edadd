import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { EvaluationState } from '../evaluation/state.svelte.ts';
import type { SetupState } from '../network/state.svelte.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import type { PruneState } from './pruning/prune.svelte.ts';
import type { GraphState } from './state.svelte.ts';

/** What the graph works with. */
export interface GraphNeeds extends Shared {
  readonly data: DataState;
  readonly training: TrainingState;
  readonly evaluation: EvaluationState;
  readonly setup: SetupState;
  readonly graph: GraphState;
  readonly prune: PruneState;
  readonly actions: Actions<'edge.enter' | 'graph.picture'>;
}
