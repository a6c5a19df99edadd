/** Least and greatest of the values; those that are not numbers do not count. Without any, ∞ and −∞. */
export function rangeOf(values: Iterable<number>): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
