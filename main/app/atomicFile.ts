import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/**
 * Replaces a file's content as a whole: after a crash or a power cut either the old text is there or the new.
 * Synchronous, so that it also completes while the app quits; for small files.
 */
export function replaceFileSync(path: string, text: string): void {
  const temporary = `${path}.tmp`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, path);
}
