/** Older files brought to the present version, one step at a time. */
import type { Files } from './container.ts';

/** From version → the files of the next one. What version 2 added has defaults, so that the files of version 1 do. */
const steps: ReadonlyMap<number, (files: Files) => Files> = new Map([[1, (files: Files) => files]]);

export function migrate(files: Files, version: number): Files {
  const step = steps.get(version);
  return step === undefined ? files : migrate(step(files), version + 1);
}
