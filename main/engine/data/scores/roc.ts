/** Receiver operating characteristics as curves. */

export interface RocPoints {
  /** Shares of the other rows, and of the class's own, at or above each threshold; both rise from 0 to 1. */
  readonly falsePositive: Float64Array;
  readonly truePositive: Float64Array;
}

const mostPoints = 400;

/**
 * One point for each distinct score; where there are many, evenly spaced ones of them, with both ends.
 * @param scores the higher, the likelier in the class; no NaN.
 * @param belongs 1 for rows of the class, else 0.
 */
export function rocPoints(
  scores: Float64Array,
  belongs: Uint8Array,
  weights: Float64Array | null,
): RocPoints {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
  const outside: number[] = [0];
  const inside: number[] = [0];
  let [out, own] = [0, 0];
  order.forEach((row, at) => {
    const weight = weights?.[row] ?? 1;
    if (belongs[row] === 1) own += weight;
    else out += weight;
    if (at + 1 < order.length && scores[order[at + 1]] === scores[row]) return;
    outside.push(out);
    inside.push(own);
  });
  const count = Math.min(mostPoints, outside.length);
  const kept = Array.from({ length: count }, (_, i) =>
    Math.round((i * (outside.length - 1)) / Math.max(1, count - 1)),
  );
  return {
    falsePositive: Float64Array.from(kept, (at) => outside[at] / (out || 1)),
    truePositive: Float64Array.from(kept, (at) => inside[at] / (own || 1)),
  };
}
