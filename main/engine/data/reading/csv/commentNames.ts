/** Names of columns in a comment, with units below them. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { isQuantity, type CellContext } from './kinds.ts';
import type { HeadRecord } from './records.ts';
import { unitShare, unitsRow } from './unitsRow.ts';

interface Context extends CellContext {
  readonly text: string;
  readonly format: TableFormat;
}

export interface CommentedNames {
  readonly names: readonly string[];
  /** Their line. */
  readonly line: number;
  /** The comment below them that holds their units; null where none does. */
  readonly units: HeadRecord | null;
}

/**
 * The names in the last comment above a line; or in the one before, where the last holds their units: as many cells, of which
 * some are the same, or all are units and not single letters, which are names as well (t, V).
 */
export function commentedNames(
  { line: end }: HeadRecord,
  width: number,
  context: Context,
): CommentedNames | null {
  const { text, format } = context;
  if (format.comment === '') return null;
  const lines = text.split('\n', end - 1);
  const comments: { words: string[]; line: number }[] = [];
  for (let line = lines.length; line > 0 && comments.length < 2; line--) {
    const content = lines[line - 1]?.trim() ?? '';
    if (content === '') continue;
    if (!content.startsWith(format.comment)) break;
    const words = commentWords(content, format.comment, format.delimiter, width, context);
    if (words === null) break;
    comments.push({ words, line });
  }
  const [last, before] = comments;
  if (last === undefined) return null;
  const units: HeadRecord = { cells: last.words, line: last.line };
  const areUnits =
    !areDifferent(last.words) || (unitShare(units) === 1 && last.words.some((word) => word.length > 1));
  const areNames = ({ words, line }: { words: string[]; line: number }): boolean =>
    areDifferent(words) && unitsRow([{ cells: words, line }]) === null;
  if (before !== undefined && areUnits && areNames(before))
    return { names: before.words, line: before.line, units };
  return areDifferent(last.words) ? { names: last.words, line: last.line, units: null } : null;
}

const areDifferent = (words: readonly string[]): boolean =>
  new Set(words).size === words.length && !words.includes('');

/**
 * The words of a comment line (`# x y z`), as many as there are columns; null where the line holds no such words. Numbers,
 * dates and marks of missing values without a letter are none.
 */
function commentWords(
  line: string,
  comment: TableFormat['comment'],
  delimiter: TableFormat['delimiter'],
  width: number,
  context: CellContext,
): string[] | null {
  let body = line.trimStart();
  while (body.startsWith(comment)) body = body.slice(comment.length);
  // In `#,name,size` the mark is itself the name of a column of numbers.
  if (body.startsWith(delimiter) && delimiter !== ' ') body = comment + body;
  body = body.trim();
  const readings = [
    delimiter === ' ' ? body.split(/[ \t]+/) : body.split(delimiter),
    body.split(/[,;\t|]\s*/),
    body.split(/\s+/),
  ];
  const isWord = (word: string): boolean =>
    word === '' || (!isQuantity(word, context) && (!context.marks.has(word) || /\p{L}/u.test(word)));
  for (const reading of readings) {
    const words = reading.map((word) => word.trim().replace(/^"(.*)"$/, '$1'));
    if (words.length === width && words.every(isWord) && words.some(Boolean)) return words;
  }
  return null;
}
