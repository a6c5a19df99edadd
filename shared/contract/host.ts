/**
 * The messages between main and the engine's process, in both directions over the engine's parent port. Windows never
 * use them: each window gets a port of its own (`connect`) and uses the contract in engine.ts over it.
 * Order: `init` comes first and only once; until it is answered the engine counts as starting. A grant is answered
 * before the window gets to know the file, so that a call that names a file never arrives before its grant.
 */
import { z } from 'zod';
import { call } from '../rpc/contract.ts';
import { fileId } from './schemas/basic.ts';

const none = z.undefined();
const path = z.string().min(1).max(32_768);

/** The requests of main to the engine's process. */
export const engineProcessContract = {
  calls: {
    /** Where the engine journals its work: the folder exists and is private to the app. */
    init: call(z.object({ journalFolder: path, appVersion: z.string() }).strict()),
    /**
     * From now on the file at `path` has the name `id`. `writable` only where the person chose it as a file to save to.
     */
    grant: call(z.object({ id: fileId, path, writable: z.boolean() }).strict()),
    /** A window's port to the engine comes with it, as its only port. */
    connect: call(none),
    /** A port to the compute window comes with it, as its only port: before `computeWindow.open` is answered. */
    'computeWindow.lend': call(none),
    /** An engine that is not blocked answers this at once. */
    ping: call(none),
    /** Write everything that is not yet in the journal, because the process will be ended now. */
    flush: call(none),
  },
  events: {},
} as const;
export type EngineProcessContract = typeof engineProcessContract;

/** What the end of the engine can destroy: work that is in no project file and cannot be written to the journal; a file that is being saved. */
const risks = ['work', 'file'] as const;

export type Risk = (typeof risks)[number];

/** The requests of the engine's process to main. */
export const hostContract = {
  calls: {
    /** Opens the compute window, or a new one where one is open already, and gives a port to it. */
    'computeWindow.open': call(none),
    /** What would be lost if the engine ended now; null for nothing. */
    risk: call(z.enum(risks).nullable()),
    /** A line for the app's log. Free of the user's data: no values, no column names, no paths. */
    log: call(
      z.object({ level: z.enum(['info', 'warning', 'error']), text: z.string().max(10_000) }).strict(),
    ),
  },
  events: {},
} as const;
export type HostContract = typeof hostContract;
