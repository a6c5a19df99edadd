/** Quoted cells with backslashes, as MySQL, Spark and C programs write them: `\"` is a quotation mark, `\\` a backslash. */
import { BACKSLASH, QUOTE } from './characters.ts';

/**
 * The first quotation mark after the one at `open` that has no backslash before it; `text.length` where there is none
 * yet; −1 where no mark before it has a backslash, or where it lies beyond `limit`.
 */
export function endOfEscaped(text: string, open: number, limit: number): number {
  let escaped = false;
  let at = open + 1;
  for (; at < text.length && text.charCodeAt(at) !== QUOTE; at++) {
    if (text.charCodeAt(at) === BACKSLASH) escaped = text.charCodeAt(++at) === QUOTE || escaped;
    if (at > limit) return -1;
  }
  if (at >= text.length) return text.length;
  return escaped ? at : -1;
}

/** The content of such a cell. */
export function unescaped(content: string): string {
  return content.replace(/\\(["\\])/g, '$1');
}
