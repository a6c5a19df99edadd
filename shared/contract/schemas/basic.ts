/** Small schemas that many calls use. */
import { z } from 'zod';

/** For calls without an argument. */
export const none = z.undefined();

/** The place of something in a list, from 0. */
export const index = z.int().min(0).max(100_000);

/** An opaque name for a file that main has granted; the page never sees a path. */
export const fileId = z.string().regex(/^[a-z0-9-]{8,64}$/);

export const file = z.object({ file: fileId }).strict();

/** A file to save in; `replace` where a person has chosen to replace what is there, whatever it is. */
export const savedFile = z.object({ file: fileId, replace: z.boolean().optional() }).strict();
