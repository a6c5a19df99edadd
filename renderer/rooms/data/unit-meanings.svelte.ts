/** What the texts of units mean; the engine is asked once for each. */
import type { EngineClient } from '../../../shared/contract/engine.ts';

export class UnitMeanings {
  #known = $state.raw<Readonly<Record<string, string | null>>>({});
  readonly #client: EngineClient;

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /** In base units; null where the text is not understood, undefined where that is not known yet. */
  of(text: string): string | null | undefined {
    return Object.hasOwn(this.#known, text) ? this.#known[text] : undefined;
  }

  /** Asks for those that are not known yet. */
  async ask(texts: readonly string[]): Promise<void> {
    const open = texts.filter(
      (text, i) => text !== '' && texts.indexOf(text) === i && !Object.hasOwn(this.#known, text),
    );
    if (open.length === 0) return;
    const views = await this.#client.call('data.units', open);
    const told = Object.fromEntries(views.map(({ text, meaning }) => [text, meaning]));
    this.#known = { ...this.#known, ...told };
  }
}
