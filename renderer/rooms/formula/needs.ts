import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { View } from '../../common/view.svelte.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import type { FormulaState } from './state.svelte.ts';

/** What the room for formulas works with. */
export interface FormulaNeeds extends Shared {
  readonly data: DataState;
  readonly training: TrainingState;
  readonly formula: FormulaState;
  readonly view: View<'formulas'>;
  readonly actions: Actions<
    'formula.search' | 'formula.stopSearch' | 'formula.repeat' | 'formula.stopRepeats' | 'formula.adopt'
  >;
}
