import type { TestProject } from 'vitest/node';
import { provideElectron } from '../../scripts/lib/electron.mjs';
import { prepare } from '../../scripts/lib/prepare.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Electron executable that the tests run the built app on. */
    electron: string;
  }
}

/** Before the end-to-end tests: a current build, and an Electron to run it on. */
export default async function setup(project: TestProject): Promise<void> {
  await prepare();
  const { executable } = await provideElectron();
  project.provide('electron', executable);
}
