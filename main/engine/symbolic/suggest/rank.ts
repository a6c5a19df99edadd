/** Which of the candidates a person should look at first. */

export interface Ranked {
  readonly complexity: number;
  /** 1 − R², stored separately because it may be far below the spacing of numbers at 1. */
  readonly unexplained: number;
  /** How many of a and b are free, 0 to 2; the effect of the others is also possible by c and d. */
  readonly inner: number;
  /** False where the function has poles or gaps between the samples. */
  readonly safe: boolean;
}

/** pykan's ranking: 0.8·complexity + 0.2·log₂(1 + 10⁻⁵ − R²); less is better. */
export function pykanLoss({ complexity, unexplained }: Pick<Ranked, 'complexity' | 'unexplained'>): number {
  return 0.8 * complexity + 0.2 * Math.log2(1e-5 + unexplained);
}

/**
 * Unexplained shares count as equal where they differ by less than the first value, and always as different where they
 * differ by more than the second.
 */
const leastResolution = 1e-14;
const greatestResolution = 1e-5;

/**
 * The order of the candidates, as indices, the most likely first. Two steps of complexity must halve the unexplained
 * share (in pykan's loss one step must divide it by sixteen, so that 0 ranks before a sine that explains 99 %).
 * Differences below twice the best fit's own error come from the spline and do not count; of equal candidates, the one
 * with fewer inner parameters comes first. These weights found the true function most often in simulated edges.
 */
export function inOrder(candidates: readonly Ranked[]): number[] {
  const best = Math.min(1, ...candidates.filter(({ safe }) => safe).map(({ unexplained }) => unexplained));
  const resolution = Math.min(Math.max(leastResolution, 2 * best), greatestResolution);
  const cost = candidates.map(
    ({ complexity, unexplained, safe, inner }) =>
      // In steps, so that sin and cos, which fit equally well, keep the library's order.
      Math.round(16 * (complexity / 2 + Math.log2(resolution + unexplained)) + inner) + (safe ? 0 : 1e6),
  );
  return [...candidates.keys()].sort((left, right) => cost[left] - cost[right]);
}

/**
 * Marks the candidates that no simpler or equally simple one beats: no safe one has at most their complexity and a
 * smaller error.
 */
export function onFront(candidates: readonly Ranked[]): boolean[] {
  const error = ({ unexplained }: Ranked): number => Math.max(unexplained, 1e-15);
  return candidates.map(
    (one) =>
      one.safe &&
      !candidates.some(
        (other) =>
          other.safe &&
          other.complexity <= one.complexity &&
          error(other) <= error(one) &&
          (other.complexity < one.complexity || error(other) < error(one)),
      ),
  );
}
