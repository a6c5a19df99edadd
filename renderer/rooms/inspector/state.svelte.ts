/** What the engine says about the last selected edge, or about a node. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { EdgeDetail, NodeDetail } from '../../../shared/contract/views/inspected.ts';
import { newestOnly } from '../../common/newest-only.ts';
import { sameEdge, sameNode } from '../../common/refs.ts';
import type { Selection } from '../../common/selection.svelte.ts';

export class InspectorState {
  /** Details of the selected edge. After a new selection they are those of the edge before, until the engine answers. */
  detail = $state.raw<EdgeDetail | null>(null);
  node = $state.raw<NodeDetail | null>(null);
  /** Moves the keyboard's focus to the inspector, which sets this function. */
  enter: () => void = () => undefined;

  readonly #client: EngineClient;
  readonly #selection: Selection;
  readonly #request = newestOnly(() => this.#read());

  constructor(client: EngineClient, selection: Selection) {
    this.#client = client;
    this.#selection = selection;
  }

  /** Follows the selection, whoever changes it. @returns a function that ends it */
  followSelection(refresh: () => void): () => void {
    return $effect.root(() => {
      $effect(refresh);
    });
  }

  /**
   * Another network is there: details of an edge or node that is now another one, or gone, name places that it may not have.
   * Fetches those of the selection.
   */
  async followNetwork(): Promise<void> {
    const { edge, node } = this.#selection;
    if (this.detail !== null && (edge === null || !sameEdge(edge, this.detail))) this.detail = null;
    if (this.node !== null && (node === null || !sameNode(node, this.node))) this.node = null;
    await this.refresh();
  }

  /** Fetches the details of the selected edge or node again. */
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
