/** Older files brought to the present version, one step at a time. */
import type { Files } from './container.ts';

/** From version → the files of the next one. Version 1 is the first, so there is none yet. */
const steps: ReadonlyMap<number, (files: Files) => Files> = new Map();

export function migrate(files: Files, version: number): Files {
  const step = steps.get(version);
  return step === undefined ? files : migrate(step(files), version + 1);
}
