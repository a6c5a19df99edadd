import { number, product, sum } from '../../../../../shared/expression/tree.ts';
import { changed } from '../problem.ts';
import { leastError } from './reduced.ts';
import { poor } from './multiplyColumns.ts';
import type { Reduction } from './reduction.ts';

/** With more columns, a surface in one less is as bad. */
const mostGroups = 5;

/** Where the surface fits too badly to have useful slopes: sums and differences of all pairs of columns. */
export const joinBlindly: Reduction = {
  goesAlone: false,
  gain: 0.9,
  attempts(reduced) {
    const { problem } = reduced;
    const { groups } = problem;
    if (groups.length < 2 || groups.length > mostGroups || leastError(reduced) < poor) return [];
    return groups.flatMap((one, i) =>
      groups.slice(i + 1).flatMap((other) =>
        [-1, 1].map((sign) => () => {
          const joined = sum([one.expression, product([number(sign), other.expression])]);
          const others = groups.filter((group) => group !== one && group !== other);
          return changed(problem, [joined, ...others.map(({ expression }) => expression)], null);
        }),
      ),
    );
  },
};
