/** Flags for reading a table, for cases where the detection is wrong. */
import type { ReadingOptions } from '../../shared/contract/schemas.ts';
import { readingSettings } from '../../shared/settings/reading.ts';
import type { Arguments } from './args.ts';
import type { FlagGroup } from './command.ts';
import { givenSettings, settingFlags } from './settingFlags.ts';

export const readingGroup: FlagGroup = {
  title: 'Reading the table (detected by default; set what is detected wrongly)',
  flags: settingFlags(readingSettings).map((flag) => ({
    ...flag,
    help: flag.help.replace(' (default: detected)', ''),
  })),
};

/** @throws KanError `cli.choice` */
export function readingOptions(args: Arguments): ReadingOptions {
  return givenSettings(args, readingSettings);
}
