/** Names of columns in a comment. */
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import type { NumberParser } from '../../columns/cells.ts';

/**
 * Names in a comment line (`# x y z`), as many as there are columns; null where the line holds no such names.
 * @param parse of numbers, which are no names
 */
export function commentNames(
  line: string,
  comment: TableFormat['comment'],
  delimiter: TableFormat['delimiter'],
  width: number,
  parse: NumberParser,
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
  for (const reading of readings) {
    const names = reading.map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
    const words = names.every((name) => name !== '' && Number.isNaN(parse(name)));
    if (names.length === width && words && new Set(names).size === width) return names;
  }
  return null;
}
