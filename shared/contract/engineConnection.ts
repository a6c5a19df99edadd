/**
 * The window's side of the contract with the engine. It uses only the types of the contract, so that the page stays
 * small.
 */
import { connect, type Connection } from '../rpc/client.ts';
import type { AppError } from '../errors.ts';
import type { Port } from '../rpc/messages.ts';
import type { EngineContract } from './engine.ts';

export type EngineConnection = Connection<EngineContract>;

const lost: AppError = {
  kind: 'fault',
  code: 'engine.lost',
  message: 'The engine stopped before it could answer.',
  hint: 'It is being restarted; your work up to the last few seconds is kept. Try again in a moment.',
};

/** Pending and later calls are rejected with `engine.lost` when the port has closed. */
export function connectEngine(port: Port): EngineConnection {
  return connect<EngineContract>(port, lost);
}
