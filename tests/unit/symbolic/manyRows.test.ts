/** Standard errors of constants from many rows. */
import { expect, it } from 'vitest';
import { withErrorsOfMany } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { seededRandom } from '../../../shared/random.ts';

/** Of y = slope·x + constant with errors of 1 and x even from 0 to 1: √(12/n) and √(4/n). */
function expectErrors(rows: number, tolerance: number, work?: number): void {
  const random = seededRandom(3);
  const x = Float64Array.from({ length: rows }, () => random.next());
  const target = x.map((value) => 1 + 2 * value + random.normal());
  const data = { names: ['x'], columns: [x], rows, target, weights: null };
  const [slope, constant] = constantsOf(
    withErrorsOfMany(parseExpression('2.01*x + 1.02', ['x']), data, work),
  );
  expect(Math.abs(slope.error! / Math.sqrt(12 / rows) - 1)).toBeLessThan(tolerance);
  expect(Math.abs(constant.error! / Math.sqrt(4 / rows) - 1)).toBeLessThan(tolerance);
}

it('are those of all rows, not of the first 5,000', () => {
  expectErrors(40_000, 0.02);
});

it('are those of a part of the rows, as shares of all, where they are too many', () => {
  expectErrors(40_000, 0.05, 4 * 5000);
});
