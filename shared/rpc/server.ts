/**
 * The server's end of a channel: checks what arrives, runs handlers that can be cancelled, and limits the rate of
 * events.
 */
import { KanError, toAppError, userError } from '../errors.ts';
import { monotonic } from '../time.ts';
import type { Contract, EventName, EventValue, Handlers, Method } from './contract.ts';
import { EventQueue } from './eventQueue.ts';
import { isClientMessage, type Port, type ServerMessage } from './messages.ts';

export interface Server<K extends Contract> {
  /** Sends the value when the client can take it; the event's rule decides about values in between. */
  emit<N extends EventName<K>>(event: N, value: EventValue<K, N>): void;
  /** True where a value emitted now would be sent at once. */
  wants(event: EventName<K>): boolean;
  /**
   * Another client replaces the last one: the last one's calls are cancelled and not answered; waiting events are kept.
   */
  restart(): void;
  close(): void;
}

/**
 * Serves one client. Calls run at the same time; when the port closes, all of them are cancelled. What was emitted
 * before the answer to a call is sent before that answer.
 * @param report receives each call that failed.
 */
export function serve<K extends Contract>(
  contract: K,
  port: Port,
  handlers: Handlers<K>,
  report: (method: string, error: unknown) => void = () => undefined,
): Server<K> {
  const running = new Map<number, AbortController>();
  const queues = new Map<string, EventQueue<unknown>>(
    Object.entries(contract.events).map(([event, rule]) => [event, new EventQueue<unknown>(rule as never)]),
  );
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let open = true;
  /** Increases with each client. */
  let client = 0;

  const send = (message: ServerMessage): void => {
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
  const flushAll = (): void => {
    for (const [event, queue] of queues) {
      for (const value of queue.takeAll(monotonic())) send({ type: 'event', event, value });
    }
  };

  const answer = async (
    id: number,
    method: string,
    params: unknown,
    ports: readonly unknown[],
  ): Promise<void> => {
    if (running.has(id)) return;
    const asker = client;
    const controller = new AbortController();
    running.set(id, controller);
    let reply: ServerMessage;
    try {
      const value = await dispatch(contract, handlers, method, params, controller.signal, ports);
      reply = { type: 'result', id, value };
    } catch (error) {
      report(method, error);
      reply = { type: 'error', id, error: toAppError(error) };
    }
    if (asker !== client) return;
    running.delete(id);
    flushAll();
    try {
      send(reply);
    } catch (error) {
      send({ type: 'error', id, error: toAppError(error) });
    }
  };

  port.onMessage((message, ports) => {
    if (!isClientMessage(message)) return;
    if (message.type === 'call') void answer(message.id, message.method, message.params, ports);
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
    restart: () => {
      client++;
      for (const controller of running.values()) controller.abort();
      running.clear();
      for (const queue of queues.values()) queue.forbid();
    },
    close: () => {
      shut();
      port.close();
    },
  };
}

async function dispatch<K extends Contract>(
  { calls }: K,
  handlers: Handlers<K>,
  method: string,
  params: unknown,
  signal: AbortSignal,
  ports: readonly unknown[],
): Promise<unknown> {
  if (!Object.hasOwn(calls, method)) {
    throw new KanError({
      kind: 'fault',
      code: 'rpc.unknown-method',
      message: `There is no call named “${method}”.`,
      hint: 'Parts of KAN Studio are of different versions: restart it.',
    });
  }
  const parsed = calls[method].params.safeParse(params);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    const field = path.map(String).join('.');
    throw userError(
      'rpc.invalid',
      field === '' ? `${method}: ${message}.` : `“${field}” of ${method} is not valid: ${message}.`,
      'Correct this value and try again.',
    );
  }
  const handler = handlers[method as Method<K>] as (
    params: unknown,
    signal: AbortSignal,
    ports: readonly unknown[],
  ) => unknown;
  return handler(parsed.data, signal, ports);
}
