/**
 * What main and the engine process say to each other over the engine's parent port. Windows never use this channel:
 * each is handed a port of its own (`connect`) and speaks shared/rpc/messages.ts over it.
 *
 * Order: `init` comes first and once; until it is acknowledged the engine counts as starting. Grants are acknowledged
 * before the window learns of the file, so a call that names a file never overtakes its grant.
 */
import { z } from 'zod';
import { fileId } from '../contract/schemas.ts';

/** Number that pairs a request of main with the engine's `ack`. */
const seq = z.int().min(1);
const path = z.string().min(1).max(32_768);

export const hostRequest = z.discriminatedUnion('type', [
  /** Where the engine journals its work (exists, private to the app), and where the sample files lie. */
  z
    .object({
      type: z.literal('init'),
      seq,
      journalFolder: path,
      samplesFolder: path,
      appVersion: z.string(),
    })
    .strict(),
  /** From now on the file at `path` goes by `id`. `writable` only where the person chose it as a place to save to. */
  z.object({ type: z.literal('grant'), seq, id: fileId, path, writable: z.boolean() }).strict(),
  /** A window's port to the engine comes with this message, as its only transferred port. Not acknowledged. */
  z.object({ type: z.literal('connect') }).strict(),
  /**
   * Answers the engine's `compute`: a port to the compute window comes with it, as its only transferred port; or there is
   * none, and `error` says why. Not acknowledged.
   */
  z.object({ type: z.literal('compute'), error: z.string().max(1000).nullable() }).strict(),
  /** Write everything that is not yet in the journal, then acknowledge: the process is about to be ended. */
  z.object({ type: z.literal('flush'), seq }).strict(),
]);
/** From main. */
export type HostRequest = z.infer<typeof hostRequest>;

export const hostReply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ack'), seq }).strict(),
  /** Asks for a compute window, afresh where there is one. */
  z.object({ type: z.literal('compute') }).strict(),
  /** A line for the app's log. Free of the user's data: no values, no column names, no paths. */
  z
    .object({
      type: z.literal('log'),
      level: z.enum(['info', 'warning', 'error']),
      text: z.string().max(10_000),
    })
    .strict(),
]);
/** From the engine. */
export type HostReply = z.infer<typeof hostReply>;
