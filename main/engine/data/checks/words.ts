/** How the findings of checks name columns. */

/** Names in a sentence: “a”, “b” and 3 more. */
export function namesOf(names: readonly string[], most = 3): string {
  const quoted = names.map((name) => `“${name}”`);
  if (quoted.length === 1) return quoted[0];
  if (quoted.length <= most) return `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}`;
  return `${quoted.slice(0, most - 1).join(', ')} and ${quoted.length - most + 1} more`;
}
