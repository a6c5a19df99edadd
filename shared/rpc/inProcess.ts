/** Two joined ports in one process, for the command line and the tests. */
import type { Port } from './messages.ts';

interface JoinedPort extends Port {
  receive(message: unknown, ports: readonly unknown[]): void;
  shut(): void;
}

/**
 * A pair of ports with the semantics of a real carrier: messages arrive later, in order, as structured clones, so that
 * nothing is shared by accident.
 * @throws DataCloneError from `send` for what cannot be cloned (functions, for one).
 */
export function portPair(): [Port, Port] {
  const one: JoinedPort = joined(() => other);
  const other: JoinedPort = joined(() => one);
  return [one, other];
}

function joined(peer: () => JoinedPort): JoinedPort {
  const messageListeners: Parameters<Port['onMessage']>[0][] = [];
  const closeListeners: (() => void)[] = [];
  let open = true;
  const shut = (): void => {
    if (!open) return;
    open = false;
    for (const listener of closeListeners) listener();
  };
  return {
    send: (message, ports = []) => {
      if (!open) return;
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => peer().receive(copy, ports));
    },
    receive: (message, ports) => {
      if (open) for (const listener of messageListeners) listener(message, ports);
    },
    onMessage: (listener) => void messageListeners.push(listener),
    onClose: (listener) => void closeListeners.push(listener),
    shut,
    close: () => {
      shut();
      queueMicrotask(() => peer().shut());
    },
  };
}
