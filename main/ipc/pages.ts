import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { EngineStatus } from '../../shared/contract/contract.ts';
import { enginePortChannel, type PushChannel, type Pushes } from './channels.ts';

/**
 * The pages that listen. Each has a channel straight to the engine, and a new one whenever the page or the engine is
 * new; what is pushed to a page that is still loading waits for it.
 */
export class Pages {
  /** Pages that were ever loaded or pushed to → what waits for them; null once they listen. */
  readonly #waiting = new Map<WebContents, (() => void)[] | null>();
  readonly #connect: (port: MessagePortMain) => void;

  /** @param connect hands the engine its end of a channel */
  constructor(connect: (port: MessagePortMain) => void) {
    this.#connect = connect;
  }

  /** A page's preload has loaded, or loaded again: from now on it listens. */
  loaded(page: WebContents, status: EngineStatus): void {
    const waiting = this.#queueOf(page) ?? [];
    this.#waiting.set(page, null);
    this.#tell(page, status);
    for (const send of waiting) send();
  }

  /** The engine's status has changed. */
  tellAll(status: EngineStatus): void {
    for (const [page, waiting] of this.#waiting) if (waiting === null) this.#tell(page, status);
  }

  /** Sends a page something that it did not ask for. */
  push<C extends PushChannel>(page: WebContents, channel: C, value: Pushes[C]): void {
    const send = (): void => {
      page.send(channel, value);
    };
    const waiting = this.#queueOf(page);
    if (waiting === null) send();
    else waiting.push(send);
  }

  #queueOf(page: WebContents): (() => void)[] | null {
    const known = this.#waiting.get(page);
    if (known !== undefined) return known;
    page.once('destroyed', () => this.#waiting.delete(page));
    page.on('did-start-loading', () => {
      if (this.#waiting.get(page) === null) this.#waiting.set(page, []);
    });
    const waiting: (() => void)[] = [];
    this.#waiting.set(page, waiting);
    return waiting;
  }

  /** The port comes before the news that the engine is ready. */
  #tell(page: WebContents, status: EngineStatus): void {
    if (status.state === 'ready') {
      const { port1, port2 } = new MessageChannelMain();
      this.#connect(port1);
      page.postMessage(enginePortChannel, null, [port2]);
    }
    page.send('engine.status', status);
  }
}
