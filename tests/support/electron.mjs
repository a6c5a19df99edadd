import { provideElectron } from '../../scripts/lib/electron.mjs';
import { prepare } from '../../scripts/lib/prepare.mjs';

/**
 * Before the end-to-end tests: a current build, and an Electron to run it on.
 *
 * @param {import('vitest/node').TestProject} project
 */
export default async function setup(project) {
  await prepare();
  const { executable } = await provideElectron();
  project.provide('electron', executable);
}
