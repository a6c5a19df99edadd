/** What the page itself remembers: small matters of taste that nothing else depends on. */

/** @returns what was remembered under `key`, or `usual` where that is nothing, or nothing that `valid` knows. */
export function recall<T>(key: string, usual: T, valid: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return valid(value) ? value : usual;
  } catch {
    return usual;
  }
}

/** A full or forbidden store costs only the memory of it. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Next time begins with the usual.
  }
}
