/** Temporary folders of tests, removed afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** The path of the folder, or of a file in it: `folder('sub', 'a.csv')`. */
export type Folder = (...parts: string[]) => string;

/**
 * An empty folder. Called at the top of a file or of a `describe`, before the hooks that use it.
 * @param lasts for one test, and the next test has another; or for all tests of the block.
 */
export function useFolder(lasts: 'one test' | 'all tests' = 'one test'): Folder {
  let path = '';
  const [before, after] = lasts === 'one test' ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(() => {
    path = mkdtempSync(join(tmpdir(), 'kan-studio-test-'));
  });
  after(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return (...parts) => join(path, ...parts);
}
