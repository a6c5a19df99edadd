import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { FilesState } from '../files/state.svelte.ts';

/** What can be done from the start page. */
export type WelcomeActions = Actions<
  'view.bench' | 'help.tour' | 'help.guide' | 'data.open' | 'project.open'
>;

/** What the start page works with. */
export interface WelcomeNeeds extends Shared {
  readonly data: DataState;
  readonly files: FilesState;
  readonly actions: WelcomeActions;
}
