import { resolve } from 'node:path';

import { tableExtensions } from '../../shared/settings/reading.ts';

const known = new RegExp(`\\.(?:kan|${tableExtensions.join('|')})$`, 'i');

/**
 * The files that a command line asks to open, as absolute paths. Switches and the app's own folder are left out.
 *
 * @param args without the program itself
 */
export function filesAmong(args: readonly string[], workingFolder: string): string[] {
  return args
    .filter((argument) => !argument.startsWith('-') && known.test(argument))
    .map((argument) => resolve(workingFolder, argument));
}
