/** How well a function fits an edge, as it is said and drawn. Pure. */
import { numberText, UNEXPLAINED_ROUNDING } from '../../shared/figures.ts';

const FULL_BAR_DECADES = 12;

/** 1 − R²: what rounding R² to a bare 1 would hide. */
export function unexplainedText(unexplained: number): string {
  if (Number.isNaN(unexplained)) return '–';
  return unexplained < UNEXPLAINED_ROUNDING ? '< 10⁻¹⁵' : numberText(unexplained, 2);
}

/** Whether R² would be rounded to a bare 1, so that its distance from 1 says more. */
export function nearOne(r2: number): boolean {
  return 1 - r2 < 1e-3;
}

/** Length of a bar for the fit: 0 for nothing explained, a twelfth for every decade that less is left. */
export function fitShare(unexplained: number): number {
  const decades = -Math.log10(Math.max(unexplained, UNEXPLAINED_ROUNDING));
  return Math.min(1, Math.max(0, decades / FULL_BAR_DECADES));
}

/** In a word, for those who do not read R². */
export function fitWord(unexplained: number): 'exact' | 'very good' | 'good' | 'fair' | 'poor' {
  if (unexplained < 1e-8) return 'exact';
  if (unexplained < 1e-4) return 'very good';
  if (unexplained < 1e-2) return 'good';
  return unexplained < 0.1 ? 'fair' : 'poor';
}
