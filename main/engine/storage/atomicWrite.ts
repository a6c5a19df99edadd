/** Files that are either the old one or the new one, whatever happens in between. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { userError, type KanError } from '../../../shared/errors.ts';

/**
 * Writes beside the target, forces the bytes to the disk and renames: a reader, or a crash, sees one whole file.
 * @throws KanError `file.write` with the system's reason.
 */
export async function writeAtomically(path: string, bytes: Uint8Array | string): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unwritable(path, error);
  }
  await syncFolder(folder);
}

/** Makes the rename itself durable, where the system can (Windows cannot open folders and needs no such thing). */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file is whole either way.
  }
}

const reasons: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: ['the disk is full', 'Free some space, or save to another disk.'],
  EACCES: ['it may not be written to', 'Choose another folder, or change the permissions of this one.'],
  EPERM: ['it may not be written to', 'Choose another folder, or change the permissions of this one.'],
  EROFS: ['the disk is read-only', 'Choose another folder.'],
  EISDIR: ['there is a folder of that name', 'Choose another name.'],
  ENOTDIR: ['part of its path is a file, not a folder', 'Choose another folder.'],
};

function unwritable(path: string, error: unknown): KanError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const [reason, hint] = reasons[code] ?? [String(error), 'Try another place.'];
  return userError('file.write', `“${basename(path)}” could not be written: ${reason}.`, hint);
}
