import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import type { Actions } from '../../actions/registry.ts';
import type { Shared } from '../../common/shared.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { FilesState } from '../files/state.svelte.ts';
import type { EquationsState } from './state.svelte.ts';

/** What the room for differential equations works with. */
export interface EquationsNeeds extends Shared {
  readonly client: EngineClient;
  readonly data: DataState;
  readonly equations: EquationsState;
  readonly files: FilesState;
  /** Asks where there is unsaved work. */
  readonly unsaved: {
    readonly mayReplace: (by: string) => Promise<boolean>;
    readonly followEquations: (unsaved: boolean) => void;
  };
  /** Shows all as the engine has it. */
  readonly restore: (snapshot: Snapshot) => void;
  readonly actions: Actions<
    | 'equation.open'
    | 'equation.close'
    | 'equation.solve'
    | 'equation.stop'
    | 'equation.use'
    | 'equation.save'
    | 'equation.saveProblem'
  >;
}
