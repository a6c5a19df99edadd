import type { UnitView } from '../../../shared/contract/views/data.ts';
import { numberText } from '../../../shared/figures.ts';
import { baseUnits } from '../data/units/dimension.ts';
import { parseUnit, unitText } from '../data/units/unit.ts';

/** What the text of a unit means, in base units. */
export function unitView(text: string): UnitView {
  const unit = parseUnit(text);
  if (unit === null) return { text, meaning: null };
  const powers = baseUnits.map((symbol, i) => ({ symbol, exponent: unit.dimension[i] }));
  const base = unitText(powers.filter(({ exponent }) => exponent !== 0));
  const zero = unit.offset === 0 ? '' : `; 0 is ${numberText(unit.offset, 6)} K`;
  const times = Math.abs(unit.factor - 1) < 1e-12 ? '' : `${numberText(unit.factor, 6)} `;
  return { text, meaning: base === '1' ? (times.trim() || 'a number') + zero : times + base + zero };
}
