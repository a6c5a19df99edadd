/** Temporary folders of tests, removed afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';

/** The path of the folder, or of a file in it: `folder('sub', 'a.csv')`. */
export type Folder = (...parts: string[]) => string;

/**
 * An empty folder. Called at the top of a file or of a `describe`, before the hooks that use it.
 * @param lasts for one test, and the next test has another; or, from now on, for all tests of the block.
 */
export function useFolder(lasts: 'one test' | 'all tests' = 'one test'): Folder {
  const make = (): string => mkdtempSync(join(tmpdir(), 'kan-studio-test-'));
  let path = lasts === 'all tests' ? make() : '';
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  if (lasts === 'all tests') afterAll(remove);
  else {
    beforeEach(() => {
      path = make();
    });
    afterEach(remove);
  }
  return (...parts) => {
    if (path === '') throw new Error('This folder is there during tests only.');
    return join(path, ...parts);
  };
}

/** Writes texts into files of a folder. @returns a function that gives the path of a file that it has written. */
export function writerInto(folder: Folder): (name: string, text: string) => Promise<string> {
  return async (name, text) => {
    await writeFile(folder(name), text);
    return folder(name);
  };
}

/** Puts a file where a folder is. The app may write to the folder at this moment, and then makes it once more: tried again. */
export async function replaceByFile(folder: string): Promise<void> {
  for (let times = 1; ; times++) {
    await rename(folder, `${folder}-away-${times}`);
    try {
      await writeFile(folder, 'where the folder was', { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
