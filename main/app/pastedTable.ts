import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../files/replaceFile.ts';

/** Number of pasted tables that are kept. The present one is read again after a crash, an earlier one by undo. */
const KEPT = 10;

/**
 * Writes pasted text to a file of its own, and removes the oldest pasted tables.
 * @returns its path
 * @throws KanError `file.write`
 */
export async function keepPasted(folder: string, text: string, now = new Date()): Promise<string> {
  // The Swedish format gives ISO dates: 2026-03-01 14:05:09, in local time.
  const name = `Pasted table ${now.toLocaleString('sv').replaceAll(':', '.')}.txt`;
  await replaceFile(join(folder, name), text);
  const older = (await readdir(folder)).sort().slice(0, -KEPT);
  // If one can't be removed now, a later call removes it.
  await Promise.allSettled(older.map((file) => rm(join(folder, file), { force: true })));
  return join(folder, name);
}
