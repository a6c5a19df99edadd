/**
 * The unit in which formulas count dates: “days since 2021-03-17”, as the CF conventions write it. A table holds
 * milliseconds since 1970, in which every constant of a formula would have thirteen digits.
 */
import { dayText } from '../../../../shared/dates.ts';
import { rangeOf } from '../../../../shared/range.ts';
import type { Feature } from '../encoding/encoding.ts';
import type { Scaling } from '../table/scaling.ts';

const milliseconds = 86_400_000;
const pattern = /^days since (\S+)$/;
/** The day of bare times of day, which are milliseconds since midnight. */
const midnight = 'midnight';

/** The unit of dates, from the day of the first of them on. @param values milliseconds since 1970, NaN for a missing one */
export function dayUnit(values: Float64Array): string {
  const [first, last] = rangeOf(values);
  if (first >= 0 && last < milliseconds) return `days since ${midnight}`;
  return `days since ${dayText(Number.isFinite(first) ? first : 0)}`;
}

/** The day from which a unit counts, in milliseconds since 1970; null for another unit. */
export function dayZero(unit: string | undefined): number | null {
  const day = pattern.exec(unit ?? '')?.[1];
  if (day === midnight) return 0;
  const time = day === undefined ? NaN : Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? null : time;
}

/** The scaling between the network's values of an input and those that stand in formulas. */
export function formulaScaling({ scaling, unit }: Pick<Feature, 'scaling' | 'unit'>): Scaling {
  const zero = dayZero(unit);
  if (zero === null || scaling.logarithm) return scaling;
  return { shift: (scaling.shift - zero) / milliseconds, scale: scaling.scale / milliseconds };
}

/** The inputs that formulas count in days, with the unit of each. */
export function dayUnits(features: readonly Feature[]): ReadonlyMap<string, string> {
  return new Map(
    features.flatMap(({ name, unit, scaling }) =>
      unit !== undefined && dayZero(unit) !== null && !scaling.logarithm ? [[name, unit] as const] : [],
    ),
  );
}
