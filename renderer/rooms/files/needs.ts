import type { Shared } from '../../common/shared.ts';
import type { FilesState } from './state.svelte.ts';
import type { UnsavedState } from './unsaved.svelte.ts';

/** What opening and saving work with. */
export interface FilesNeeds extends Shared {
  readonly files: FilesState;
  readonly unsaved: UnsavedState;
  /** The table in use. */
  readonly data: { readonly table: { readonly fileName: string } | null };
  /** The differential equation. */
  readonly equations: { readonly begun: boolean };
  /** A dialog is open. */
  readonly modal: boolean;
}
