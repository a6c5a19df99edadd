/** Preferences that the page itself stores: small things that nothing else depends on. */

/** @returns the stored value of `key`, or `usual` where there is none or `valid` does not accept it. */
export function recall<T>(key: string, usual: T, valid: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return valid(value) ? value : usual;
  } catch {
    return usual;
  }
}

/** Where the store is full or forbidden, the value is only not remembered. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Next time the default value is used.
  }
}
