/** Physical constants, recognised by their value and their unit. */
import { sameDimension, powerOf, type Dimension } from '../../data/units/dimension.ts';
import { parseUnit, type Unit } from '../../data/units/unit.ts';

interface PhysicalConstant {
  readonly symbol: string;
  readonly name: string;
  /** In SI units. */
  readonly value: number;
  readonly dimension: Dimension;
}

const constant = (symbol: string, name: string, value: number, unit: string): PhysicalConstant => ({
  symbol,
  name,
  value,
  dimension: parseUnit(unit)!.dimension,
});

/** CODATA 2022; the gas constant and the standard gravity are exact too. */
const constants: readonly PhysicalConstant[] = [
  constant('c', 'speed of light', 299_792_458, 'm/s'),
  constant('h', 'Planck constant', 6.62607015e-34, 'J s'),
  constant('ħ', 'reduced Planck constant', 1.054571817e-34, 'J s'),
  constant('k_B', 'Boltzmann constant', 1.380649e-23, 'J/K'),
  constant('G', 'gravitational constant', 6.6743e-11, 'm^3/(kg s^2)'),
  constant('e', 'elementary charge', 1.602176634e-19, 'C'),
  constant('ε₀', 'electric constant', 8.8541878188e-12, 'F/m'),
  constant('μ₀', 'magnetic constant', 1.25663706127e-6, 'N/A^2'),
  constant('N_A', 'Avogadro constant', 6.02214076e23, '1/mol'),
  constant('R', 'gas constant', 8.31446261815324, 'J/(mol K)'),
  constant('F', 'Faraday constant', 96_485.33212331001, 'C/mol'),
  constant('σ', 'Stefan–Boltzmann constant', 5.670374419e-8, 'W/(m^2 K^4)'),
  constant('m_e', 'electron mass', 9.1093837139e-31, 'kg'),
  constant('m_p', 'proton mass', 1.67262192595e-27, 'kg'),
  constant('R∞', 'Rydberg constant', 10_973_731.568157, '1/m'),
  constant('a₀', 'Bohr radius', 5.29177210544e-11, 'm'),
  constant('μ_B', 'Bohr magneton', 9.2740100657e-24, 'J/T'),
  constant('Φ₀', 'magnetic flux quantum', 2.067833848e-15, 'Wb'),
  constant('b', 'Wien displacement constant', 2.897771955e-3, 'm K'),
  constant('g', 'standard gravity', 9.80665, 'm/s^2'),
];

/** Simple multiples of a constant that laws have. */
const multiples = [
  { times: 1, text: '' },
  { times: 2, text: '2' },
  { times: 0.5, text: '½' },
  { times: 1.5, text: '3⁄2 ' },
  { times: 1 / (4 * Math.PI), text: '1/(4π) ' },
  { times: 4 * Math.PI, text: '4π' },
  { times: 2 * Math.PI, text: '2π' },
];

/** Half the width of a 95 % confidence interval, in standard errors. */
const confidence = 2;
/** A constant with a larger relative error could be many. */
const mostUncertain = 0.02;
/** Relative difference between constants that are equal except for rounding. */
const rounding = 1e-6;
/** A constant that was rounded has at least this many digits. */
const leastDigits = 3;

/**
 * The physical constant, or its inverse or a simple multiple, that a fitted constant is: the dimension is the same, and the
 * value is within two standard errors, or the constant rounded to a few digits. null where there is none.
 * @param error standard error; null where it is exact or not known
 */
export function physicalConstant(value: number, error: number | null, unit: Unit): string | null {
  if (unit.offset !== 0 || value === 0) return null;
  const size = Math.abs(value) * unit.factor;
  const uncertain = (error ?? 0) * unit.factor;
  if (uncertain > mostUncertain * size) return null;
  for (const { symbol, name, value: known, dimension } of constants) {
    for (const exponent of [1, -1]) {
      if (!sameDimension(powerOf(dimension, exponent), unit.dimension)) continue;
      for (const { times, text } of multiples) {
        const wanted = times * known ** exponent;
        if (!isEqual(size, uncertain, wanted)) continue;
        const written = exponent === 1 ? symbol : `1/${symbol}`;
        return `${value < 0 ? '−' : ''}${text}${written}, the ${name}`;
      }
    }
  }
  return null;
}

function isEqual(value: number, error: number, known: number): boolean {
  const difference = Math.abs(value - known);
  if (difference <= Math.max(confidence * error, rounding * known)) return true;
  for (let digits = leastDigits; digits <= 10; digits++) {
    const rounded = Number(known.toPrecision(digits));
    if (Math.abs(value - rounded) <= Math.max(1e-9 * known, Math.min(error, 1e-4 * known))) return true;
  }
  return false;
}
