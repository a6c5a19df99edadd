/** Keys of the native menu. Pure. */

const named: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  Enter: 'Return',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
};

/**
 * Converts `Mod+Shift+K` to Electron's notation. Null for a key that must not be in the menu: macOS sends keys of the
 * menu to the menu first, so a key without ⌘ or ⌥ would no longer reach a text field.
 */
export function acceleratorOf(shortcut: string, mac: boolean): string | null {
  const bare = !/^(Mod|Alt)\+/.test(shortcut) && !/^F\d+$/.test(shortcut);
  if (mac && bare) return null;
  return shortcut
    .split('+')
    .map((part) => named[part] ?? part)
    .join('+');
}

/** Puts `&` into each label, before the first letter that no other label uses. */
export function mnemonicsFor(labels: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    labels.map((label) => {
      const at = [...label].findIndex((letter) => /[a-z]/i.test(letter) && !taken.has(letter.toLowerCase()));
      if (at < 0) return [label, label];
      taken.add(label[at].toLowerCase());
      return [label, `${label.slice(0, at)}&${label.slice(at)}`];
    }),
  );
}
