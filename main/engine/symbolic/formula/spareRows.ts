/** Whether rows can tell against a formula at all. */
import { distinctConstants, isLoose } from '../../../../shared/expression/constants.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';

/** How many rows more than fitted constants there must be. */
const leastSpareRows = 2;

/** Whether a formula has so few constants that it does not meet the rows whatever they are. */
export function hasSpareRows(expression: Expression, rows: number): boolean {
  return (
    distinctConstants(expression).filter(({ constant }) => isLoose(constant)).length + leastSpareRows <= rows
  );
}
