import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { EngineStatus } from '../../shared/contract/studio.ts';
import type { EventName, EventValue, Handlers } from '../../shared/rpc/contract.ts';
import type { Port } from '../../shared/rpc/messages.ts';
import { serve, type Server } from '../../shared/rpc/server.ts';
import { enginePortChannel, messageChannel } from '../channels.ts';
import { pageContract, type PageContract } from './contract.ts';

export interface PagesOptions {
  /** Hands the engine its end of a channel. */
  readonly connect: (port: MessagePortMain) => void;
  readonly handlers: () => Handlers<PageContract>;
  readonly status: () => EngineStatus;
  readonly hung: () => boolean;
  /** Told of calls that failed. */
  readonly report: (method: string, error: unknown) => void;
}

interface Page {
  readonly server: Server<PageContract>;
  readonly receive: (message: unknown) => void;
  /** Its preload has loaded. */
  listening: boolean;
}

/**
 * The pages of our windows. Each is served calls and events by main, and has a channel straight to the engine: a new one
 * whenever the page or the engine is new. What a page is told while it is still loading waits for it.
 */
export class Pages {
  readonly #pages = new Map<WebContents, Page>();
  readonly #options: PagesOptions;

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  /** Serves a new window's page. */
  add(contents: WebContents): void {
    const { handlers, report } = this.#options;
    let receive: (message: unknown) => void = () => undefined;
    const port: Port = {
      send: (message) => contents.send(messageChannel, message),
      onMessage: (listener) => {
        receive = (message) => listener(message, []);
      },
      onClose: (listener) => void contents.once('destroyed', listener),
      close: () => undefined,
    };
    const server = serve(pageContract, port, handlers(), report);
    const page: Page = { server, receive: (message) => receive(message), listening: false };
    this.#pages.set(contents, page);
    contents.once('destroyed', () => this.#pages.delete(contents));
    contents.on('did-start-loading', () => {
      page.listening = false;
      server.restart();
    });
  }

  /** A page's preload has loaded, or loaded again: from now on it listens. */
  loaded(contents: WebContents): void {
    const page = this.#pages.get(contents);
    if (page === undefined) return;
    page.listening = true;
    page.server.restart();
    this.#tell(contents, page, this.#options.status());
    page.server.emit('engine.hung', this.#options.hung());
  }

  /** A message of a page. */
  receive(contents: WebContents, message: unknown): void {
    this.#pages.get(contents)?.receive(message);
  }

  /** The engine's status has changed. */
  tellAll(status: EngineStatus): void {
    for (const [contents, page] of this.#pages) if (page.listening) this.#tell(contents, page, status);
  }

  /** The engine does not answer, or does again. */
  tellHung(hung: boolean): void {
    for (const { server, listening } of this.#pages.values()) if (listening) server.emit('engine.hung', hung);
  }

  /** Tells a page something that it did not ask for. */
  emit<N extends EventName<PageContract>>(
    contents: WebContents,
    event: N,
    value: EventValue<PageContract, N>,
  ): void {
    this.#pages.get(contents)?.server.emit(event, value);
  }

  /** The port comes before the news that the engine is ready. */
  #tell(contents: WebContents, { server }: Page, status: EngineStatus): void {
    if (status.state === 'ready') {
      const { port1, port2 } = new MessageChannelMain();
      this.#options.connect(port1);
      contents.postMessage(enginePortChannel, null, [port2]);
    }
    server.emit('engine.status', status);
  }
}
