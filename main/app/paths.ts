import { join } from 'node:path';
import { app } from 'electron';

/** out/main, the folder of the built program. */
const here = import.meta.dirname;

export const preloadFile = join(here, '..', 'preload', 'index.cjs');
export const computePreloadFile = join(here, '..', 'preload', 'compute.cjs');
export const engineFile = join(here, 'engine.js');
export const pageFolder = join(here, '..', 'renderer');

/**
 * The folder of the files that ship with the app (examples, licence, guide): the resources folder if packaged,
 * otherwise the repository.
 */
export function resourcesFolder(): string {
  return app.isPackaged ? process.resourcesPath : app.getAppPath();
}
