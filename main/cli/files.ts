/** Checks of file arguments, made before any long work. */
import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { userError } from '../../shared/errors.ts';

/**
 * Checks a path for writing: it is not a folder, its folder exists, and it is not one of the input files.
 * @throws KanError `cli.out`
 */
export async function requireOutput(out: string, read: readonly string[]): Promise<void> {
  const refuse = (why: string, hint: string): never => {
    throw userError('cli.out', `“${out}” cannot be written: ${why}.`, hint);
  };
  if (read.some((path) => resolve(path) === resolve(out))) {
    refuse('it is an input of this command', 'Give another name with --out.');
  }
  const isFolder = await stat(out).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) refuse('it is a folder', 'Add a file name.');
  await access(dirname(resolve(out)), constants.W_OK).catch(() =>
    refuse('its folder is missing or may not be written to', 'Create the folder, or choose another.'),
  );
}
