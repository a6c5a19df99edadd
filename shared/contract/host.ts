/**
 * What main and the engine's process say to each other over the engine's parent port, in both directions over one carrier.
 * Windows never use it: each is handed a port of its own (`connect`) and speaks the contract in engine.ts over that.
 *
 * Order: `init` comes first and once; until it is answered the engine counts as starting. A grant is answered before the
 * window learns of the file, so that a call which names a file never overtakes its grant.
 */
import { z } from 'zod';
import { call } from '../rpc/contract.ts';
import { fileId } from './schemas.ts';

const none = z.undefined();
const path = z.string().min(1).max(32_768);

/** What main asks of the engine's process. */
export const engineProcessContract = {
  calls: {
    /** Where the engine journals its work: the folder exists and is private to the app. */
    init: call(z.object({ journalFolder: path, appVersion: z.string() }).strict()),
    /** From now on the file at `path` goes by `id`. `writable` only where the person chose it as a place to save to. */
    grant: call(z.object({ id: fileId, path, writable: z.boolean() }).strict()),
    /** A window's port to the engine comes with it, as its only port. */
    connect: call(none),
    /** A port to the compute window comes with it, as its only port: before `computeWindow.open` is answered. */
    'computeWindow.lend': call(none),
    /** Answered at once by an engine that is not caught in something. */
    ping: call(none),
    /** Write everything that is not yet in the journal: the process is about to be ended. */
    flush: call(none),
  },
  events: {},
} as const;
export type EngineProcessContract = typeof engineProcessContract;

/** What the engine's process asks of main. */
export const hostContract = {
  calls: {
    /** Opens the compute window, afresh where there is one, and lends a port to it. */
    'computeWindow.open': call(none),
    /** Whether work would be lost if the engine ended now: it is in no project file and can't be journalled. */
    atRisk: call(z.boolean()),
    /** A line for the app's log. Free of the user's data: no values, no column names, no paths. */
    log: call(
      z.object({ level: z.enum(['info', 'warning', 'error']), text: z.string().max(10_000) }).strict(),
    ),
  },
  events: {},
} as const;
export type HostContract = typeof hostContract;
