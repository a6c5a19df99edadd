/** Checks of file arguments, made before any long work. */
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { userError } from '../../shared/errors.ts';
import { fileBehind, isSameFile, requireReplaceable } from '../files/replaceFile.ts';

/**
 * Checks a path for writing: it is not a folder, its folder exists, what is there may be replaced, and it does not lead to
 * one of the input files.
 * @throws KanError `cli.no-value`, `cli.out`, `file.write`
 */
export async function requireOutput(out: string, read: readonly string[]): Promise<void> {
  const refuse = (why: string, hint: string): never => {
    throw userError('cli.out', `“${out}” cannot be written: ${why}.`, hint);
  };
  if (out.trim() === '')
    throw userError('cli.no-value', '--out needs the name of a file.', 'Write it after the flag: --out …');
  for (const path of read) {
    if (await isSameFile(path, out))
      refuse('it is an input of this command', 'Give another name with --out.');
  }
  const isFolder = await stat(out).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) refuse('it is a folder', 'Add a file name.');
  await access(dirname(await fileBehind(out)), constants.W_OK).catch(() =>
    refuse('its folder is missing or may not be written to', 'Create the folder, or choose another.'),
  );
  await requireReplaceable(out);
}

/**
 * The same for a command that writes to the file that it reads, unless another one is named.
 * @param table the path of the table that was named; `undefined` where none was
 */
export async function requireOutputOf(path: string, out: string, table: string | undefined): Promise<void> {
  if (out === path) await requireReplaceable(path);
  else await requireOutput(out, table === undefined ? [] : [table]);
}
