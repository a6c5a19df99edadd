import type { Actions } from '../../actions/registry.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import type { Shared } from '../../common/shared.ts';
import type { View } from '../../common/view.svelte.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import type { PhasesState } from './state.svelte.ts';

/** What the room for learning in phases works with. */
export interface PhasesNeeds extends Shared {
  readonly data: DataState;
  readonly training: TrainingState;
  readonly phases: PhasesState;
  readonly view: View<'phases' | 'history'>;
  /** Shows all as the engine has it. */
  readonly restore: (snapshot: Snapshot) => void;
  readonly actions: Actions<'phases.learn' | 'phases.use' | 'phases.stop'>;
}
