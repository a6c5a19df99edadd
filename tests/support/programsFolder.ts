import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** Around the unit tests: a folder for the programs that they run. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'kan-studio-programs-'));
  project.provide('programs', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
