/** The text of a column's unit: as it was set by hand, or as it stands in the column's name. */
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { nameAndUnit } from '../../../../shared/columnUnit.ts';
import { dayZero } from './dayUnit.ts';
import { named } from '../../../../shared/named.ts';

interface WithUnit {
  readonly name: string;
  /** Where it is not the one in the name; '' for none. */
  readonly unit?: string;
}

/** What a set-up and a row of units say of a column's unit; nothing where its name says it. */
export function givenUnit(
  { name, unit }: WithUnit,
  { units = {} }: Pick<DataSetup, 'units'>,
): { readonly unit?: string } {
  const given = named(units, name) ?? unit;
  return given === undefined ? {} : { unit: given };
}

/** The name with the unit that was given for it, such as “T [K]”; dates are shown as such, without a unit. */
export function nameWithUnit({ name, unit }: WithUnit): string {
  if (unit === undefined || dayZero(unit) !== null) return name;
  const { base } = nameAndUnit(name);
  return unit === '' ? base : `${base} [${unit}]`;
}

/** The text of the unit that a column has in formulas: dates are counted in days. */
export function formulaUnitText(column: WithUnit): string {
  return dayZero(column.unit) === null ? unitTextOf(column) : 'd';
}

/** The unit that was set by hand, or that in the name; '' where there is none. */
export function unitTextOf({ name, unit }: WithUnit): string {
  return unit ?? nameAndUnit(name).unit;
}
