/** Messages stay readable, however long the names in them are. */

const [LONGEST_NAME, LONGEST_TEXT] = [100, 2000];
const LONG_NAME = new RegExp(`“[^“”]{${LONGEST_NAME + 1},}”`, 'g');

/** The text with every name between “ and ” cut to 100 characters, and cut to 2,000 characters itself. */
export function shortNames(text: string): string {
  if (text.length <= LONGEST_NAME) return text;
  const short = text.replace(LONG_NAME, (name) => `${name.slice(0, LONGEST_NAME)}…”`);
  return short.length > LONGEST_TEXT ? `${short.slice(0, LONGEST_TEXT - 1)}…` : short;
}
