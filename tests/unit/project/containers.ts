/** Project files with something changed in them, and why a file is refused. */
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect } from 'vitest';
import { decodeProject } from '../../../main/engine/storage/project.ts';
import { KanError } from '../../../shared/errors.ts';

/** The program that the tests save as. */
export const app = 'KAN Studio test';

/** The container with one of its files changed and the manifest left alone. */
export function rezipped(bytes: Uint8Array, change: (files: Record<string, Uint8Array>) => void): Uint8Array {
  const files: Record<string, Uint8Array> = { ...unzipSync(bytes) };
  change(files);
  return zipSync(files);
}

/** The container with an earlier version in its manifest. */
export function ofVersion(version: number, bytes: Uint8Array): Uint8Array {
  return rezipped(bytes, (zipped) => {
    const manifest = JSON.parse(new TextDecoder().decode(zipped['manifest.json'])) as object;
    zipped['manifest.json'] = strToU8(JSON.stringify({ ...manifest, version }));
  });
}

/** The code of the error with which a project file is refused, which says what to do; “none” if it is read. */
export function refusalOf(bytes: Uint8Array): string {
  try {
    decodeProject(bytes, 'a.kan');
  } catch (error) {
    if (!(error instanceof KanError)) throw error;
    expect(error.detail.kind).toBe('user');
    expect(error.detail.hint).not.toBe('');
    return error.detail.code;
  }
  return 'none';
}
