/** All windows that are connected: what is emitted goes to each, at its own pace. */
import type { EngineEvent, EngineEvents } from '../../../shared/contract/contract.ts';
import type { Port } from '../../../shared/rpc/messages.ts';
import { serveEngine, type EngineHandlers, type EngineServer } from '../../../shared/rpc/server.ts';

export class Hub {
  readonly #servers = new Set<EngineServer>();

  connect(port: Port, handlers: EngineHandlers): void {
    const server = serveEngine(port, handlers);
    this.#servers.add(server);
    port.onClose(() => this.#servers.delete(server));
  }

  emit<E extends EngineEvent>(event: E, value: EngineEvents[E]): void {
    for (const server of this.#servers) server.emit(event, value);
  }

  /** True where at least one window would be sent a value at once. */
  wants(event: EngineEvent): boolean {
    return [...this.#servers].some((server) => server.wants(event));
  }
}
