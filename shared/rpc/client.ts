/** The client's end of the contract: numbered calls, cancellation, events. Imports types only, so that the page stays small. */
import type { EngineClient, EngineEvent } from '../contract/contract.ts';
import { cancelled, KanError, type AppError } from '../errors.ts';
import type { ClientMessage, EngineMessage, Port } from './messages.ts';

export interface EngineConnection extends EngineClient {
  /** Ends the connection; pending calls are rejected with `engine.lost`. */
  close(): void;
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: KanError) => void;
}

const lost: AppError = {
  kind: 'fault',
  code: 'engine.lost',
  message: 'The engine stopped before it could answer.',
  hint: 'It is being restarted; your work up to the last few seconds is kept. Try again in a moment.',
};

/**
 * Speaks the contract over a port. One connection lives as long as its port: after the engine was restarted, make a
 * new one over the new port.
 * @throws rejections of `call` are `KanError`s: the engine's own, `cancelled`, `engine.lost` when the port closes, or
 *   `rpc.unsendable` for arguments that cannot be cloned.
 */
export function connectEngine(port: Port): EngineConnection {
  const pending = new Map<number, PendingCall>();
  const listeners = new Map<string, Set<(value: never) => void>>();
  let lastId = 0;
  let open = true;

  const send = (message: ClientMessage): void => {
    if (open) port.send(message);
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

  port.onMessage((message) => {
    if (!open || !isEngineMessage(message)) return;
    if (message.type === 'result') settle(message.id, (call) => call.resolve(message.value));
    else if (message.type === 'error') settle(message.id, (call) => call.reject(new KanError(message.error)));
    else {
      const { event } = message;
      deliver([...(listeners.get(event) ?? [])], message.value as never, () => {
        if (listeners.has(event)) send({ type: 'ready', event });
      });
    }
  });
  port.onClose(shut);

  return {
    call: (method, params, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(cancelled());
        if (!open) return reject(new KanError(lost));
        const id = ++lastId;
        const abort = (): void =>
          settle(id, (call) => {
            send({ type: 'cancel', id });
            call.reject(cancelled());
          });
        const done = (): void => signal?.removeEventListener('abort', abort);
        pending.set(id, {
          resolve: (value) => {
            done();
            resolve(value as never);
          },
          reject: (error) => {
            done();
            reject(error);
          },
        });
        signal?.addEventListener('abort', abort, { once: true });
        try {
          send({ type: 'call', id, method, params });
        } catch (error) {
          settle(id, (call) => call.reject(new KanError(unsendable(method, error))));
        }
      }),
    on: (event, listener) => {
      const known = listeners.get(event);
      const entry = (value: never): void => listener(value);
      if (known !== undefined) known.add(entry);
      else {
        listeners.set(event, new Set([entry]));
        send({ type: 'ready', event });
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
  event: EngineEvent,
  entry: (value: never) => void,
): void {
  const known = listeners.get(event);
  known?.delete(entry);
  if (known?.size === 0) listeners.delete(event);
}

/** Every listener gets the value and `then` follows, even where a listener throws; the first error is thrown on. */
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isAppError(value: unknown): value is AppError {
  return (
    isRecord(value) &&
    (value['kind'] === 'user' || value['kind'] === 'fault' || value['kind'] === 'cancelled') &&
    typeof value['code'] === 'string' &&
    typeof value['message'] === 'string' &&
    typeof value['hint'] === 'string'
  );
}

/** Guards the envelope; what is inside was typed by the engine, which is as trusted as the page itself. */
function isEngineMessage(message: unknown): message is EngineMessage {
  if (!isRecord(message)) return false;
  switch (message['type']) {
    case 'result':
      return Number.isInteger(message['id']);
    case 'error':
      return Number.isInteger(message['id']) && isAppError(message['error']);
    case 'event':
      return typeof message['event'] === 'string';
    default:
      return false;
  }
}
