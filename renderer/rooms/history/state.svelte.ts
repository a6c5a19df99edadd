/**
 * Undo, redo, names and comparison of revisions. When another revision becomes current, the engine's event `model`
 * tells it.
 */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { HistoryView, RevisionDetail } from '../../../shared/contract/views/history.ts';
import type { PageSteps } from '../../common/page-steps.svelte.ts';
import type { NetworkState } from '../../common/network.svelte.ts';
import { OneRequest } from '../../common/one-request.svelte.ts';

/** Points of a curve: enough for a small picture. */
const DETAIL_POINTS = 40;

interface Side {
  readonly id: string;
  /** null while it is fetched. */
  readonly detail: RevisionDetail | null;
}
interface Pair {
  readonly left: Side;
  readonly right: Side;
}

export class HistoryState {
  readonly #requests = new OneRequest();
  /** The engine is changing the current revision: no other change can begin. */
  readonly busy = $derived.by(() => this.#requests.busy);
  /** The revision that is selected in the list, and its network. The current revision stays the same. */
  selected = $state<string | null>(null);
  detail = $state.raw<RevisionDetail | null>(null);
  /** The two revisions that are compared. */
  pair = $state.raw<Pair | null>(null);

  readonly #client: EngineClient;
  readonly #network: NetworkState;
  readonly #pageSteps: PageSteps;

  constructor(client: EngineClient, network: NetworkState, pageSteps: PageSteps) {
    this.#client = client;
    this.#network = network;
    this.#pageSteps = pageSteps;
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

  /** Undo restores the name before. @param name '' for none. */
  async name(revision: string, name: string): Promise<void> {
    const before = this.view.revisions.find(({ id }) => id === revision)?.name ?? '';
    await this.#name(revision, name);
    this.#pageSteps.add({
      undo: () => this.#name(revision, before),
      redo: () => this.#name(revision, name),
    });
  }

  /** Selects a revision and fetches its network. */
  async select(revision: string | null): Promise<void> {
    this.selected = revision;
    this.detail = null;
    if (revision === null) return;
    const detail = await this.#fetch(revision);
    if (this.selected === revision) this.detail = detail;
  }

  /** Sets one or both of the revisions that are compared. */
  async compare(sides: { readonly left?: string; readonly right?: string }): Promise<void> {
    const side = (id: string | undefined, before: Side | undefined): Side | null =>
      id === undefined ? (before ?? null) : { id, detail: null };
    const left = side(sides.left, this.pair?.left);
    const right = side(sides.right, this.pair?.right);
    this.pair = left && right && { left, right };
    await Promise.all(
      Object.values(sides).map(async (id) => {
        this.#arrived(await this.#fetch(id));
      }),
    );
  }

  /** Another history has been opened: nothing is selected or compared. */
  clear(): void {
    this.selected = null;
    this.detail = null;
    this.pair = null;
  }

  #name(revision: string, name: string): Promise<void> {
    return this.#client.call('history.name', { revision, name });
  }

  #fetch(revision: string): Promise<RevisionDetail> {
    return this.#client.call('history.detail', { revision, points: DETAIL_POINTS });
  }

  #arrived(detail: RevisionDetail): void {
    const filled = (side: Side): Side => (side.id === detail.view.id ? { ...side, detail } : side);
    this.pair = this.pair && { left: filled(this.pair.left), right: filled(this.pair.right) };
  }
}
