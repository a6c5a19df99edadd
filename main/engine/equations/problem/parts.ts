/** Parts of a text with parentheses. */

/** The place of the “)” that closes what was opened before `from`; −1 without one. */
export function closingAt(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

/** Parts between commas that no parentheses enclose. */
export function topLevelParts(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === ',' && depth === 0) parts.push('');
    else {
      depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
      parts[parts.length - 1] += sign;
    }
  }
  return parts.map((part) => part.trim());
}
