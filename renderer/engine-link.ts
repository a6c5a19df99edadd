/** A client of the engine that outlives the engine: after a restart it goes on over a new connection. */
import type { EngineClient, EngineEvent, EngineEvents } from '../shared/contract/engine.ts';
import type { StudioApi } from '../shared/contract/studio.ts';
import { KanError } from '../shared/errors.ts';
import { connectEngine, type EngineConnection } from '../shared/contract/engineConnection.ts';

interface Subscription {
  /** Listens on a connection. */
  readonly listen: (connection: EngineConnection) => () => void;
  end: () => void;
}

/**
 * Follows the engine's status: connects when it is ready, and rejects pending calls with `engine.lost` when it has
 * ended. Subscriptions are kept. Create it before anything else listens to the status, so that all listeners of `ready`
 * can make calls at once.
 */
export function linkEngine(engine: StudioApi['engine']): EngineClient {
  const subscriptions = new Set<Subscription>();
  let connection: EngineConnection | null = null;
  let lost = false;

  const attach = (subscription: Subscription): void => {
    if (connection) subscription.end = subscription.listen(connection);
  };
  const disconnect = (): void => {
    connection?.close();
    connection = null;
  };
  const connect = (): void => {
    disconnect();
    let stop = (): void => undefined;
    connection = connectEngine({
      send: engine.send,
      onMessage: (listener) => {
        stop = engine.onMessage((message) => listener(message, []));
      },
      // The status tells when the engine is gone: see below.
      onClose: () => undefined,
      close: () => {
        stop();
      },
    });
    subscriptions.forEach(attach);
  };

  engine.onStatus((status) => {
    lost = status.state === 'lost';
    if (status.state === 'ready') connect();
    else disconnect();
  });

  return {
    call: (method, params, signal) =>
      connection?.call(method, params, signal) ?? Promise.reject(new KanError(lost ? GONE : STARTING)),
    on: <E extends EngineEvent>(event: E, listener: (value: EngineEvents[E]) => void) => {
      const subscription: Subscription = {
        listen: (current) => current.on(event, listener as never),
        end: () => undefined,
      };
      subscriptions.add(subscription);
      attach(subscription);
      return () => {
        subscriptions.delete(subscription);
        subscription.end();
      };
    },
  };
}

const GONE = {
  kind: 'fault',
  code: 'engine.lost',
  message: 'The engine is not running.',
  hint: '',
} as const;

const STARTING = {
  kind: 'fault',
  code: 'engine.starting',
  message: 'The engine is not running at the moment.',
  hint: 'It is being started. Try again in a moment.',
} as const;
