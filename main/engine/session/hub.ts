/**
 * All listeners of a session: its windows, each at its own pace, and functions in the same process, such as the
 * command line's.
 */
import {
  engineContract,
  type EngineContract,
  type EngineEvent,
  type EngineEvents,
  type EngineHandlers,
  type EngineMethod,
} from '../../../shared/contract/engine.ts';
import type { WorkProgress } from '../../../shared/contract/views/progress.ts';
import type { Port } from '../../../shared/rpc/messages.ts';
import { serve, type Server } from '../../../shared/rpc/server.ts';

type Listeners = { readonly [E in EngineEvent]?: (value: EngineEvents[E]) => void };

export class Hub {
  readonly #servers = new Set<Server<EngineContract>>();
  readonly #listeners = new Set<Listeners>();

  /** Serves a window until its port closes. */
  connect(port: Port, handlers: EngineHandlers): void {
    const server = serve(engineContract, port, handlers);
    this.#servers.add(server);
    port.onClose(() => this.#servers.delete(server));
  }

  /** Calls a function of the same process at every event of this name. @returns a function that ends these calls. */
  listen(listeners: Listeners): () => void {
    this.#listeners.add(listeners);
    return () => this.#listeners.delete(listeners);
  }

  /** False if no window listens: then views that only windows use need not be made. */
  get hasWindows(): boolean {
    return this.#servers.size > 0;
  }

  emit<E extends EngineEvent>(event: E, value: EngineEvents[E]): void {
    for (const server of this.#servers) server.emit(event, value);
    for (const listeners of this.#listeners) listeners[event]?.(value);
  }

  /** Tells how far a call is. */
  progressOf(call: EngineMethod): (work: WorkProgress) => void {
    return (work) => this.emit('progress', { call, ...work });
  }

  /** True if at least one window can be sent a value at once. */
  wants(event: EngineEvent): boolean {
    return [...this.#servers].some((server) => server.wants(event));
  }
}
