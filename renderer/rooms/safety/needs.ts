import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { SafetyState } from './state.svelte.ts';

/** What this room needs from the rest of the window. */
export interface SafetyNeeds extends Shared {
  readonly safety: SafetyState;
  readonly actions: Actions<'project.save'>;
}
