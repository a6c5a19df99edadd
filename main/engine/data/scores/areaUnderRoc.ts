/** Area under the receiver operating characteristic. */

/**
 * The chance that a row of the class scores higher than one of the others, ties counting half: the Mann–Whitney
 * statistic with mid-ranks (Hanley and McNeil, "The meaning and use of the area under a receiver operating
 * characteristic (ROC) curve", 1982). With weights each pair counts by the product of its rows' weights.
 * @param scores the higher, the likelier in the class.
 * @param belongs 1 for rows of the class, else 0.
 * @returns null where one of the two sides has no weight, or a score is NaN.
 */
export function areaUnderRoc(
  scores: Float64Array,
  belongs: Uint8Array,
  weights: Float64Array | null,
): number | null {
  if (scores.some(Number.isNaN)) return null;
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
  // Weights of both sides below the present score, and the pairs won so far.
  let [inside, outside, won] = [0, 0, 0];
  for (let from = 0; from < order.length;) {
    let [tiedInside, tiedOutside] = [0, 0];
    const score = scores[order[from]];
    for (; from < order.length && scores[order[from]] === score; from++) {
      const row = order[from];
      const weight = weights === null ? 1 : weights[row];
      if (belongs[row] === 1) tiedInside += weight;
      else tiedOutside += weight;
    }
    won += tiedInside * (outside + tiedOutside / 2);
    inside += tiedInside;
    outside += tiedOutside;
  }
  return inside > 0 && outside > 0 ? won / inside / outside : null;
}
