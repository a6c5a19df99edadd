import { describe, expect, it } from 'vitest';
import { median, summarize } from '../../../main/engine/data/table/statistics.ts';

describe('summaries', () => {
  it('agree with figures worked out by hand, and leave out gaps', () => {
    expect(summarize(Float64Array.of(2, NaN, 4, 4, 4, 5, 5, 7, 9, Infinity))).toEqual({
      count: 8,
      min: 2,
      max: 9,
      mean: 5,
      std: 2,
    });
    expect(summarize(Float64Array.of(1, 2, 3, 100), Uint32Array.of(0, 2))).toMatchObject({
      count: 2,
      mean: 2,
      std: 1,
    });
    expect(summarize(Float64Array.of(NaN))).toBeNull();
  });

  it('are right for small spreads about large values and for the largest numbers', () => {
    const far = summarize(Float64Array.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16));
    expect(far?.mean).toBe(1e9 + 10);
    expect(far?.std).toBeCloseTo(Math.sqrt(22.5), 12);
    const wide = summarize(Float64Array.of(1.5e308, 1.5e308, -1.5e308));
    expect((wide?.mean ?? NaN) / 0.5e308).toBeCloseTo(1, 12);
    expect((wide?.std ?? NaN) / (1e308 * Math.SQRT2)).toBeCloseTo(1, 12);
  });

  it('take the lower of two middle values', () => {
    expect(median(Float64Array.of(9, 1, NaN, 5, 3), Uint32Array.of(0, 1, 2, 3, 4))).toBe(3);
    expect(median(Float64Array.of(NaN), Uint32Array.of(0))).toBeNaN();
  });
});
