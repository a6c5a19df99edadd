import { percentText } from '../../../../shared/figures.ts';

/**
 * How a network went, for the log.
 * @param network its error as a share of the target's spread.
 * @param best the same of the best formula so far; Infinity where there is none.
 */
export function noteOf(name: string, network: number, best: number): string {
  const formula = Number.isFinite(best) ? `best formula so far ${spreadShare(best)}` : 'no formula yet';
  return `${name}: network error ${spreadShare(network)} of the spread, ${formula}.`;
}

/** A share in per cent with two digits, as people write it; very small ones as `below 0.0001 %`. */
function spreadShare(share: number): string {
  return share < 1e-6 ? 'below 0.0001 %' : percentText(share, 2);
}
