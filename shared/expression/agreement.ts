/** Checks whether two expressions have the same values: by numbers, not by algebra. */
import { seededRandom } from '../random.ts';
import { compile } from './evaluate.ts';
import type { Ranges } from './bounds.ts';
import type { Expression } from './tree.ts';

/** Points at which expressions are compared. */
export interface Samples {
  readonly variables: readonly string[];
  /** One column per variable. */
  readonly columns: readonly ArrayLike<number>[];
  readonly rows: number;
}

/** Points spread over the ranges. For a variable without a range: both signs and a few orders of magnitude. */
export function samplesFor(variables: readonly string[], ranges: Ranges, rows = 128): Samples {
  const random = seededRandom(1);
  const columns = variables.map((name) =>
    Float64Array.from({ length: rows }, () => {
      if (Object.hasOwn(ranges, name)) {
        const [lo, hi] = ranges[name];
        return lo + (hi - lo) * random.next();
      }
      return (random.next() < 0.5 ? -1 : 1) * 10 ** (2 * random.next() - 1.3);
    }),
  );
  return { variables, columns, rows };
}

/** Rounding may differ by this much, relative to the value and to the size of all values. */
const tolerance = 1e-9;
/** Where terms of a sum cancel, rounding errors of this size remain, relative to the terms. */
const rounding = 16 * Number.EPSILON;

/**
 * True where `candidate` has the value of `original` at every sample at which that is finite, and is finite at no
 * sample at which it is undefined.
 */
export function agrees(original: Expression, candidate: Expression, samples: Samples): boolean {
  const { variables, columns, rows } = samples;
  const values = (expression: Expression): Float64Array => compile(expression, variables)(columns, rows);
  const expected = values(original);
  const actual = values(candidate);
  const terms = original.kind === 'sum' ? original.terms.map(values) : [];
  const slack = tolerance * rootMeanSquare(expected) + rounding * Math.max(0, ...terms.map(rootMeanSquare));
  return expected.every((value, row) => {
    if (Number.isNaN(value)) return Number.isNaN(actual[row]);
    // An intermediate overflow does not count as a value of the expression.
    if (!Number.isFinite(value)) return !Number.isNaN(actual[row]);
    return Math.abs(actual[row] - value) <= tolerance * Math.abs(value) + slack;
  });
}

/** The largest of the finite values; the greatest number where that overflows. */
function rootMeanSquare(values: Float64Array): number {
  let total = 0;
  let count = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    total += value * value;
    count++;
  }
  return Math.min(Math.sqrt(total / Math.max(1, count)), Number.MAX_VALUE);
}
