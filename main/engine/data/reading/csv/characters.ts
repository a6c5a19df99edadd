/** Characters that records are cut at, and where runs of them end. */

export const [TAB, NEWLINE, SPACE, QUOTE, BACKSLASH] = [9, 10, 32, 34, 92];

/** Where the run of quotation marks at a position ends. */
export function quotesEnd(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === QUOTE) end++;
  return end;
}

/** Where the run of spaces at a position ends. */
export function spacesEnd(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === SPACE) end++;
  return end;
}

/** A space or a tab. */
export const isSpace = (code: number): boolean => code === SPACE || code === TAB;

/** From where to where a line is without spaces and tabs at its ends. */
export function trimmedEnds(line: string): [number, number] {
  let [from, to] = [0, line.length];
  while (from < to && isSpace(line.charCodeAt(from))) from++;
  while (to > from && isSpace(line.charCodeAt(to - 1))) to--;
  return [from, to];
}

/** Newlines in part of a text; a record that the text's end closes counts as a line. */
export function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
