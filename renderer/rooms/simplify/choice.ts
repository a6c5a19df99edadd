/** Which of the smaller networks is proposed, and where they lie in the chart. Pure. */
import type { SimplifyView } from '../../../shared/contract/views/simplify.ts';

/** An error counts as equal to a lower one up to this factor. */
const EQUAL = 1.1;
/** On the logarithmic axis, smaller errors (also 0) are drawn at this share of the largest error. */
const ROUNDING = 1e-16;

/** Whether one of the smaller networks has an error at most 10 % above the lowest, the present network's among them. */
export function oneDoesAsWell({ networks, error }: SimplifyView): boolean {
  const least = lowest(networks);
  return networks.length > 0 && least <= EQUAL * Math.min(error, least);
}

/**
 * Index of the smallest network that does as well as any, the present one among them; where none does, of the one with the lowest
 * error; −1 where there are no networks.
 */
export function proposedIndex(found: SimplifyView): number {
  const { networks, error } = found;
  const least = lowest(networks);
  const enough = oneDoesAsWell(found) ? EQUAL * Math.min(error, least) : least;
  return networks.findIndex((one) => one.error <= enough);
}

function lowest(networks: SimplifyView['networks']): number {
  return Math.min(...networks.map((one) => one.error));
}

export function choicePoints({ networks, error }: SimplifyView) {
  const least = ROUNDING * Math.max(error, ...networks.map((one) => one.error), 1e-300);
  return networks.map((one, index) => ({ index, cost: one.edges, error: Math.max(one.error, least) }));
}
