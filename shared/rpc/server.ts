/** The engine's end of the contract: checks what arrives, runs handlers that can be cancelled, paces events. */
import { monotonic } from '../time.ts';
import type {
  EngineEvent,
  EngineEvents,
  EngineMethod,
  EngineParams,
  EngineResults,
} from '../contract/contract.ts';
import { engineCalls } from '../contract/schemas.ts';
import { KanError, toAppError } from '../errors.ts';
import { EventQueue } from './eventQueue.ts';
import { eventRules } from './eventRules.ts';
import type { ClientMessage, EngineMessage, Port } from './messages.ts';
import { parseParams } from './params.ts';

/** One function per call of the contract. `signal` aborts when the client cancels or is gone. */
export type EngineHandlers = {
  readonly [M in EngineMethod]: (
    params: EngineParams<M>,
    signal: AbortSignal,
  ) => EngineResults[M] | Promise<EngineResults[M]>;
};

export interface EngineServer {
  /** Sends the value when the client can take it; see eventRules.ts for what becomes of values in between. */
  emit<E extends EngineEvent>(event: E, value: EngineEvents[E]): void;
  /** True where a value emitted now would be sent at once. */
  wants(event: EngineEvent): boolean;
  close(): void;
}

/** Serves one client. Calls run side by side; when the port closes, all of them are cancelled. */
export function serveEngine(port: Port, handlers: EngineHandlers): EngineServer {
  const running = new Map<number, AbortController>();
  const queues = new Map<string, EventQueue<unknown>>(
    Object.entries(eventRules).map(([event, rule]) => [event, new EventQueue<unknown>(rule as never)]),
  );
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let open = true;

  const send = (message: EngineMessage): void => {
    if (open) port.send(message);
  };

  const flush = (event: string): void => {
    const queue = queues.get(event);
    if (queue === undefined || !open) return;
    const next = queue.take(monotonic());
    if (next !== null) send({ type: 'event', event, value: next.value });
    const wait = queue.wait(monotonic());
    if (wait === null || timers.has(event)) return;
    timers.set(
      event,
      setTimeout(() => {
        timers.delete(event);
        flush(event);
      }, wait),
    );
  };

  const answer = async (id: number, method: string, params: unknown): Promise<void> => {
    if (running.has(id)) return;
    const controller = new AbortController();
    running.set(id, controller);
    let reply: EngineMessage;
    try {
      reply = { type: 'result', id, value: await dispatch(handlers, method, params, controller.signal) };
    } catch (error) {
      reply = { type: 'error', id, error: toAppError(error) };
    }
    running.delete(id);
    try {
      send(reply);
    } catch (error) {
      send({ type: 'error', id, error: toAppError(error) });
    }
  };

  port.onMessage((message) => {
    if (!isClientMessage(message)) return;
    if (message.type === 'call') void answer(message.id, message.method, message.params);
    else if (message.type === 'cancel') running.get(message.id)?.abort();
    else {
      queues.get(message.event)?.allow();
      flush(message.event);
    }
  });
  const shut = (): void => {
    open = false;
    for (const timer of timers.values()) clearTimeout(timer);
    for (const controller of running.values()) controller.abort();
  };
  port.onClose(shut);

  return {
    emit: (event, value) => {
      queues.get(event)?.push(value);
      flush(event);
    },
    wants: (event) => open && queues.get(event)?.open(monotonic()) === true,
    close: () => {
      shut();
      port.close();
    },
  };
}

async function dispatch(
  handlers: EngineHandlers,
  method: string,
  params: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  if (!isMethod(method)) {
    throw new KanError({
      kind: 'fault',
      code: 'rpc.unknown-method',
      message: `The engine knows no call named “${method}”.`,
      hint: 'The window and the engine are of different versions: restart KAN Studio.',
    });
  }
  const handler = handlers[method] as (params: unknown, signal: AbortSignal) => unknown;
  return handler(parseParams(method, params), signal);
}

function isMethod(method: string): method is EngineMethod {
  return Object.hasOwn(engineCalls, method);
}

function isClientMessage(message: unknown): message is ClientMessage {
  if (typeof message !== 'object' || message === null) return false;
  const { type, id, method, event } = message as Record<string, unknown>;
  if (type === 'call') return Number.isInteger(id) && typeof method === 'string';
  if (type === 'cancel') return Number.isInteger(id);
  return type === 'ready' && typeof event === 'string';
}
