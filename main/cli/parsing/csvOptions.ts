/** Flags for reading a table, for cases where the detection is wrong. */
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import { readingSettings } from '../../../shared/settings/reading.ts';
import type { Arguments } from './args.ts';
import type { FlagGroup, Positional } from '../command.ts';
import { givenSettings, settingFlags } from './settingFlags.ts';

const help = 'the table, as text (CSV …) or in an Excel workbook (.xlsx); - for one by standard input';

/** The table that a command works on. */
export const tablePositional: Positional = { name: 'table', missing: 'a table (CSV, text or .xlsx)', help };

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
