/** Whether the encoding that a person set can be that of the file: the bytes tell UTF-16 and UTF-8 for certain. */
import { userError } from '../../../../../shared/errors.ts';
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { named, setTo } from '../../../../../shared/settings/setting.ts';
import type { IssueInput } from '../../issues/issues.ts';
import type { Encoding } from './decoder.ts';
import { certainEncoding, encodingLabel, wordsAs } from './encoding.ts';

const isUtf16 = (encoding: Encoding): boolean => encoding === 'utf-16le' || encoding === 'utf-16be';

/**
 * @param bytes the beginning of the file. @param complete they are the whole file
 * @returns a warning where UTF-8 is read as something else; null where nothing speaks against the encoding
 * @throws KanError `csv.encoding` where one of them is UTF-16 and the other is not
 */
export function checkSetEncoding(
  set: Encoding,
  bytes: Buffer,
  complete: boolean,
  fileName: string,
): IssueInput | null {
  const certain = certainEncoding(bytes, complete);
  if (certain === set) return null;
  const found = certain === 'none' || certain === 'legacy' ? null : certain;
  // Each digit and each end of a line has a zero in UTF-16.
  const cannotBe =
    (found !== null && isUtf16(found)) || (isUtf16(set) && (found !== null || !bytes.includes(0)));
  const hint = `Leave the encoding to be detected, or ${found === null ? `choose another ${named(readingSettings.encoding)}` : setTo(readingSettings.encoding, found)}.`;
  if (cannotBe) {
    const is =
      found === null
        ? 'each of its characters has one or two bytes'
        : `it is written in ${encodingLabel(found)}`;
    throw userError('csv.encoding', `${fileName} is not in ${encodingLabel(set)}: ${is}.`, hint);
  }
  const words = found === 'utf-8' ? wordsAs(bytes, set) : [];
  if (words.length === 0) return null;
  return {
    severity: 'warning',
    code: 'csv.encoding',
    message: `The file is written in ${encodingLabel('utf-8')}, but is read as ${encodingLabel(set)}: ${words.map((word) => `“${word}”`).join(', ')}.`,
    hint,
  };
}
