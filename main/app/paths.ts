import { join } from 'node:path';
import { app } from 'electron';

/** out/main, where this program lies once built. */
const here = import.meta.dirname;

export const preloadFile = join(here, '..', 'preload', 'index.cjs');
export const computePreloadFile = join(here, '..', 'preload', 'compute.cjs');
export const engineFile = join(here, 'engine.js');
export const pageFolder = join(here, '..', 'renderer');

/** What ships beside the app (examples, licence, guide): the resources folder once packaged, else the repository. */
export function resourcesFolder(): string {
  return app.isPackaged ? process.resourcesPath : app.getAppPath();
}
