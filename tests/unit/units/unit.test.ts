import { describe, expect, it } from 'vitest';
import { inputRangeText, isOutside } from '../../../main/engine/data/units/inputRange.ts';
import { parseUnit, partsOfHalfTurn, unitOfPowers } from '../../../main/engine/data/units/unit.ts';

/** kg, m, s, A, K, mol, cd. */
const d = (...exponents: number[]): number[] => Array.from({ length: 7 }, (_, i) => exponents[i] ?? 0);

describe('the unit that a text means', () => {
  // Factors: NIST Special Publication 811 (2008), appendix B, and the BIPM's brochure; masses in u: CODATA 2022.
  it.each<[string, number[], number]>([
    ['m', d(0, 1), 1],
    ['m/s^2', d(0, 1, -2), 1],
    ['m s^-2', d(0, 1, -2), 1],
    ['m·s⁻²', d(0, 1, -2), 1],
    ['m s-2', d(0, 1, -2), 1],
    ['m/s**2', d(0, 1, -2), 1],
    ['m/s/s', d(0, 1, -2), 1],
    ['kg·m^2', d(1, 2), 1],
    ['kg m2', d(1, 2), 1],
    ['N m', d(1, 2, -2), 1],
    ['N·m', d(1, 2, -2), 1],
    ['µm', d(0, 1), 1e-6],
    ['μm', d(0, 1), 1e-6],
    ['um', d(0, 1), 1e-6],
    ['eV', d(1, 2, -2), 1.602176634e-19],
    ['MeV', d(1, 2, -2), 1.602176634e-13],
    ['%', d(), 0.01],
    ['ppm', d(), 1e-6],
    ['J/(mol K)', d(1, 2, -2, 0, -1, -1), 1],
    ['J/(mol·K)', d(1, 2, -2, 0, -1, -1), 1],
    ['J/mol/K', d(1, 2, -2, 0, -1, -1), 1],
    ['J mol⁻¹ K⁻¹', d(1, 2, -2, 0, -1, -1), 1],
    ['W/m² K', d(1, 0, -3, 0, -1), 1],
    ['1/s', d(0, 0, -1), 1],
    ['1', d(), 1],
    ['V/√Hz', d(1, 2, -2.5, -1), 1],
    ['MPa m^0.5', d(1, -0.5, -2), 1e6],
    ['MPa m^(1/2)', d(1, -0.5, -2), 1e6],
    ['(m/s)^2', d(0, 2, -2), 1],
    ['km/h', d(0, 1, -1), 1 / 3.6],
    ['kWh', d(1, 2, -2), 3.6e6],
    ['Nm', d(1, 2, -2), 1],
    ['kNm', d(1, 2, -2), 1000],
    ['nm', d(0, 1), 1e-9],
    ['mAh', d(0, 0, 1, 1), 3.6],
    ['kVA', d(1, 2, -3), 1000],
    ['bar', d(1, -1, -2), 1e5],
    ['mbar', d(1, -1, -2), 100],
    ['atm', d(1, -1, -2), 101_325],
    ['Torr', d(1, -1, -2), 133.3224],
    ['mmHg', d(1, -1, -2), 133.3224],
    ['psi', d(1, -1, -2), 6894.757],
    ['cal', d(1, 2, -2), 4.184],
    ['kcal/mol', d(1, 2, -2, 0, 0, -1), 4184],
    ['erg', d(1, 2, -2), 1e-7],
    ['dyn', d(1, 1, -2), 1e-5],
    ['lbf', d(1, 1, -2), 4.448222],
    ['hp', d(1, 2, -3), 745.6999],
    ['Btu', d(1, 2, -2), 1055.056],
    ['Å', d(0, 1), 1e-10],
    ['in', d(0, 1), 0.0254],
    ['ft', d(0, 1), 0.3048],
    ['mi', d(0, 1), 1609.344],
    ['mph', d(0, 1, -1), 0.44704],
    ['kn', d(0, 1, -1), 0.5144444],
    ['lb', d(1), 0.45359237],
    ['oz', d(1), 0.02834952],
    ['u', d(1), 1.66053906892e-27],
    ['kDa', d(1), 1.66053906892e-24],
    ['au', d(0, 1), 1.495978707e11],
    ['pc', d(0, 1), 3.085678e16],
    ['Mpc', d(0, 1), 3.085678e22],
    ['ly', d(0, 1), 9.46073e15],
    ['L', d(0, 3), 1e-3],
    ['mL', d(0, 3), 1e-6],
    ['mol/L', d(0, -3, 0, 0, 0, 1), 1000],
    ['mM', d(0, -3, 0, 0, 0, 1), 1],
    ['G', d(1, 0, -2, -1), 1e-4],
    ['T', d(1, 0, -2, -1), 1],
    ['Ω', d(1, 2, -3, -2), 1],
    ['kΩ', d(1, 2, -3, -2), 1000],
    ['F/m', d(-1, -3, 4, 2), 1],
    ['mPa s', d(1, -1, -1), 1e-3],
    ['cP', d(1, -1, -1), 1e-3],
    ['min', d(0, 0, 1), 60],
    ['d', d(0, 0, 1), 86_400],
    ['rpm', d(0, 0, -1), 0.1047198],
    ['deg', d(), 0.01745329],
    ['°', d(), 0.01745329],
    ['rad/s', d(0, 0, -1), 1],
    ['°C', d(0, 0, 0, 0, 1), 1],
    ['°F', d(0, 0, 0, 0, 1), 5 / 9],
    ['mK', d(0, 0, 0, 0, 1), 1e-3],
    ['J/°C', d(1, 2, -2, 0, -1), 1],
    ['10^3 m', d(0, 1), 1000],
    ['10⁻⁶ K⁻¹', d(0, 0, 0, 0, -1), 1e-6],
    ['lx', d(0, -2, 0, 0, 0, 0, 1), 1],
  ])('%s', (text, dimension, factor) => {
    const unit = parseUnit(text);
    unit?.dimension.forEach((exponent, i) => expect(exponent).toBeCloseTo(dimension[i], 12));
    expect((unit?.factor ?? NaN) / factor).toBeCloseTo(1, 6);
  });

  it.each([
    ['°C', 273.15],
    ['deg C', 273.15],
    ['degC', 273.15],
    ['Deg C', 273.15],
    ['°F', 255.372222],
    ['K', 0],
    ['J/°C', 0],
    ['°C/s', 0],
  ])('%s has its zero at %f K', (text, offset) => {
    expect(parseUnit(text)!.offset).toBeCloseTo(offset, 5);
  });

  it.each([
    ['', 'empty'],
    ['widgets', 'no unit'],
    ['m/', 'incomplete'],
    ['m^', 'incomplete'],
    ['(m', 'incomplete'],
    ['m)', 'incomplete'],
    ['m//s', 'two slashes'],
    ['pH', 'not picohenry'],
    ['dB', 'a logarithm'],
    ['$', 'money'],
    ['MB', 'bytes'],
    ['count', 'a number of things'],
    ['2020', 'a year'],
    ['constructor', 'a property of every object'],
    ['m '.repeat(100), 'a long text'],
  ])('“%s” is not understood: %s', (text) => {
    expect(parseUnit(text)).toBeNull();
  });

  it.each([
    ['J', 'K', 'J/K'],
    ['m', 'm', '1'],
    ['1/s', 'm', 's⁻¹·m⁻¹'],
    ['kg m/s^2', 's', 'kg·m/s³'],
  ])('%s by %s is %s', (one, other, quotient) => {
    const divided = parseUnit(other)!.powers.map(({ symbol, exponent }) => ({ symbol, exponent: -exponent }));
    expect(unitOfPowers([...parseUnit(one)!.powers, ...divided])?.text).toBe(quotient);
  });

  it('has no powers that cancel', () => {
    const powers = parseUnit('°C m')!.powers.concat({ symbol: 'm', exponent: -1 });
    expect(unitOfPowers(powers)).toMatchObject({ powers: [{ symbol: '°C', exponent: 1 }], offset: 273.15 });
  });
});

