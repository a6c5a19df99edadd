import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Replaces a small file of the app's own as a whole: after a crash or a power cut either the old text is there or the new.
 * Synchronous, so that it also completes while the app quits. Where the path is a link, what it leads to is replaced.
 * @throws the system's error; the old file is then untouched.
 */
export function replaceFileSync(path: string, text: string): void {
  const target = targetOf(path);
  const unfinished = `${target}.tmp`;
  try {
    const handle = openSync(unfinished, 'w', 0o600);
    try {
      // Not writeSync: on a disk that is nearly full it writes a part and says so in its answer only.
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(unfinished, target);
  } catch (error) {
    try {
      rmSync(unfinished, { force: true });
    } catch {
      // Nothing more can be done, and the first reason is the one to tell.
    }
    throw error;
  }
}

function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
