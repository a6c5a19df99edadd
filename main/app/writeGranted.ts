import { userError } from '../../shared/errors.ts';
import { replaceFile } from '../files/replaceFile.ts';
import type { FileGrants } from './fileGrants.ts';

/**
 * Writes a picture or a piece of code where the person has chosen to save it; an older file stays whole until the new one is.
 * @throws KanError `file.unknown` where the file was not granted for writing, `file.write` where the disk says no.
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
