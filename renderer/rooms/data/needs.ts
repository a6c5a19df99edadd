import type { Actions } from '../../actions/registry.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { Shared } from '../../common/shared.ts';
import type { DataState } from './state.svelte.ts';

/** What the room for data works with. */
export interface DataNeeds extends Shared {
  readonly data: DataState;
  readonly training: { readonly live: boolean };
  /** Changes of the forms that undo reverses. */
  readonly setup: { readonly change: (change: () => void) => void };
  readonly files: {
    readonly load: () => Promise<void>;
    /** Reads the file of the table in use in another way. */
    readonly reread: (overrides: ReadingOptions) => Promise<void>;
  };
  readonly actions: Actions<'data.open'>;
}
