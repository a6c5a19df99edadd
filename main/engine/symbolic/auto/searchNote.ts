import { spreadShareText } from '../../../../shared/figures.ts';

/**
 * How a network went, for the log.
 * @param network its error as a share of the target's spread.
 * @param best the same of the best formula so far; Infinity where there is none.
 */
export function noteOf(name: string, network: number, best: number): string {
  const formula = Number.isFinite(best) ? `best formula so far ${spreadShareText(best)}` : 'no formula yet';
  return `${name}: network error ${spreadShareText(network)} of the spread, ${formula}.`;
}
