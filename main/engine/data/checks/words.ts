/** How the findings of checks name columns. */
import { listed } from '../../../../shared/listed.ts';

/** Names in a sentence: “a”, “b” and 3 more. */
export function namesOf(names: readonly string[], most = 3): string {
  const quoted = names.map((name) => `“${name}”`);
  if (quoted.length <= most) return listed(quoted);
  return listed([...quoted.slice(0, most - 1), `${quoted.length - most + 1} more`]);
}
