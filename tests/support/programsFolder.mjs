import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Around the unit tests: a folder for the programs that they run.
 *
 * @param {import('vitest/node').TestProject} project
 * @returns {() => void} removes it
 */
export default function setup(project) {
  const folder = mkdtempSync(join(tmpdir(), 'kan-studio-programs-'));
  project.provide('programs', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
