/** What the engine tells of the edge that is looked at: the last one of the selection. */
import type { EngineClient } from '../../shared/contract/contract.ts';
import type { EdgeDetail } from '../../shared/contract/views.ts';
import { sameEdge } from './refs.ts';
import type { Selection } from './selection.svelte.ts';

export class InspectorState {
  detail = $state.raw<EdgeDetail | null>(null);

  readonly #client: EngineClient;
  readonly #selection: Selection;
  #pending = false;
  #again = false;

  constructor(client: EngineClient, selection: Selection) {
    this.#client = client;
    this.#selection = selection;
  }

  /** Reads the selected edge anew. One request at a time: while training, the newest wish is what counts. */
  async refresh(): Promise<void> {
    if (this.#selection.edge === null) this.detail = null;
    if (this.#pending) {
      this.#again = true;
      return;
    }
    this.#pending = true;
    try {
      do {
        this.#again = false;
        const wanted = this.#selection.edge;
        if (!wanted) return;
        const detail = await this.#client.call('edge.inspect', wanted);
        const now = this.#selection.edge;
        if (now && sameEdge(now, detail)) this.detail = detail;
      } while (this.#again);
    } finally {
      this.#pending = false;
    }
  }
}
