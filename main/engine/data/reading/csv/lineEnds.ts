/** Characters that end lines in some programs, and are ordinary characters here. */
import { userError } from '../../../../../shared/errors.ts';
import { plural } from '../../../../../shared/figures.ts';
import type { HeadRecord } from './records.ts';

const names: Readonly<Record<string, string>> = {
  '\v': 'U+000B, vertical tab',
  '\f': 'U+000C, form feed',
  '\u0085': 'U+0085, next line',
  '\u2028': 'U+2028, line separator',
  '\u2029': 'U+2029, paragraph separator',
};

/**
 * A file that has one line only, but such characters in it, is most likely a table whose lines they end.
 * @throws KanError `table.line-ends` for such a file
 */
export function checkLineEnds(records: readonly HeadRecord[], text: string, fileName: string): void {
  if (records.length !== 1) return;
  const ends = text.match(/[\v\f\u0085\u2028\u2029]/gu);
  if (ends === null) return;
  throw userError(
    'table.line-ends',
    `${fileName} is one line. It has ${plural(ends.length, 'character')} that may be meant to end lines (${names[ends[0]]}), but are not read so.`,
    'Save the file with the usual ends of lines (LF or CR LF).',
  );
}
