/**
 * What one symbol such as kPa means. The table of units and prefixes is that of js-quantities. Symbols that it lacks, and
 * those whose value it rounds, are defined here, with the values of NIST SP 811 and CODATA 2022.
 */
import Qty from 'js-quantities';
import { baseUnits, dimensionless, type Dimension } from './dimension.ts';

/** value in SI units = factor · value in this unit + offset. */
interface SymbolMeaning {
  readonly dimension: Dimension;
  readonly factor: number;
  readonly offset: number;
}

const base = (name: (typeof baseUnits)[number], exponent = 1): Dimension =>
  baseUnits.map((unit) => (unit === name ? exponent : 0));
const pressure: Dimension = [1, -1, -2, 0, 0, 0, 0];
const energy: Dimension = [1, 2, -2, 0, 0, 0, 0];

const of = (dimension: Dimension, factor: number, offset = 0): SymbolMeaning => ({
  dimension,
  factor,
  offset,
});

/** Symbols without prefixes. */
const own: Readonly<Record<string, SymbolMeaning>> = {
  '1': of(dimensionless, 1),
  '%': of(dimensionless, 0.01),
  '‰': of(dimensionless, 0.001),
  '°': of(dimensionless, Math.PI / 180),
  '′': of(dimensionless, Math.PI / 10_800),
  '″': of(dimensionless, Math.PI / 648_000),
  '°C': of(base('K'), 1, 273.15),
  '°F': of(base('K'), 5 / 9, (459.67 * 5) / 9),
  '°R': of(base('K'), 5 / 9),
  Å: of(base('m'), 1e-10),
  au: of(base('m'), 149_597_870_700),
  AU: of(base('m'), 149_597_870_700),
  ly: of(base('m'), 9_460_730_472_580_800),
  kn: of([0, 1, -1, 0, 0, 0, 0], 1852 / 3600),
  mmHg: of(pressure, 133.322387415),
  psi: of(pressure, 6894.757293168361),
  u: of(base('kg'), 1.66053906892e-27),
  amu: of(base('kg'), 1.66053906892e-27),
  cal: of(energy, 4.184),
  kcal: of(energy, 4184),
  Btu: of(energy, 1055.05585262),
  hp: of([1, 2, -3, 0, 0, 0, 0], 745.6998715822702),
  lbf: of([1, 1, -2, 0, 0, 0, 0], 4.4482216152605),
};

/** Symbols that take the prefixes of the SI. */
const prefixed: Readonly<Record<string, SymbolMeaning>> = {
  K: of(base('K'), 1),
  // Products that are written without a sign between.
  Nm: of(energy, 1),
  Ah: of([0, 0, 1, 1, 0, 0, 0], 3600),
  VA: of([1, 2, -3, 0, 0, 0, 0], 1),
  Torr: of(pressure, 101_325 / 760),
  Da: of(base('kg'), 1.66053906892e-27),
  pc: of(base('m'), (149_597_870_700 * 648_000) / Math.PI),
  yr: of(base('s'), 31_557_600),
};

const prefixes: Readonly<Record<string, number>> = {
  p: 1e-12,
  n: 1e-9,
  µ: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
};

/** Other spellings. */
const spellings = new Map(
  Object.entries({
    lx: 'lux',
    Kelvin: 'K',
    kelvin: 'K',
    Ohm: 'ohm',
    torr: 'Torr',
    percent: '%',
    Celsius: '°C',
    celsius: '°C',
    degC: '°C',
    degF: '°F',
    angstrom: 'Å',
    year: 'yr',
    years: 'yr',
  }),
);

/** What the library reads as a unit, but means something else in tables. */
const otherMeanings = new Set(['pH', 'dB', 'at', 'as', 'count', 'each', 'dozen']);

/** The library's base units; those of angles are numbers. */
const libraryBases: Readonly<Record<string, Dimension>> = {
  '<1>': dimensionless,
  '<radian>': dimensionless,
  '<steradian>': dimensionless,
  '<kilogram>': base('kg'),
  '<meter>': base('m'),
  '<second>': base('s'),
  '<ampere>': base('A'),
  '<mole>': base('mol'),
  '<candela>': base('cd'),
};

/** null for a symbol that is not understood. */
export function meaningOf(symbol: string): SymbolMeaning | null {
  const name = spellings.get(symbol) ?? symbol.replaceAll('μ', 'µ').replaceAll('Ω', 'Ω');
  if (otherMeanings.has(name)) return null;
  if (Object.hasOwn(own, name)) return own[name];
  return withPrefix(name) ?? fromLibrary(name);
}

function withPrefix(name: string): SymbolMeaning | null {
  if (Object.hasOwn(prefixed, name)) return prefixed[name];
  const [prefix, rest] = [name.slice(0, 1), name.slice(1)];
  if (!Object.hasOwn(prefixes, prefix) || !Object.hasOwn(prefixed, rest)) return null;
  return { ...prefixed[rest], factor: prefixes[prefix] * prefixed[rest].factor };
}

function fromLibrary(name: string): SymbolMeaning | null {
  // The library's types do not say that it answers null.
  const read = Qty.parse(name) as Qty | null;
  if (read === null || !/^\p{L}+$/u.test(name)) return null;
  const { numerator, denominator, scalar } = read.toBase();
  if (![...numerator, ...denominator].every((part) => Object.hasOwn(libraryBases, part))) return null;
  const count = (parts: readonly string[], i: number): number =>
    parts.reduce((total, part) => total + libraryBases[part][i], 0);
  return of(
    baseUnits.map((_, i) => count(numerator, i) - count(denominator, i)),
    scalar,
  );
}
