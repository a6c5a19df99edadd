/** A port of Node's threads as a carrier of a contract. */
import type { MessagePort, Worker } from 'node:worker_threads';
import type { Port } from '../../../shared/rpc/messages.ts';

/** The carrier between the engine and a thread of its own. */
export function threadPort(carrier: MessagePort | Worker): Port {
  return {
    send: (message) => carrier.postMessage(message),
    onMessage: (listener) => void carrier.on('message', (message: unknown) => listener(message, [])),
    // A thread ends with its engine; the engine learns of its end by itself.
    onClose: () => undefined,
    close: () => undefined,
  };
}
