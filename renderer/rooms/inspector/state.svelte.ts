/** What the engine tells of what is looked at: the last edge of the selection, or a node. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { EdgeDetail, NodeDetail } from '../../../shared/contract/views.ts';
import { newestOnly } from '../../common/newest-only.ts';
import { sameEdge, sameNode } from '../../common/refs.ts';
import type { Selection } from '../../common/selection.svelte.ts';

export class InspectorState {
  /** Of the edge looked at; for a moment after another is chosen, of the one before. */
  detail = $state.raw<EdgeDetail | null>(null);
  node = $state.raw<NodeDetail | null>(null);
  /** Set by the inspector: brings the focus there. */
  enter: () => void = () => undefined;

  readonly #client: EngineClient;
  readonly #selection: Selection;
  readonly #request = newestOnly(() => this.#read());

  constructor(client: EngineClient, selection: Selection) {
    this.#client = client;
    this.#selection = selection;
  }

  /** Whoever chooses an edge or a node, the inspector follows. @returns a function that ends it */
  followSelection(refresh: () => void): () => void {
    return $effect.root(() => {
      $effect(refresh);
    });
  }

  /** Reads the selected edge or node anew. */
  async refresh(): Promise<void> {
    if (this.#selection.edge === null) this.detail = null;
    if (this.#selection.node === null) this.node = null;
    await this.#request();
  }

  async #read(): Promise<void> {
    const { edge, node } = this.#selection;
    if (edge) {
      const detail = await this.#client.call('edge.inspect', edge);
      const now = this.#selection.edge;
      if (now && sameEdge(now, detail)) this.detail = detail;
    } else if (node) {
      const detail = await this.#client.call('node.inspect', node);
      const now = this.#selection.node;
      if (now && sameNode(now, detail)) this.node = detail;
    }
  }
}
