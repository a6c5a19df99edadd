/** Repeats of the search, which tell how often it finds the selected formula again. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { RepeatsView } from '../../../shared/contract/views/repeats.ts';
import { searchRepeats } from '../../../shared/settings/search.ts';

/** A formula in the list of the search. */
export interface FoundPlace {
  readonly output: number;
  readonly index: number;
}

export class Repeats {
  /** What is known so far; null before the first answer. */
  view = $state.raw<RepeatsView | null>(null);
  /** The formula that they are about; null where there were none. */
  of = $state.raw<FoundPlace | null>(null);
  running = $state(false);

  readonly #client: EngineClient;
  #abort = new AbortController();

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /** Those of this formula. */
  for({ output, index }: FoundPlace): RepeatsView | null {
    return this.of?.output === output && this.of.index === index ? this.view : null;
  }

  /** What is known stays when they are stopped. @throws the error of the engine; `cancelled` where they were stopped. */
  async start(of: FoundPlace): Promise<void> {
    this.clear();
    const abort = (this.#abort = new AbortController());
    this.of = of;
    this.running = true;
    try {
      const request = { ...of, repeats: searchRepeats.default };
      const view = await this.#client.call('formula.repeat', request, abort.signal);
      if (!abort.signal.aborted) this.view = view;
    } finally {
      if (this.#abort === abort) this.running = false;
    }
  }

  /** Takes an event of the engine. */
  showProgress(view: RepeatsView): void {
    if (this.running) this.view = view;
  }

  stop(): void {
    this.#abort.abort();
    this.running = false;
  }

  /** Another search: its formulas are others. */
  clear(): void {
    this.stop();
    this.view = null;
    this.of = null;
  }
}
