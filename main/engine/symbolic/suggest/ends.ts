/** Where a function of one variable ends near the values that it was fitted to. */
import type { EndView } from '../../../../shared/contract/views/formula.ts';

/** The distance beyond the data that is examined, as a share of their range. */
const beyond = 0.05;
const halvings = 40;
/** An end that is nearer to 0 than this share of what is examined is 0. */
const nearZero = 2 ** (2 - halvings);
/** Distances from an end, as shares of what is examined, at which values are compared. */
const near = [2 ** -10, 2 ** -18, 2 ** -26];
/** From distance to distance the steps of a logarithm are equal, those of a power smaller. */
const growing = 0.75;

/** @param range of the values that it was fitted to, between which it has a value. */
export function endsOf(
  value: (x: number) => number,
  [low, high]: readonly [number, number],
): readonly EndView[] {
  const slack = beyond * (high - low);
  return [
    { side: 'below' as const, edge: low, inwards: 1 },
    { side: 'above' as const, edge: high, inwards: -1 },
  ].flatMap(({ side, edge, inwards }) => {
    const middle = (low + high) / 2;
    const outside = edge - inwards * slack;
    const isPole = edge * outside < 0 && !Number.isFinite(value(0));
    if ((Number.isFinite(value(outside)) && !isPole) || !Number.isFinite(value(middle))) return [];
    let [inner, outer] = [Number.isFinite(value(edge)) ? edge : middle, isPole ? 0 : outside];
    for (let i = 0; i < halvings; i++) {
      const between = (inner + outer) / 2;
      if (Number.isFinite(value(between))) inner = between;
      else outer = between;
    }
    // Halving comes as near to 0 as it does to another end, but 10⁻¹² is not read as 0.
    const at = Math.abs(inner) <= slack * nearZero ? 0 : inner;
    const inside = (share: number): number => value(at + inwards * share * slack);
    return [{ side, at, without: missingAt(inside) }];
  });
}

/** @param inside the value at a share of what is examined from the end, beyond it where the share is negative. */
function missingAt(inside: (share: number) => number): EndView['without'] {
  if (Number.isFinite(inside(-near[1]))) return 'point';
  const [first, second, third] = near.map(inside);
  return Math.abs(third - second) > growing * Math.abs(second - first) ? 'from' : 'beyond';
}
