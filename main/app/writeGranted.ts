import { userError } from '../../shared/errors.ts';
import { replaceFile } from '../files/replaceFile.ts';
import type { FileGrants } from './fileGrants.ts';

/**
 * Writes a picture or code to the file that the person has chosen. An older file is not changed until the new one is
 * complete.
 * @throws KanError `file.unknown` if the file was not granted for writing, `file.write` if writing fails.
 */
export async function writeGranted(
  grants: FileGrants,
  id: string,
  content: string | Uint8Array,
): Promise<void> {
  const grant = grants.all().find((known) => known.id === id && known.writable);
  if (grant === undefined) {
    throw userError('file.unknown', 'This file was not chosen for saving.', 'Choose where to save it.');
  }
  await replaceFile(grant.path, content);
}
