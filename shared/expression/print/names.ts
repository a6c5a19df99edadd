/** Names of columns as identifiers of a language. */
import { withoutUnits } from '../../columnUnit.ts';

export interface NameRules {
  readonly reserved: readonly string[];
  /** True where a name may contain letters beyond ASCII. */
  readonly unicode: boolean;
  /** True where an underscore may not be the first character. */
  readonly letterFirst?: boolean;
  readonly maxLength?: number;
  readonly ignoreCase?: boolean;
  /** Names that are well-formed but already have another meaning. */
  readonly forbidden?: RegExp;
}

/** A name such as “450”, “x*y” or “T-T0”: in “0.48 450” or “2 T-T0” nobody would see that it is one. */
export function looksLikeArithmetic(name: string): boolean {
  return /^[\d.,]|[-−+*/^]/u.test(name);
}

/**
 * An identifier for every name, all different, without the unit that the name ends with. A name that is a valid identifier is kept; other characters become
 * underscores, a name that begins with a digit or has a meaning in the language gets an underscore, and repeated names
 * get a number.
 */
export function identifiers(names: readonly string[], rules: NameRules): ReadonlyMap<string, string> {
  const fold = (name: string): string => (rules.ignoreCase ? name.toLowerCase() : name);
  const reserved = new Set(rules.reserved.map(fold));
  const allowed = (name: string): boolean => !reserved.has(fold(name)) && !rules.forbidden?.test(name);
  const bare = withoutUnits(names);
  const found = new Map<string, string>();
  const taken = new Set<string>();
  const settle = (original: string, name: string): void => {
    found.set(original, name);
    taken.add(fold(name));
  };
  // Names that need no change are assigned first.
  for (const name of names) {
    if (shaped(name, rules) === name && allowed(name) && !taken.has(fold(name))) settle(name, name);
  }
  for (const name of names) {
    if (found.has(name)) continue;
    const plain = shaped(bare.get(name)!, rules);
    // Where the beginning of the name has a meaning, a suffix does not help.
    const base = allowed(`${plain}_`) && allowed(`${plain}_2`) ? plain : `x_${plain}`;
    let candidate = allowed(base) ? base : `${base}_`;
    for (let count = 2; taken.has(fold(candidate)) || !allowed(candidate); count++)
      candidate = `${base}_${count}`;
    settle(name, candidate);
  }
  return found;
}

function shaped(name: string, { unicode, letterFirst, maxLength = 200 }: NameRules): string {
  const letters = unicode ? /[^\p{L}\p{Nd}_]/gu : /[^A-Za-z0-9_]/gu;
  const normal = name
    .normalize('NFKC')
    .replace(letters, '_')
    .slice(0, maxLength - 8);
  const first = letterFirst ? /^\p{L}/u : /^[\p{L}_]/u;
  if (first.test(normal)) return normal;
  return letterFirst ? `x_${normal}` : `_${normal}`;
}
