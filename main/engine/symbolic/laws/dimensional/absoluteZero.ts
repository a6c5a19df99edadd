/** The zero of a temperature as it is defined: no constant that is fitted. */
import type { Unit } from '../../../data/units/unit.ts';
import { exactNumber, type NumberNode } from '../../../../../shared/expression/tree.ts';

/** What a value in this unit lies above the zero of its quantity where the unit's own zero is: 273.15 for °C, 459.67 for °F; null for other units. */
export function absoluteZero(unit: Unit | null): NumberNode | null {
  return unit === null || unit.offset === 0 ? null : hundredths(unit.offset / unit.factor);
}

const hundredths = (value: number): NumberNode =>
  exactNumber({ numerator: Math.round(100 * value), denominator: 100, radicand: 1, constant: null });
