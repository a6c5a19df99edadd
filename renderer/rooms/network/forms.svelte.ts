/** The set-up of data and network as the forms have it, and making a new network of it. */
import type { NetworkSetup } from '../../../shared/contract/schemas.ts';
import { toAppError, type AppError } from '../../../shared/errors.ts';
import type { Asides } from '../../common/asides.svelte.ts';
import type { DataState } from '../data/state.svelte.ts';
import type { NetworkState } from './state.svelte.ts';
import type { Notices } from '../../common/notices.svelte.ts';
import type { Selection } from '../../common/selection.svelte.ts';
import type { TrainingState } from '../train/state.svelte.ts';

const SETTLE_MS = 250;

/** What the set-up is made with. */
interface Rooms {
  readonly data: DataState;
  readonly network: NetworkState;
  readonly training: TrainingState;
  readonly selection: Selection;
  readonly notices: Notices;
  readonly asides: Asides;
  /** The engine answers. */
  readonly ready: () => boolean;
  readonly attempt: (work: Promise<unknown>) => void;
  /** There is another network: what was found of the one before is of no use. */
  readonly onmade: () => void;
}

export class SetupState {
  /** Why no network could be made of the set-up; null where there is one. */
  refusal = $state.raw<AppError | null>(null);
  /** The set-up is being applied. */
  applying = $state(false);

  readonly #rooms: Rooms;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly changed = $derived.by(() => this.#rooms.data.changed || this.#rooms.network.changed);
  /** The set-up differs from a network that has learned something: applying it starts anew, so it is asked for. */
  readonly mustConfirm = $derived.by(() => {
    const { data, network, training } = this.#rooms;
    return this.changed && (network.trained || training.live) && data.problems.length === 0;
  });

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  changeNetwork(setup: NetworkSetup): void {
    this.change(() => this.#rooms.network.change(setup));
  }

  /** Changes the forms; undo changes them back. */
  change(change: () => void): void {
    const { data, network, asides } = this.#rooms;
    const before = { data: data.setup, network: network.setup };
    change();
    const after = { data: data.setup, network: network.setup };
    const show = (forms: typeof before) => () => {
      data.setup = forms.data;
      network.setup = forms.network;
      this.#settle();
    };
    asides.add({ undo: show(before), redo: show(after) });
    this.#settle();
  }

  /** Prepares the data and makes a new network as the forms have it. */
  async apply(): Promise<void> {
    const { data, network, training, selection, notices, asides, onmade } = this.#rooms;
    if (data.problems.length > 0 || this.applying) return;
    this.applying = true;
    this.refusal = null;
    try {
      if (training.live) await training.stop();
      if (data.changed) await data.prepare();
      selection.clear();
      await network.create();
      training.clear();
      asides.clear();
      onmade();
    } catch (thrown) {
      if (network.model) notices.report(thrown);
      else this.refusal = toAppError(thrown);
    } finally {
      this.applying = false;
    }
  }

  revert(): void {
    const { data, network, asides } = this.#rooms;
    asides.clear();
    data.revert();
    network.revert();
  }

  /** While nothing has been learned yet, the network follows the forms by itself, once they have settled. */
  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.applying) this.#settle();
      else if (this.changed && !this.mustConfirm && this.#rooms.ready()) this.#rooms.attempt(this.apply());
    }, SETTLE_MS);
  }
}
