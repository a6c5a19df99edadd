/** Functions of the target: slope, formula and inverse of each agree with its values. */
import { expect, it } from 'vitest';
import { transforms } from '../../../main/engine/symbolic/laws/transforms.ts';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { variable } from '../../../shared/expression/tree.ts';

/** Ranges of a target, of which each transform takes at least one. */
const ranges = [
  [0.2, 1.3],
  [-1.3, -0.2],
  [-0.7, 0.6],
] as const;

it.each(transforms)('$name', ({ value, slope, takes, forward, inverse }) => {
  const taken = ranges.filter(([low, high]) => takes(low, high));
  expect(taken.length).toBeGreaterThan(0);
  const [direct, back] = [forward(variable('y')), inverse(variable('t'))];
  for (const [low, high] of taken) {
    for (const y of [0, 0.3, 0.5, 0.8, 1].map((share) => low + share * (high - low))) {
      const step = 1e-5;
      const difference = (value(y + step) - value(y - step)) / (2 * step);
      expect(Math.abs(slope(y) - difference)).toBeLessThan(1e-7 * Math.max(1, Math.abs(difference)));
      expect(evaluate(direct, { y })).toBeCloseTo(value(y), 12);
      expect(evaluate(back, { t: value(y) })).toBeCloseTo(y, 12);
    }
  }
});
