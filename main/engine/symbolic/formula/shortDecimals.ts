/** Gives fitted constants the short decimals that the data distinguish from other numbers: 0.01000005 ± 0.00000004 is 0.01. */
import {
  constantsOf,
  distinctConstants,
  isLoose,
  withConstant,
} from '../../../../shared/expression/constants.ts';
import { number, type Expression } from '../../../../shared/expression/tree.ts';
import type { ChangeTest } from './changeTest.ts';
import { fitConstants } from './fitConstants.ts';
import { formulaError } from './formulaData.ts';
import { withStandardErrors } from './standardErrors.ts';

/** Half the width of a 95 % confidence interval, in standard errors. */
const confidence = 2;
/** A decimal is accepted where fewer than one random number in twenty has a decimal of so few digits equally near. */
const mostByChance = 0.05;
const mostDigits = 12;

/**
 * Replaces constants by decimals of fewer digits than the data support, from the last constant on, and fits the others again each
 * time. A decimal is kept where the sum of squares rises by less than nine residual variances, as a closed form is (`recognise`).
 * @returns constants with standard errors
 */
export async function withShortDecimals(
  expression: Expression,
  { data, floor, breath, signal }: ChangeTest,
): Promise<Expression> {
  const options = { free: isLoose };
  const held = new Set<number>();
  let current = withStandardErrors(expression, data, options);
  for (const { places } of distinctConstants(current).toReversed()) {
    if (signal?.aborted === true) break;
    const constants = constantsOf(current);
    const { value, error } = constants[places[0]];
    const decimal = error === null ? null : shortDecimal(value, error);
    if (decimal === null) continue;
    await breath.take();
    const placed = withConstant(current, places[0], number(decimal));
    // A whole exponent is no constant: the closed forms have tried it.
    if (constantsOf(placed).length !== constants.length) continue;
    const isFree = (at: number): boolean => !places.includes(at) && !held.has(at);
    const candidate = fitConstants(placed, data, {
      iterations: 8,
      free: (constant, at) => isFree(at) && isLoose(constant),
    });
    const most = Math.max(floor, formulaError(current, data) * Math.sqrt(1 + 9 / data.rows));
    if (!(formulaError(candidate, data) <= most)) continue;
    places.forEach((at) => held.add(at));
    current = withStandardErrors(candidate, data, options);
  }
  return current;
}

/**
 * The decimal of the fewest digits in the 95 % confidence interval that is unlikely to be there by chance: an interval of this width
 * contains `width / distance between two such decimals` of them. Null where there is none.
 * @param error standard error
 */
export function shortDecimal(value: number, error: number): number | null {
  const width = 2 * confidence * error;
  if (!(error > 0)) return null;
  for (let digits = 1; digits <= mostDigits; digits++) {
    const decimal = Number(value.toPrecision(digits));
    const distance = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
    if (!(width / distance < mostByChance)) return null;
    if (Math.abs(decimal - value) <= width / 2) return decimal;
  }
  return null;
}
