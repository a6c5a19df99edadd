/**
 * The client's end of a channel: numbered calls, cancellation, events. It uses contracts only as types, so that a page
 * stays small.
 */
import { cancelled, KanError, type AppError } from '../errors.ts';
import type { Client, Contract, Method, Params, Answer } from './contract.ts';
import { isServerMessage, type ClientMessage, type Port } from './messages.ts';

export interface Connection<K extends Contract> extends Client<K> {
  /** A call, with the ports that are sent with it. */
  send<M extends Method<K>>(
    method: M,
    params: Params<K, M>,
    ports: readonly unknown[],
  ): Promise<Answer<K, M>>;
  /** Ends the connection; pending calls are rejected. */
  close(): void;
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: KanError) => void;
}

/**
 * Connects a contract to a port. One connection lives as long as its port: after a restart of the other end, make a new
 * connection over the new port.
 * @param lost the error of pending and later calls when the port has closed.
 * @throws `call` rejects with a `KanError`: the other end's own error, `cancelled`, `lost`, or `rpc.unsendable` for
 * arguments that cannot be cloned.
 */
export function connect<K extends Contract>(port: Port, lost: AppError): Connection<K> {
  const pending = new Map<number, PendingCall>();
  const listeners = new Map<string, Set<(value: never) => void>>();
  let lastId = 0;
  let open = true;

  const post = (message: ClientMessage, ports: readonly unknown[] = []): void => {
    if (open) port.send(message, ports);
  };
  const shut = (): void => {
    if (!open) return;
    open = false;
    const calls = [...pending.values()];
    pending.clear();
    for (const call of calls) call.reject(new KanError(lost));
  };
  const settle = (id: number, how: (call: PendingCall) => void): void => {
    const call = pending.get(id);
    if (call === undefined) return;
    pending.delete(id);
    how(call);
  };
  const ask = <R>(
    method: string,
    params: unknown,
    signal: AbortSignal | undefined,
    ports: readonly unknown[],
  ): Promise<R> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled());
      if (!open) return reject(new KanError(lost));
      const id = ++lastId;
      const abort = (): void =>
        settle(id, (call) => {
          post({ type: 'cancel', id });
          call.reject(cancelled());
        });
      const done = (): void => signal?.removeEventListener('abort', abort);
      pending.set(id, {
        resolve: (value) => {
          done();
          resolve(value as R);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      signal?.addEventListener('abort', abort, { once: true });
      try {
        post({ type: 'call', id, method, params }, ports);
      } catch (error) {
        settle(id, (call) => call.reject(new KanError(unsendable(method, error))));
      }
    });

  port.onMessage((message) => {
    if (!open || !isServerMessage(message)) return;
    if (message.type === 'result') settle(message.id, (call) => call.resolve(message.value));
    else if (message.type === 'error') settle(message.id, (call) => call.reject(new KanError(message.error)));
    else {
      const { event } = message;
      deliver([...(listeners.get(event) ?? [])], message.value as never, () => {
        if (listeners.has(event)) post({ type: 'ready', event });
      });
    }
  });
  port.onClose(shut);

  return {
    call: (method, params, signal) => ask(method, params, signal, []),
    send: (method, params, ports) => ask(method, params, undefined, ports),
    on: (event, listener) => {
      const known = listeners.get(event);
      const entry = (value: never): void => listener(value);
      if (known !== undefined) known.add(entry);
      else {
        listeners.set(event, new Set([entry]));
        post({ type: 'ready', event });
      }
      return () => unsubscribe(listeners, event, entry);
    },
    close: () => {
      shut();
      port.close();
    },
  };
}

function unsubscribe(
  listeners: Map<string, Set<(value: never) => void>>,
  event: string,
  entry: (value: never) => void,
): void {
  const known = listeners.get(event);
  known?.delete(entry);
  if (known?.size === 0) listeners.delete(event);
}

/** Calls every listener and then `then`, even where a listener throws; afterwards the first error is thrown. */
function deliver(listeners: readonly ((value: never) => void)[], value: never, then: () => void): void {
  const errors: unknown[] = [];
  for (const listener of listeners) {
    try {
      listener(value);
    } catch (error) {
      errors.push(error);
    }
  }
  then();
  if (errors.length > 0) throw errors[0];
}

function unsendable(method: string, error: unknown): AppError {
  return {
    kind: 'fault',
    code: 'rpc.unsendable',
    message: `The arguments of ${method} could not be sent: ${String(error)}`,
    hint: 'Please report this with the log (Help → Show log).',
  };
}
