import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import type { LogState } from './state.svelte.ts';

/** What the log works with. */
export interface LogNeeds extends Shared {
  readonly log: LogState;
  readonly training: TrainingState;
  readonly actions: Actions<'help.log'>;
}
