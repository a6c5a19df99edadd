/** Heights that are as near as possible to wanted ones and still apart from each other. Pure. */

/**
 * Heights at least `pitch` apart, in the order given, with the smallest sum of squared distances from the wanted ones:
 * isotonic regression of wanted − place·pitch, by pooling adjacent violators (Barlow and others, Statistical inference
 * under order restrictions, 1972).
 * @param wanted in the order of the lanes.
 */
export function lanes(wanted: readonly number[], pitch: number): readonly number[] {
  const pools: { sum: number; count: number }[] = [];
  wanted.forEach((height, place) => {
    let pool = { sum: height - place * pitch, count: 1 };
    for (
      let last = pools.at(-1);
      last && last.sum / last.count > pool.sum / pool.count;
      last = pools.at(-1)
    ) {
      pools.pop();
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
    }
    pools.push(pool);
  });
  const levels = pools.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count));
  return levels.map((level, place) => level + place * pitch);
}
