/** Finds out how a table is written from its first lines. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import type { ReadingOptions } from '../../../../../shared/contract/schemas/setups.ts';
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { defaultsOf } from '../../../../../shared/settings/setting.ts';
import { MISSING_MARKS } from '../../columns/cells/cells.ts';
import { detectDelimiter, separatorLine, type DetectedDelimiter } from './delimiter.ts';
import { detectMarks } from './marks.ts';
import { completeRecords } from './records.ts';
import type { Head } from './text.ts';

/** Number of lines from which the number of columns is detected. */
const FEW_LINES = 8;

export interface DetectedFormat {
  /** Whether there is a header is decided when the columns are known (see layout.ts). */
  readonly format: TableFormat;
  /** Of a delimiter that may be a decimal mark (`DetectedDelimiter`). */
  readonly doubtful: string | null;
  /** There are cells that can only be read with this decimal mark. */
  readonly decimalProven: boolean;
  /** 1,234 or 1.234 could be a thousand or a fraction, and the sample does not decide it. */
  readonly ambiguous: string | null;
}

/** How a text is written, from its beginning. @param overrides what a person has set, which is not detected. */
export function detectFormat(
  head: Pick<Head, 'text' | 'complete' | 'encoding'>,
  overrides: ReadingOptions,
): DetectedFormat {
  const lines = wholeLines(head.text);
  const comment = overrides.comment ?? detectComment(lines);
  const { delimiter, doubtful } =
    overrides.delimiter === undefined
      ? delimiterOf(head.text, lines, comment)
      : { delimiter: overrides.delimiter, doubtful: null };
  const rows = completeRecords(head.text, head.complete, { delimiter, comment });
  const marks = detectMarks(rows, delimiter, overrides);
  return {
    format: {
      ...defaultsOf(readingSettings),
      source: 'csv',
      delimiter,
      comment,
      decimal: marks.decimal,
      thousands: marks.thousands,
      header: overrides.header ?? true,
      encoding: head.encoding,
      missing: overrides.missing ?? MISSING_MARKS.filter((mark) => mark !== ''),
    },
    doubtful,
    decimalProven: overrides.decimal !== undefined || marks.proven,
    ambiguous: marks.ambiguous,
  };
}

/** The beginning of the head that ends with a line: a quarter of a megabyte, more where that has only a few lines. */
function wholeLines(text: string): string[] {
  const short = text.slice(0, 256 * 1024).split('\n');
  const lines = short.length > FEW_LINES ? short : text.split('\n');
  if (lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '');
}

/**
 * The mark at the beginning of some lines that may be comments. Where all lines have it, or all but the first, they are
 * rows. Whether a single line with the mark is a row is decided when the columns are known.
 */
function detectComment(lines: readonly string[]): TableFormat['comment'] {
  for (const mark of ['#', '%', '//'] as const) {
    const begins = lines.map((line) => line.trimStart().startsWith(mark));
    const others = begins.filter((marked) => !marked).length;
    if (others < lines.length && others > (begins[0] ? 0 : 1)) return mark;
  }
  return '';
}

function delimiterOf(
  text: string,
  lines: readonly string[],
  comment: TableFormat['comment'],
): DetectedDelimiter {
  const declared = separatorLine(text);
  if (declared !== null) return { delimiter: declared, doubtful: null };
  return detectDelimiter(lines.filter((line) => comment === '' || !line.trimStart().startsWith(comment)));
}
