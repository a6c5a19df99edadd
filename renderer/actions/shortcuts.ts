/** Shortcuts of actions. Written as `Mod+Shift+K`: Mod is ⌘ on a Mac and Ctrl elsewhere. Pure. */

interface Keys {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export function matches(shortcut: string, event: Keys, mac: boolean): boolean {
  const parts = shortcut.split('+');
  const wanted = parts.at(-1) ?? '';
  const has = (part: string): boolean => parts.includes(part);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  return (
    keyName(event.key) === wanted.toLowerCase() &&
    mod === has('Mod') &&
    !other &&
    (isSign(wanted) || event.shiftKey === has('Shift')) &&
    event.altKey === has('Alt')
  );
}

/** Whether two shortcuts are the same keys, in whatever order and case they are written. */
export function sameKeys(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(shortcut: string): string {
  const parts = shortcut.split('+');
  const kept = isSign(parts.at(-1) ?? '') ? parts.filter((part) => part !== 'Shift') : parts;
  return kept
    .map((part) => part.toLowerCase())
    .sort()
    .join('+');
}

/** Whether a sign needs Shift differs between the keyboards of different countries. */
function isSign(key: string): boolean {
  return /^[^a-z0-9]$/i.test(key);
}

/** As it is written beside a label: ⌘K, Ctrl K, Space. */
export function shortcutLabel(shortcut: string, mac: boolean): string {
  const names: Readonly<Record<string, string>> = mac
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
    : { Mod: 'Ctrl', Shift: 'Shift', Alt: 'Alt' };
  return shortcut
    .split('+')
    .map((part) => names[part] ?? part)
    .join(mac ? '' : ' ');
}

function keyName(key: string): string {
  return key === ' ' ? 'space' : key.toLowerCase();
}
