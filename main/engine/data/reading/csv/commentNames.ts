/** Names of columns in a comment. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { isQuantity, type CellContext } from './kinds.ts';

/**
 * Names in a comment line (`# x y z`), as many as there are columns; null where the line holds no such names. Numbers, dates
 * and marks of missing values without a letter are no names.
 */
export function commentNames(
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
  const isName = (name: string): boolean =>
    !isQuantity(name, context) && (!context.marks.has(name) || /\p{L}/u.test(name));
  for (const reading of readings) {
    const names = reading.map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
    if (names.length === width && names.every(isName) && new Set(names).size === width) return names;
  }
  return null;
}
