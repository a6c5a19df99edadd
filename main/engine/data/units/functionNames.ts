/**
 * Names such as “v(t)” and “y(x, t)”, which say of which other columns a quantity is a function. “m (kg)” beside “h(m)” is
 * written alike, so that it takes the letters to tell them apart.
 */
import { nameAndUnit } from '../../../../shared/columnUnit.ts';
import { sameDimension } from './dimension.ts';
import { parseUnit } from './unit.ts';

/** What stands in the round brackets of a name that might be either. */
interface Brackets {
  readonly holds: 'unit' | 'arguments';
  /** The text in the brackets. */
  readonly text: string;
  readonly isSure: boolean;
}

const call = /^([^()]+)\(([^()]+)\)$/u;

/** Units of the quantities that physics writes with a letter, capital or not, also with an index. */
const usualUnits: Readonly<Record<string, readonly string[]>> = {
  a: ['m/s^2', 'm'],
  A: ['m^2', 'm'],
  B: ['T'],
  c: ['mol/m^3', 'kg/m^3', 'm/s', 'J/(kg K)'],
  C: ['F', 'mol/m^3', 'kg/m^3', 'J/K'],
  d: ['m'],
  D: ['m', 'm^2/s'],
  E: ['J', 'V', 'V/m', 'Pa'],
  f: ['Hz', 'm', 'N'],
  F: ['N'],
  g: ['m/s^2'],
  G: ['S', 'J', 'J/mol', 'Pa'],
  h: ['m'],
  H: ['A/m', 'm', 'J'],
  i: ['A'],
  I: ['A', 'W/m^2', 'cd', 'm^4', 'kg m^2'],
  J: ['A/m^2', 'kg m^2'],
  l: ['m'],
  L: ['m', 'H', 'cd/m^2'],
  m: ['kg'],
  n: ['mol', '1/m^3'],
  p: ['Pa', 'kg m/s'],
  P: ['W', 'Pa'],
  q: ['C', 'W/m^2'],
  Q: ['C', 'J', 'm^3/s'],
  r: ['m'],
  R: ['ohm', 'm'],
  s: ['m'],
  S: ['J/K', 'm^2'],
  t: ['s'],
  T: ['K', 's'],
  u: ['V', 'm', 'm/s'],
  U: ['V', 'J'],
  v: ['m/s', 'V', 'm^3/kg'],
  V: ['m^3', 'V', 'J'],
  w: ['m', 'm/s'],
  W: ['J', 'm'],
  x: ['m'],
  y: ['m'],
  z: ['m'],
};

/** Letters that are units, but far more often the variable of this name. */
const hardlyUnits: ReadonlySet<string> = new Set(['t']);

/**
 * What the brackets at the end of a name hold; null where they name no other columns, so that they can only hold a unit or a
 * remark.
 * @param others names of the other columns of the table
 */
export function bracketsOf(name: string, others: readonly string[]): Brackets | null {
  const match = call.exec(name.trim());
  if (match === null) return null;
  const [, base, text] = match;
  const parts = text.split(',').map((part) => part.trim());
  const isBare = parts.every((part) => others.includes(part));
  if (!isBare && !parts.every((part) => others.some((other) => nameAndUnit(other).base === part)))
    return null;
  const unit = parseUnit(text);
  if (unit === null) return { holds: 'arguments', text, isSure: true };
  const usual = usualOf(base.trimEnd());
  const isUsual = usual?.some((one) => {
    const known = parseUnit(one);
    return known !== null && sameDimension(known.dimension, unit.dimension);
  });
  if (isUsual === false) return { holds: 'arguments', text, isSure: true };
  if (hardlyUnits.has(text)) return { holds: 'arguments', text, isSure: false };
  // “s(m)” beside “m(kg)”: names and units may have the same letters.
  if (isUsual === true) return { holds: 'unit', text, isSure: !isBare };
  return { holds: isBare && base === base.trimEnd() ? 'arguments' : 'unit', text, isSure: false };
}

/** Of “v”, “v_x” and “v2”; undefined for a letter that stands for many quantities, and for words. */
function usualOf(base: string): readonly string[] | undefined {
  const letter = /^(\p{L})(?:[_\d]\S*)?$/u.exec(base)?.[1];
  return letter !== undefined && Object.hasOwn(usualUnits, letter) ? usualUnits[letter] : undefined;
}
