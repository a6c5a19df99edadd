/** Which rows lie next to each other; distances are those of ranks, so that they do not depend on how values are spread. */

/** The place of each value among all, which does not depend on how the values are spread. */
export function ranksOf(values: Float64Array): Float64Array {
  const ranks = new Float64Array(values.length);
  [...values.keys()].sort((a, b) => values[a] - values[b]).forEach((row, rank) => (ranks[row] = rank));
  return ranks;
}

/** The rows nearest to a row, the nearest first. @param places the ranks of each column, [column][row]. */
export function nearestTo(row: number, places: readonly Float64Array[], count: number): number[] {
  const distances = Float64Array.from(places[0], (_, other) =>
    places.reduce((sum, ranks) => sum + (ranks[other] - ranks[row]) ** 2, 0),
  );
  distances[row] = Infinity;
  const nearest: number[] = [];
  distances.forEach((distance, other) => {
    if (nearest.length === count && !(distance < distances[nearest[count - 1]])) return;
    const at = nearest.findIndex((one) => distance < distances[one]);
    nearest.splice(at < 0 ? nearest.length : at, 0, other);
    nearest.length = Math.min(nearest.length, count);
  });
  return nearest;
}