it('half a turn is 180 degrees, 60 minutes of each, 60 seconds of each of these', () => {
  const parts = ['°', '′', '″', 'rad', '°^2', 'm'].map((text) => partsOfHalfTurn(parseUnit(text)));
  expect(parts).toEqual([180, 180 * 60, 180 * 3600, null, null, null]);
});

it('a text of more than sixty characters, or so small a unit that it is 0, is none', () => {
  const long = (factors: number): string => Array(factors).fill('m').join('*');
  expect([long(30).length, long(31).length]).toEqual([59, 61]);
  expect(parseUnit(long(30))?.powers).toEqual([{ symbol: 'm', exponent: 30 }]);
  expect(parseUnit(long(31))).toBeNull();
  expect(parseUnit('(10^-99)^4')).toBeNull();
});

it('the range of an input holds numbers, or dates with the time where they are near each other', () => {
  const day = Date.UTC(2024, 2, 5);
  const dates = { unit: 'days since 2024-03-05' };
  expect(inputRangeText({}, [1.23456, 3.4])).toBe('1.235 … 3.4');
  expect(inputRangeText(dates, [day + 9 * 3.6e6, day + 14.5 * 3.6e6])).toBe(
    '2024-03-05 09:00 … 2024-03-05 14:30',
  );
  expect(inputRangeText(dates, [day, day + 400 * 8.64e7])).toBe('2024-03-05 … 2025-04-09');
});

it('the limits of a range are written so that each value lies outside of them where it lies outside the range', () => {
  const range = [0.00010304, 0.99998] as const;
  expect(inputRangeText({}, range, [0.5])).toBe('0.000103 … 1');
  // 0.000103 and 1 lie outside: 0.000103 … 1 would say that they do not.
  expect(inputRangeText({}, range, [0.000103, 0.5])).toBe('0.00010304 … 0.99998');
  expect(inputRangeText({}, range, [0.5, 1])).toBe('0.00010304 … 0.99998');
  // The least of the training rows lies inside.
  expect(inputRangeText({}, [1.234649, 2], [1.234649])).toBe('1.2346 … 2');
  const [low, high] = [0.1 + 0.2, 1];
  expect(isOutside(0.3, [low, high])).toBe(false);
  expect(inputRangeText({}, [low, high], [0.3])).toBe('0.3 … 1');
});

it('the time of a date is told where only the time tells that it lies outside', () => {
  const day = Date.UTC(2024, 2, 5);
  const dates = { unit: 'days since 2024-03-05' };
  const range = [day + 9 * 3.6e6, day + 400 * 8.64e7] as const;
  expect(inputRangeText(dates, range, [day + 10 * 3.6e6])).toBe('2024-03-05 … 2025-04-09');
  expect(inputRangeText(dates, range, [day + 8 * 3.6e6])).toBe('2024-03-05 09:00 … 2025-04-09');
});
