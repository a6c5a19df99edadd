/** How a table is read, where detection must be overruled. */
import type { ReadingOptions } from '../../shared/contract/schemas.ts';
import { userError } from '../../shared/errors.ts';
import { choice, type Arguments } from './args.ts';

export const csvFlags = ['delimiter', 'decimal', 'encoding', 'missing-marks'] as const;
export const csvSwitches = ['no-header'] as const;

const delimiters: ReadonlyMap<string, NonNullable<ReadingOptions['delimiter']>> = new Map([
  [',', ','],
  ['comma', ','],
  [';', ';'],
  ['semicolon', ';'],
  ['\t', '\t'],
  ['\\t', '\t'],
  ['tab', '\t'],
  ['|', '|'],
  ['pipe', '|'],
  [' ', ' '],
  ['space', ' '],
]);

/** @throws KanError `cli.choice` */
export function readingOptions(args: Arguments): ReadingOptions {
  const given = args.values.get('delimiter');
  const delimiter = given === undefined ? undefined : delimiters.get(given);
  if (given !== undefined && delimiter === undefined) {
    throw userError(
      'cli.choice',
      `--delimiter cannot be “${given}”.`,
      'Choices: comma, semicolon, tab, pipe, space.',
    );
  }
  const decimal = choice(args, 'decimal', ['.', ',', 'point', 'comma']);
  const encoding = choice(args, 'encoding', ['utf-8', 'utf-16le', 'utf-16be', 'latin1']);
  const missing = args.values.get('missing-marks')?.split(',');
  return {
    ...(delimiter && { delimiter }),
    ...(decimal && { decimal: decimal === ',' || decimal === 'comma' ? ',' : '.' }),
    ...(encoding && { encoding }),
    ...(missing && { missing }),
    ...(args.switches.has('no-header') && { header: false }),
  };
}
