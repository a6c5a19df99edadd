/** Looks up names that people give, such as those of columns. */

/** What a record itself holds for a name: not what every object has, such as `constructor`. */
export function named<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
