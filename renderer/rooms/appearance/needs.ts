import type { Shared } from '../../common/shared.ts';
import type { View } from '../../common/view.svelte.ts';
import type { ThemeState } from './state.svelte.ts';

export interface AppearanceNeeds extends Shared {
  readonly theme: ThemeState;
  readonly view: View;
}
