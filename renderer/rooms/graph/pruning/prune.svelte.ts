/** Pruning by importance: the preview, the effect on the error, and the edit. */
import type { ModelEdit } from '../../../../shared/edits/edits.ts';
import type { EdgeRef } from '../../../../shared/refs.ts';
import type { EditState } from '../../../edits/edits.svelte.ts';
import { PreviewedEdit, REFIT_STEPS } from '../../../edits/previewed-edit.svelte.ts';
import type { NetworkState } from '../../../common/network.svelte.ts';
import { below, rankedScores, thresholdFor, type PruneKind } from './prune-ranks.ts';

export class PruneState {
  open = $state(false);
  kind = $state<PruneKind>('edges');
  /** The number of weakest edges to remove. */
  count = $state(0);
  /** The rest is trained for some steps afterwards, to compensate for the removal. */
  refit = $state(true);
  readonly look: PreviewedEdit;

  readonly #edits: EditState;
  readonly #network: NetworkState;
  /** Scores of those that can go, ascending. */
  readonly scores = $derived.by(() => rankedScores(this.#network.model, this.kind));
  /** The recipe for a sparse network is at work; it takes seconds and can be stopped. */
  readonly sparsifying = $derived.by(() => this.#edits.type === 'sparsify');
  /** How far it is. */
  readonly progress = $derived.by(() => (this.sparsifying ? this.#edits.progress : null));
  /** Between the last score that goes and the first that stays; 0 where none goes. */
  readonly threshold = $derived(thresholdFor(this.scores, this.count));
  readonly edit = $derived.by((): ModelEdit | null =>
    this.open && this.count > 0
      ? {
          type: 'prune',
          edgeThreshold: this.kind === 'edges' ? this.threshold : 0,
          nodeThreshold: this.kind === 'nodes' ? this.threshold : 0,
        }
      : null,
  );
  /** Edges that would go: as the engine says, and until it has said so those whose score is below the threshold. */
  readonly going = $derived.by((): readonly EdgeRef[] => {
    if (this.edit === null) return [];
    if (this.look.effect && !this.look.stale) return this.look.effect.removed;
    return this.#network.model ? below(this.#network.model, this.kind, this.threshold) : [];
  });

  constructor(edits: EditState, network: NetworkState) {
    this.#edits = edits;
    this.#network = network;
    this.look = new PreviewedEdit(edits);
  }

  /** There is another network: nothing is selected for removal yet. */
  reset(): void {
    this.count = 0;
    this.look.consider(null);
  }

  close(): void {
    this.open = false;
    this.reset();
  }

  /** Sets how much is to go, and looks what it would do. */
  consider(change: { readonly kind?: PruneKind; readonly count?: number; readonly refit?: boolean }): void {
    const kind = change.kind ?? this.kind;
    this.count = kind === this.kind ? (change.count ?? this.count) : 0;
    this.kind = kind;
    this.refit = change.refit ?? this.refit;
    this.look.consider(this.edit, this.refit);
  }

  async apply(): Promise<void> {
    const edit = this.edit;
    if (edit) await this.#edits.apply(edit, this.refit ? REFIT_STEPS : 0);
  }

  /** Trains with λ, prunes and refits, for a few λ, and keeps the best. @throws what the engine says against it. */
  async sparsify(): Promise<void> {
    await this.#edits.apply({ type: 'sparsify' });
  }

  stopSparsifying(): void {
    this.#edits.stop();
  }
}
