/** The edge that is looked at. */
import type { EngineClient } from '../../shared/contract/contract.ts';
import type { EdgeDetail, EdgeRef } from '../../shared/contract/views.ts';

export class InspectorState {
  selected = $state.raw<EdgeRef | null>(null);
  detail = $state.raw<EdgeDetail | null>(null);

  readonly #client: EngineClient;
  #pending = false;
  #again = false;

  constructor(client: EngineClient) {
    this.#client = client;
  }

  async select(edge: EdgeRef | null): Promise<void> {
    this.selected = edge && { layer: edge.layer, input: edge.input, output: edge.output };
    if (!edge) this.detail = null;
    await this.refresh();
  }

  /** Reads the selected edge anew. One request at a time: while training, the newest wish is what counts. */
  async refresh(): Promise<void> {
    if (this.#pending) {
      this.#again = true;
      return;
    }
    this.#pending = true;
    try {
      do {
        this.#again = false;
        const wanted = this.selected;
        if (!wanted) return;
        const detail = await this.#client.call('edge.inspect', wanted);
        if (this.selected && sameEdge(this.selected, detail)) this.detail = detail;
      } while (this.#again);
    } finally {
      this.#pending = false;
    }
  }
}

export function sameEdge(a: EdgeRef, b: EdgeRef): boolean {
  return a.layer === b.layer && a.input === b.input && a.output === b.output;
}
