/** Where a function of one variable ends near the values that it was fitted to. */

export interface End {
  /** The function has no value on this side of `at`. */
  readonly side: 'below' | 'above';
  readonly at: number;
}

/** The distance beyond the data that is examined, as a share of their range. */
const beyond = 0.05;
const halvings = 40;
/** An end that is nearer to 0 than this share of what is examined is 0. */
const nearZero = 2 ** (2 - halvings);

/** @param range of the values that it was fitted to, between which it has a value. */
export function endsOf(value: (x: number) => number, [low, high]: readonly [number, number]): readonly End[] {
  const slack = beyond * (high - low);
  return [
    { side: 'below' as const, edge: low, outside: low - slack },
    { side: 'above' as const, edge: high, outside: high + slack },
  ].flatMap(({ side, edge, outside }) => {
    const middle = (low + high) / 2;
    if (Number.isFinite(value(outside)) || !Number.isFinite(value(middle))) return [];
    let [inner, outer] = [Number.isFinite(value(edge)) ? edge : middle, outside];
    for (let i = 0; i < halvings; i++) {
      const between = (inner + outer) / 2;
      if (Number.isFinite(value(between))) inner = between;
      else outer = between;
    }
    // Halving comes as near to 0 as it does to another end, but 10⁻¹² is not read as 0.
    return [{ side, at: Math.abs(inner) <= slack * nearZero ? 0 : inner }];
  });
}
