/** Several kinds of evidence for a law as one p-value. */

const draws = 199;
/** Drawing stops where all kinds of evidence are clearly no more than chance: as large in so many draws. */
const settled = 40;

/**
 * The p-value: the probability of at least this much evidence where there is no law. The evidence is the smallest p-value of its
 * kinds, compared with that of each draw (Westfall and Young, "Resampling-Based Multiple Testing", 1993).
 * @param found the evidence of the rows, of each kind. @param draw the evidence of rows without a law, as new at each call.
 */
export function chanceOf(found: readonly number[], draw: () => readonly number[]): number {
  const own = found.map((value) => value * (1 - 1e-12));
  const all: (readonly number[])[] = [own];
  const asMuch = own.map(() => 0);
  while (all.length <= draws && Math.min(...asMuch) < settled) {
    const next = draw();
    next.forEach((value, kind) => (asMuch[kind] += Number(value >= own[kind])));
    all.push(next);
  }
  const ranks = own.map((_, kind) => ranksOf(all.map((one) => one[kind])));
  const smallest = all.map((_, i) => Math.min(...ranks.map((rank) => rank[i])));
  return smallest.filter((rank) => rank <= smallest[0]).length / all.length;
}

/** How many of the values are at least as large, itself included, for each. */
function ranksOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => b - a);
  return values.map((value) => sorted.findLastIndex((other) => other >= value) + 1);
}
