import { number, product, sum } from '../../../../../shared/expression/tree.ts';
import type { Blocks } from '../blocks.ts';
import { transformed } from '../transformed.ts';
import type { Transform } from '../transforms.ts';
import { bestChoices, type TermOptions } from './beam.ts';
import type { Candidate } from './candidate.ts';
import { fitted } from './leastSquares.ts';

/**
 * T(y) = c₀ + Σ cₖ·blockₖ for a transform T; none where the target's range does not allow it.
 * @param total weighted variation of the target: the unit of errors.
 */
export function sums(
  blocks: Blocks,
  target: Float64Array,
  weights: Float64Array,
  total: number,
  options: TermOptions,
  transform: Transform,
): Candidate[] {
  const found: Candidate[] = [];
  const bent = transformed(transform, target, weights);
  if (bent === null) return found;
  const { values: t, weights: w } = bent;
  const regression = { columns: blocks.values, lengths: blocks.lengths, target: t, weights: w, total };
  for (const { chosen, left } of bestChoices(regression, options)) {
    const columns = chosen.map((block) => blocks.values[block]);
    const numbers = fitted(columns, t, w);
    if (numbers === null) continue;
    const terms = chosen.map((block, k) => product([number(numbers[k + 1]), blocks.expression(block)]));
    found.push({
      terms: terms.length,
      expression: transform.inverse(sum([number(numbers[0]), ...terms])),
      error: Math.sqrt(left / total),
      size: transform.complexity + chosen.reduce((size, block) => size + blocks.lengths[block] + 2, 1),
    });
  }
  return found;
}
