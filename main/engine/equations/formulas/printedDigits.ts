/** How a formula of a solution is printed for people. */
import type { PrintOptions } from '../../../../shared/expression/print/printer.ts';
import type { Problem } from '../problem/problem.ts';

/** Measured values determine no constant of a formula to more digits than these. */
const measuredDigits = 6;

/** All digits, which prove the formula; fewer where its constants were found from measured values. */
export function printedDigits({ measurements }: Pick<Problem, 'measurements'>): PrintOptions {
  return measurements === null ? {} : { digits: measuredDigits };
}
