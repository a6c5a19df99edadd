/** The value of a typed number. Pure. */
import { numberOf } from '../../../shared/figures.ts';
import type { RealNumber, WholeNumber } from '../../../shared/settings/setting.ts';

export interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** Above `min` rather than at least it. */
  readonly positive?: boolean;
}

/** The bounds of a setting. @param factor what its value is multiplied by where it is shown */
export function ruleOf(setting: WholeNumber | RealNumber, factor = 1): NumberRule {
  return {
    min: setting.least * factor,
    max: setting.most * factor,
    integer: setting.kind === 'whole',
    positive: setting.kind === 'number' && setting.above === true,
  };
}

export type Reading =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string };

/** Reads `0.01`, `1e-2`, `1·10⁻²` and `0,01` alike; says what is wrong otherwise. */
export function readNumber(text: string, rule: NumberRule): Reading {
  const value = numberOf(text.trim().replace(/^([-−]?\d*),(\d+)$/, '$1.$2'));
  if (!Number.isFinite(value)) return { ok: false, message: 'Enter a number.' };
  if (rule.integer && !Number.isInteger(value)) return { ok: false, message: 'Enter a whole number.' };
  if (rule.positive && value <= 0) return { ok: false, message: 'Enter a number above 0.' };
  if (value < rule.min) return { ok: false, message: `At least ${rule.min}.` };
  if (value > rule.max) return { ok: false, message: `At most ${rule.max}.` };
  return { ok: true, value };
}

/** The next value for an arrow key: by one for whole numbers, by a tenth of the magnitude otherwise. */
export function nudge(value: number, up: boolean, rule: NumberRule): number {
  const step = rule.integer ? 1 : value === 0 ? 0.001 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const next = Number((value + (up ? step : -step)).toPrecision(12));
  return Math.min(rule.max, Math.max(rule.positive && next <= 0 ? value : rule.min, next));
}
