/** What every room can use. The class `Studio` contains all of it. */
import type { StudioApi } from '../../shared/contract/studio.ts';
import type { Screen } from '../actions/action.ts';
import type { Actions } from '../actions/registry.ts';
import type { EditState } from '../edits/edits.svelte.ts';
import type { PageSteps } from './page-steps.svelte.ts';
import type { NetworkState } from './network.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { Selection } from './selection.svelte.ts';
import type { View } from './view.svelte.ts';

export interface Shared {
  readonly api: StudioApi;
  readonly actions: Actions;
  readonly network: NetworkState;
  readonly selection: Selection;
  readonly edits: EditState;
  /** The changes that undo reverses before it goes back in the history. */
  readonly pageSteps: PageSteps;
  readonly notices: Notices;
  readonly view: View;
  readonly screen: Screen;
  /** The engine answers. */
  readonly ready: boolean;
  /** Runs something and shows its errors. */
  readonly attempt: (work: Promise<unknown>) => void;
}
