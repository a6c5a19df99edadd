import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { EquationsState } from '../equations/state.svelte.ts';
import type { FilesState } from '../files/state.svelte.ts';

/** The actions that the start page offers. */
export type WelcomeActions = Actions<
  | 'view.bench'
  | 'help.tour'
  | 'help.guide'
  | 'data.open'
  | 'project.open'
  | 'equation.open'
  | 'equation.solve'
>;

/** What this room needs from the rest of the window. */
export interface WelcomeNeeds extends Shared {
  readonly data: DataState;
  readonly files: FilesState;
  readonly equations: EquationsState;
  readonly actions: WelcomeActions;
}
