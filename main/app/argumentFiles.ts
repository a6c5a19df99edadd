import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tableExtensions } from '../../shared/settings/reading.ts';

const known = new RegExp(`\\.(?:kan|${tableExtensions.join('|')})$`, 'i');

/**
 * The files that a command line asks to open, as absolute paths. Switches and the app's own folder are left out. A desktop may
 * name a file by its address (`file:///home/a%20b.csv`).
 *
 * @param args without the program itself
 */
export function filesAmong(args: readonly string[], workingFolder: string): string[] {
  return args
    .filter((argument) => !argument.startsWith('-'))
    .map(pathOf)
    .filter((path) => known.test(path))
    .map((path) => resolve(workingFolder, path));
}

/** The path of a file address of this computer; any other text as it is. */
function pathOf(argument: string): string {
  if (!/^file:/i.test(argument)) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    // The address names another computer, or is no address.
    return argument;
  }
}
