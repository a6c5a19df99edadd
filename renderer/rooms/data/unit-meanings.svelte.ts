/** What the texts of units mean; the engine is asked once for each. */
import type { EngineClient } from '../../../shared/contract/engine.ts';

export class UnitMeanings {
  #known = $state.raw<ReadonlyMap<string, string | null>>(new Map());
  readonly #client: EngineClient;

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /** In base units; null where the text is not understood, undefined where that is not known yet. */
  of(text: string): string | null | undefined {
    return this.#known.get(text);
  }

  /** Asks for those that are not known yet. */
  async ask(texts: readonly string[]): Promise<void> {
    const open = [...new Set(texts)].filter((text) => text !== '' && !this.#known.has(text));
    if (open.length === 0) return;
    const views = await this.#client.call('data.units', open);
    this.#known = new Map([...this.#known, ...views.map(({ text, meaning }) => [text, meaning] as const)]);
  }
}
