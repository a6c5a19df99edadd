/** Which of the smaller networks is proposed, and where they lie in the chart. Pure. */
import type { SimplifyView } from '../../../shared/contract/views/simplify.ts';

/** An error counts as equal to a lower one up to this factor. */
const EQUAL = 1.1;
/** On the logarithmic axis, smaller errors (also 0) are drawn at this share of the largest error. */
const ROUNDING = 1e-16;

/** Index of the smallest network whose error is at most 10 % above the lowest; −1 where there are no networks. */
export function proposedIndex({ networks, error }: SimplifyView): number {
  const lowest = networks.reduce((least, one) => Math.min(least, one.error), error);
  const proposed = networks.findIndex((one) => one.error <= EQUAL * lowest);
  return proposed < 0 ? networks.length - 1 : proposed;
}

export function choicePoints({ networks, error }: SimplifyView) {
  const least = ROUNDING * Math.max(error, ...networks.map((one) => one.error), 1e-300);
  return networks.map((one, index) => ({ index, cost: one.edges, error: Math.max(one.error, least) }));
}
