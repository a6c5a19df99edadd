/** A sentence about the units of a formula, for the comment of its code. */
import { nameAndUnit } from '../../../shared/columnUnit.ts';
import { unitTextOf } from '../data/units/columnUnits.ts';
import { dayZero } from '../data/units/dayUnit.ts';
import type { Encoding } from '../data/encoding/encoding.ts';

/** “Units: E in J; m in kg.” '' where no column has a unit. @param names of the inputs, as the code has them */
export function unitsNote(
  { task, features, outputs }: Encoding,
  output: number,
  names: readonly string[],
  result: string,
): string {
  const ofResult = task === 'regression' ? [{ name: result, unit: unitTextOf(outputs[output]) }] : [];
  const ofInputs = features.flatMap((feature, at) =>
    feature.label === null && dayZero(feature.unit) === null
      ? [{ name: names[at], unit: unitTextOf(feature) }]
      : [],
  );
  const known = [...ofResult, ...ofInputs].filter(({ unit }) => unit !== '');
  const said = known.map(({ name, unit }) => `${nameAndUnit(name).base} in ${unit}`);
  return said.length === 0 ? '' : `Units: ${said.join('; ')}.`;
}
