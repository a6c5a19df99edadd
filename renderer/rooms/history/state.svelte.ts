/**
 * Walks in the tree of revisions, and looks at revisions. Where a walk has led comes back as the engine's `model`
 * event.
 */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { HistoryView, RevisionLook } from '../../../shared/contract/views.ts';
import type { Asides } from '../../common/asides.svelte.ts';
import type { NetworkState } from '../../common/network.svelte.ts';
import { OneRequest } from '../../common/one-request.svelte.ts';

/** As finely as a thumbnail needs it. */
const LOOK_POINTS = 40;

interface Side {
  readonly id: string;
  /** null while it is fetched. */
  readonly look: RevisionLook | null;
}
interface Pair {
  readonly left: Side;
  readonly right: Side;
}

export class HistoryState {
  readonly #requests = new OneRequest();
  /** A walk is under way: no other can begin. */
  readonly busy = $derived.by(() => this.#requests.busy);
  /** The revision that is looked at in the list, and how it looks; the current one stays current. */
  selected = $state<string | null>(null);
  look = $state.raw<RevisionLook | null>(null);
  /** Two that are compared. */
  pair = $state.raw<Pair | null>(null);

  readonly #client: EngineClient;
  readonly #network: NetworkState;
  readonly #asides: Asides;

  constructor(client: EngineClient, network: NetworkState, asides: Asides) {
    this.#client = client;
    this.#network = network;
    this.#asides = asides;
  }

  get view(): HistoryView {
    return this.#network.history;
  }

  undo(): Promise<void> {
    return this.#requests.send(() => this.#client.call('history.undo', undefined));
  }

  redo(): Promise<void> {
    return this.#requests.send(() => this.#client.call('history.redo', undefined));
  }

  makeCurrent(revision: string): Promise<void> {
    return this.#requests.send(() => this.#client.call('history.makeCurrent', { revision }));
  }

  /** Undo takes the name back. @param name '' for none. */
  async name(revision: string, name: string): Promise<void> {
    const before = this.view.revisions.find(({ id }) => id === revision)?.name ?? '';
    await this.#name(revision, name);
    this.#asides.add({
      undo: () => this.#name(revision, before),
      redo: () => this.#name(revision, name),
    });
  }

  /** Shows how a revision looks. */
  async select(revision: string | null): Promise<void> {
    this.selected = revision;
    this.look = null;
    if (revision === null) return;
    const look = await this.#fetch(revision);
    if (this.selected === revision) this.look = look;
  }

  /** Sets one side or both of what is compared. */
  async compare(sides: { readonly left?: string; readonly right?: string }): Promise<void> {
    const side = (id: string | undefined, before: Side | undefined): Side | null =>
      id === undefined ? (before ?? null) : { id, look: null };
    const left = side(sides.left, this.pair?.left);
    const right = side(sides.right, this.pair?.right);
    this.pair = left && right && { left, right };
    await Promise.all(
      Object.values(sides).map(async (id) => {
        this.#arrived(await this.#fetch(id));
      }),
    );
  }

  /** Another tree: what was looked at is gone. */
  clear(): void {
    this.selected = null;
    this.look = null;
    this.pair = null;
  }

  #name(revision: string, name: string): Promise<void> {
    return this.#client.call('history.name', { revision, name });
  }

  #fetch(revision: string): Promise<RevisionLook> {
    return this.#client.call('history.look', { revision, points: LOOK_POINTS });
  }

  #arrived(look: RevisionLook): void {
    const filled = (side: Side): Side => (side.id === look.view.id ? { ...side, look } : side);
    this.pair = this.pair && { left: filled(this.pair.left), right: filled(this.pair.right) };
  }
}
