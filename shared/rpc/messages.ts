/** What crosses between a client and the engine, on any carrier of structured-cloneable messages. */
import type { AppError } from '../errors.ts';

/** From the client. */
export type ClientMessage =
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly type: 'cancel'; readonly id: number }
  /**
   * Back-pressure: the client can take one value of this event. Sent when a first listener subscribes and after the
   * listeners have dealt with each value; without it the engine sends nothing.
   */
  | { readonly type: 'ready'; readonly event: string };

/** From the engine. */
export type EngineMessage =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: AppError }
  | { readonly type: 'event'; readonly event: string; readonly value: unknown };

/** Any carrier: an Electron port, a worker's port, an in-process pair. */
export interface Port {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the carrier is gone, whichever end closed it. */
  onClose(listener: () => void): void;
  close(): void;
}
