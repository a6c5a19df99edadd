/** The units of the columns of a formula and of what it gives. */
import { isDimensionless } from '../../data/units/dimension.ts';
import { parseUnit, partsOfHalfTurn, type Unit } from '../../data/units/unit.ts';
import { formulaUnitText, unitTextOf } from '../../data/units/columnUnits.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';

export interface FormulaUnits {
  /** By the names of the variables; a variable whose unit is not known is not there. */
  readonly columns: ReadonlyMap<string, Unit>;
  /** null where it is not known. */
  readonly target: Unit | null;
}

/** null where it is not known. */
export function columnUnit({ columns }: FormulaUnits, name: string): Unit | null {
  return columns.get(name) ?? null;
}

const says = (unit: Unit): boolean => !isDimensionless(unit.dimension) || partsOfHalfTurn(unit) !== null;

/** The units of the inputs and of one output; null where no unit would say anything. */
export function formulaUnits({ features, outputs, task }: Encoding, output: number): FormulaUnits | null {
  const columns = new Map<string, Unit>();
  for (const feature of features) {
    const text = formulaUnitText(feature);
    const unit = parseUnit(feature.label === null ? text : '1');
    if (unit !== null) columns.set(feature.name, unit);
  }
  const target = task === 'regression' ? parseUnit(unitTextOf(outputs[output])) : parseUnit('1');
  const known = [...columns.values(), ...(target === null ? [] : [target])];
  return known.some(says) ? { columns, target } : null;
}
