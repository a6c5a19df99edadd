import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { EvaluationState } from '../evaluation/state.svelte.ts';
import type { SetupState } from '../network/state.svelte.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import type { FixingState } from './edge/fixing.svelte.ts';
import type { InspectorState } from './state.svelte.ts';

/** The actions that the inspector offers. */
export type InspectorActions = Actions<
  | 'edge.fix'
  | 'edge.unfix'
  | 'edge.lock'
  | 'edge.prune'
  | 'edge.restore'
  | 'edge.next'
  | 'edge.previous'
  | 'edge.close'
  | 'edge.strongest'
  | 'formula.search'
  | 'simplify.find'
  | 'train.start'
  | 'project.save'
>;

/** What this room needs from the rest of the window. */
export interface InspectorNeeds extends Shared {
  readonly data: DataState;
  readonly training: TrainingState;
  readonly setup: SetupState;
  readonly evaluation: EvaluationState;
  readonly inspector: InspectorState;
  readonly fixing: FixingState;
  readonly actions: InspectorActions;
}
