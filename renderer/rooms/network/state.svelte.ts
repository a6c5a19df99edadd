/** The set-up of data and network as the forms have it, and making a new network of it. */
import type { NetworkSetup } from '../../../shared/contract/schemas/setups.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { toAppError, type AppError } from '../../../shared/errors.ts';
import type { PageSteps } from '../../common/page-steps.svelte.ts';
import type { NetworkState } from '../../common/network.svelte.ts';
import type { Notices } from '../../common/notices.svelte.ts';
import type { Selection } from '../../common/selection.svelte.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { TrainingState } from '../train/state.svelte.ts';
import { DEFAULT_NETWORK, sameNetwork } from './setup.ts';

const SETTLE_MS = 250;

/** What a set-up is made with. */
interface Needs {
  readonly data: DataState;
  readonly network: NetworkState;
  readonly training: TrainingState;
  readonly selection: Selection;
  readonly notices: Notices;
  readonly pageSteps: PageSteps;
  /** The engine answers. */
  readonly ready: boolean;
  readonly attempt: (work: Promise<unknown>) => void;
  /** There is another network: what was found of the one before is of no use. */
  readonly beginAnew: () => void;
}

export class SetupState {
  /** The network that the form asks for. */
  network = $state.raw<NetworkSetup>(DEFAULT_NETWORK);
  /** The one that the network was made from; null where there is none. */
  applied = $state.raw<NetworkSetup | null>(null);
  /** Why no network could be made of the set-up; null where there is one. */
  refusal = $state.raw<AppError | null>(null);
  /** The set-up is being applied. */
  applying = $state(false);

  readonly #networkChanged = $derived(this.applied === null || !sameNetwork(this.network, this.applied));
  readonly changed = $derived.by(() => this.#needs.data.changed || this.#networkChanged);
  /**
   * The set-up differs from a network that was trained or edited: a new network would replace it, so the person is
   * asked.
   */
  readonly mustConfirm = $derived.by(() => {
    const { data, network, training } = this.#needs;
    return this.changed && (network.trained || training.live) && data.problems.length === 0;
  });

  /** No network can be made of the set-up in the forms, and the one before is still there. */
  readonly blocked = $derived.by(() => {
    const { data, network } = this.#needs;
    return network.model !== null && data.problems.length > 0;
  });

  readonly #needs: Needs;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #making: Promise<void> | null = null;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  changeNetwork(network: NetworkSetup): void {
    this.change(() => (this.network = network));
  }

  /** Changes the forms; undo changes them back. */
  change(change: () => void): void {
    const { data, pageSteps } = this.#needs;
    const before = { data: data.setup, network: this.network };
    change();
    const after = { data: data.setup, network: this.network };
    const show = (forms: typeof before) => () => {
      data.setup = forms.data;
      this.network = forms.network;
      this.#settle();
    };
    pageSteps.add({ undo: show(before), redo: show(after) });
    this.#settle();
  }

  /** Prepares the data and makes a new network as the forms have it; while one is being made, waits for that one. */
  apply(): Promise<void> {
    this.#making ??= this.#make().finally(() => (this.#making = null));
    return this.#making;
  }

  /**
   * What begins now shall work on the network that the forms ask for: waits while one is being made, and makes it at
   * once where the forms have just been changed. A trained network stays, since only the person may replace it.
   * @returns whether there is such a network
   */
  async settled(): Promise<boolean> {
    await this.#making;
    if (this.changed && !this.mustConfirm) await this.apply();
    const made = !this.changed || this.mustConfirm;
    return made && this.#needs.network.model !== null && !this.blocked;
  }

  async #make(): Promise<void> {
    const { data, network, training, selection, notices, beginAnew } = this.#needs;
    if (data.problems.length > 0) return;
    this.applying = true;
    this.refusal = null;
    try {
      if (training.live) await training.stop();
      if (data.changed) await data.prepare();
      selection.clear();
      const setup = this.network;
      await network.create(setup);
      this.applied = setup;
      beginAnew();
    } catch (thrown) {
      if (network.model) notices.report(thrown);
      else this.refusal = toAppError(thrown);
    } finally {
      this.applying = false;
    }
  }

  revert(): void {
    const { data, pageSteps } = this.#needs;
    pageSteps.clear();
    data.revert();
    this.network = this.applied ?? this.network;
  }

  /**
   * Another table is loaded, and there is no network for it yet: makes the first one.
   * @param otherColumns the columns are others, so that settings for the previous columns are not used
   */
  async begin(otherColumns: boolean): Promise<void> {
    if (otherColumns) this.network = DEFAULT_NETWORK;
    this.refusal = null;
    this.applied = null;
    await this.apply();
  }

  /**
   * A step in the history may lead to a network with another set-up: the form follows, unless the person is changing
   * it.
   */
  follow(made: NetworkSetup | null): void {
    if (made === null) return;
    if (!this.#networkChanged) this.network = made;
    this.applied = made;
  }

  restore({ model, networkSetup }: Snapshot): void {
    if (!model) return;
    const { shape, grid, order } = model;
    this.applied = networkSetup ?? { ...this.network, hidden: [...shape.slice(1, -1)], grid, order };
    this.network = this.applied;
  }

  /** While nothing has been learned yet, the network follows the forms by itself, once they have settled. */
  #settle(): void {
    const { attempt, data } = this.#needs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#needs.ready) attempt(data.check());
      if (this.applying) this.#settle();
      else if (this.changed && !this.mustConfirm && this.#needs.ready) attempt(this.apply());
    }, SETTLE_MS);
  }
}
