/** The messages between the two ends of a channel, on any carrier of structured-cloneable values. */
import type { AppError } from '../errors.ts';

/** From the client. */
export type ClientMessage =
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly type: 'cancel'; readonly id: number }
  /**
   * Back-pressure: the client can take one value of this event. Sent when a first listener subscribes and after the
   * listeners have dealt with each value; without it a value goes only together with an answer.
   */
  | { readonly type: 'ready'; readonly event: string };

/** From the server. */
export type ServerMessage =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: AppError }
  | { readonly type: 'event'; readonly event: string; readonly value: unknown };

/** Any carrier: an Electron port, Electron's IPC, a worker's port, an in-process pair. */
export interface Port {
  /** @param ports carried along, where the carrier can */
  send(message: unknown, ports?: readonly unknown[]): void;
  onMessage(listener: (message: unknown, ports: readonly unknown[]) => void): void;
  /** Called once when the carrier is gone, whichever end closed it. */
  onClose(listener: () => void): void;
  close(): void;
}

/** Whether a message has the form of one of a client; its argument is parsed later. */
export function isClientMessage(message: unknown): message is ClientMessage {
  if (typeof message !== 'object' || message === null) return false;
  const { type, id, method, event } = message as Record<string, unknown>;
  if (type === 'call') return Number.isInteger(id) && typeof method === 'string';
  if (type === 'cancel') return Number.isInteger(id);
  return type === 'ready' && typeof event === 'string';
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

/**
 * Checks the envelope only; TypeScript checked the content at the other end, which has at least the rights of this one.
 */
export function isServerMessage(message: unknown): message is ServerMessage {
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
