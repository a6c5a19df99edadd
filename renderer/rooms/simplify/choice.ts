/** Which of the smaller networks is proposed, and where they lie in the chart. Pure. */
import type { SimplifyView } from '../../../shared/contract/simplifyViews.ts';

/** An error counts as equal to a lower one up to this factor. */
const EQUAL = 1.1;
/** An error of 0 gets a place on a logarithmic axis, at this share of the largest. */
const ROUNDING = 1e-16;

/** Index of the smallest network whose error is about the lowest; −1 where there are no networks. */
export function bestOf({ networks, error }: SimplifyView): number {
  const lowest = networks.reduce((least, one) => Math.min(least, one.error), error);
  const best = networks.findIndex((one) => one.error <= EQUAL * lowest);
  return best < 0 ? networks.length - 1 : best;
}

export function choicePoints({ networks, error }: SimplifyView) {
  const least = ROUNDING * Math.max(error, ...networks.map((one) => one.error), 1e-300);
  return networks.map((one, index) => ({ index, cost: one.edges, error: Math.max(one.error, least) }));
}
