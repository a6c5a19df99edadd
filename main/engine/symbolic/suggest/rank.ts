/** Which of the candidates a person should look at first. */

export interface Ranked {
  readonly complexity: number;
  /** 1 − R², kept apart because it may be far below the spacing of numbers at 1. */
  readonly unexplained: number;
  /** False where the function has poles or gaps between the samples. */
  readonly safe: boolean;
}

/** pykan's ranking: 0.8·complexity + 0.2·log₂(1 + 10⁻⁵ − R²); less is better. */
export function pykanLoss({ complexity, unexplained }: Omit<Ranked, 'safe'>): number {
  return 0.8 * complexity + 0.2 * Math.log2(1e-5 + unexplained);
}

/** Below this share a spline's own error hides what is left unexplained. */
const resolution = 1e-7;

/**
 * Our ranking; less is better. One step of complexity is worth a halving of what is left unexplained (in pykan's it
 * takes a sixteenth, so that 0 beats a sine that explains 99 %).
 */
export function preference({ complexity, unexplained, safe }: Ranked): number {
  return complexity + Math.log2(resolution + unexplained) + (safe ? 0 : 1000);
}

/** Marks those that nothing simpler or equally simple matches: no safe one has at most their complexity and less error. */
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
