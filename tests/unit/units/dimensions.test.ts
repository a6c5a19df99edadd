import { describe, expect, it } from 'vitest';
import { parseUnit } from '../../../main/engine/data/units/unit.ts';
import {
  disagreementCost,
  preferringUnits,
  unitsAgree,
} from '../../../main/engine/symbolic/dimensions/agreement.ts';
import { constantUnits } from '../../../main/engine/symbolic/dimensions/constantUnits.ts';
import type { FormulaUnits } from '../../../main/engine/symbolic/dimensions/formulaUnits.ts';
import { physicalConstant } from '../../../main/engine/symbolic/dimensions/physicalConstants.ts';
import { dimensionlessScalings } from '../../../main/engine/symbolic/laws/dimensional/groups.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import type { Expression } from '../../../shared/expression/tree.ts';

function unitsOf(texts: Readonly<Record<string, string>>): FormulaUnits {
  const known = Object.entries(texts).flatMap(([name, text]) => {
    const unit = parseUnit(text);
    return unit ? [[name, unit] as const] : [];
  });
  const columns = new Map(known.filter(([name]) => name !== 'target'));
  return { columns, target: new Map(known).get('target') ?? null };
}

const parsed = (text: string): Expression =>
  parseExpression(text, ['x', 'y', 'm', 'v', 'c', 't', 'T', 'p', 'V', 'n', 'theta', 'odd']);

describe('the units of a formula', () => {
  const units = unitsOf({
    ...{ x: 'm', y: 'm', m: 'kg', v: 'm/s', c: 'km/s', t: 's', T: 'K', theta: 'rad', odd: 'widgets' },
    target: 'J',
  });

  it.each([
    'm*v^2/2',
    'm*v*c',
    'm*(v^2 + c^2)',
    'm*v*sqrt(v^2 + x^2/t^2)',
    'm*c^2/sqrt(1 - v^2/c^2)',
    'm*v^2*exp(-x/y)*cos(theta)',
    'm*v^2*(x/y)^(v/c)',
    '1.38*T',
    '3.1 + 2.5*T',
    'exp(2.5*T)*4.2',
    'm*abs(v)*v',
    'odd*x',
    '2.5*log(x) + 3.1',
    'exp(18.8 - 4.1*x/y)',
    '2.5*log(x/y) + 3.1*log(x + 2) + 1.2',
  ])('%s agrees', (text) => {
    expect(unitsAgree(parsed(text), units)).toBe(true);
  });

  it.each([
    ['m*v', 'a momentum is no energy'],
    ['m*v^2 + x', 'a sum of an energy and a length'],
    ['m*v^2*sin(t)', 'the sine of a time'],
    ['m*v^2*exp(-x)', 'the exponential of a length'],
    ['m*v^2*(1 + x)', 'one and a length'],
    ['m*v^2*(x/y)^v', 'a velocity as exponent'],
    ['2.5*log(x)', 'the logarithm of a length without a constant that takes up its unit'],
    ['2.5*log(x) + 1', 'the same, since one has no unit'],
    ['2.5*T*log(x) + 3.1', 'the same, since the constant is no multiple of the temperature'],
    ['2.5*log(x + t) + 3.1', 'a sum of a length and a time in a logarithm'],
    ['m*(v^2 - t)', 'a difference'],
  ])('%s does not agree: %s', (text) => {
    expect(unitsAgree(parsed(text), units)).toBe(false);
  });

  it('always agree where none are known', () => {
    expect(unitsAgree(parsed('x + t'), null)).toBe(true);
  });

  it('decide between formulas, unless one that does not agree has less than half the error', () => {
    const formula = (text: string, error: number) => ({ expression: parsed(text), error, text });
    const texts = (...formulas: ReturnType<typeof formula>[]): string[] =>
      preferringUnits(formulas, units, ({ error }) => error).map(({ text }) => text);
    expect(texts(formula('m*v^2', 0.1), formula('m*v', 0.06))).toEqual(['m*v^2']);
    expect(texts(formula('m*v^2', 0.1), formula('m*v', 0.04))).toEqual(['m*v^2', 'm*v']);
    expect(texts(formula('m*v', 0.1))).toEqual(['m*v']);
    // As much as twice the error in rows·log(mean square).
    expect(disagreementCost(parsed('m*v'), units, 100)).toBeCloseTo(100 * Math.log(2 ** 2), 9);
    expect(disagreementCost(parsed('m*v^2'), units, 100)).toBe(0);
  });
});

describe('the unit of a constant', () => {
  const told = (text: string, units: FormulaUnits): Record<string, string> =>
    Object.fromEntries(
      [...constantUnits(parsed(text), units)].map(([{ value }, unit]) => [String(value), unit.text]),
    );

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['1.38*T', { T: 'K', target: 'J' }, { 1.38: 'J/K' }],
    ['3.6*x/t', { x: 'm', t: 's', target: 'km/h' }, { 3.6: 'km·s/(h·m)' }],
    ['20.1 + 3.5*t', { t: 's', target: '°C' }, { 20.1: '°C', 3.5: '°C/s' }],
    ['8.31*n*T/V', { n: 'mol', T: 'K', V: 'm^3', target: 'Pa' }, { 8.31: 'Pa·m³/(mol·K)' }],
    ['2.5*exp(-0.7*t)', { t: 's', target: 'V' }, { 2.5: 'V', '-0.7': 's⁻¹' }],
    ['x*sin(4.4*t + 0.3)', { x: 'm', t: 's', target: 'm' }, { 4.4: 's⁻¹' }],
    ['0.5*m*v^2', { m: 'kg', v: 'm/s', target: 'J' }, {}],
    ['p*V/(V + 3.3)', { p: 'bar', V: 'L', target: 'bar' }, { 3.3: 'L' }],
    ['2.5*x', { x: 'widgets', target: 'J' }, {}],
    ['2.5*log(x + 3.6) - 4.1', { x: 'm', target: 'V' }, { 2.5: 'V', 3.6: 'm', '-4.1': 'V' }],
  ])('in %s is told', (text, units, constants) => {
    expect(told(text, unitsOf(units))).toEqual(constants);
  });
});

describe('a physical constant', () => {
  it.each<[number, number | null, string, string | null]>([
    [1.380649e-23, null, 'J/K', 'k_B, the Boltzmann constant'],
    [1.38e-23, null, 'J/K', 'k_B, the Boltzmann constant'],
    [1.3812e-23, 0.001e-23, 'J/K', 'k_B, the Boltzmann constant'],
    [1.41e-23, 0.001e-23, 'J/K', null],
    [1.380649e-23, null, 'J', null],
    [8.617333262e-5, null, 'eV/K', 'k_B, the Boltzmann constant'],
    [8.314, null, 'J/(mol K)', 'R, the gas constant'],
    [0.08314462618, null, 'L bar/(mol K)', 'R, the gas constant'],
    [9.82, 0.02, 'm/s^2', 'g, the standard gravity'],
    [4.9033, 0.002, 'm/s^2', '½g, the standard gravity'],
    [299_792.458, null, 'km/s', 'c, the speed of light'],
    [8.9875517862e9, null, 'N m^2/C^2', '1/(4π) 1/ε₀, the electric constant'],
    [-6.674e-11, null, 'N m^2/kg^2', '−G, the gravitational constant'],
    [9.8, 2, 'm/s^2', null],
  ])('%d ± %d %s is %s', (value, error, unit, name) => {
    expect(physicalConstant(value, error, parseUnit(unit)!)).toBe(name);
  });
});

describe('dimensionless groups', () => {
  const dimension = (text: string) => parseUnit(text)!.dimension;
  const scalings = (units: readonly string[], target: string) =>
    dimensionlessScalings(units.map(dimension), dimension(target));

  it('of a pendulum: length, gravity and mass give the period a factor and no group with the mass', () => {
    const [{ factor, groups }] = scalings(['m', 'm/s^2', '1'], 's');
    expect(factor).toEqual([0.5, -0.5, 0]);
    expect(groups).toEqual([[0, 0, 1]]);
  });

  it('have no dimension, and the factor has that of the target', () => {
    // The drag of a sphere: density, velocity, diameter, viscosity; the group is Reynolds' number.
    const units = ['kg/m^3', 'm/s', 'm', 'Pa s'];
    const all = scalings(units, 'N');
    expect(all).toHaveLength(4);
    for (const { factor, groups } of all) {
      for (const [exponents, wanted] of [
        [factor, 'N'] as const,
        ...groups.map((group) => [group, '1'] as const),
      ]) {
        const reached = units.reduce(
          (so, unit, i) => so.map((value, k) => value + exponents[i] * dimension(unit)[k]),
          dimension('1').map(Number),
        );
        reached.forEach((value, k) => expect(value).toBeCloseTo(dimension(wanted)[k], 9));
      }
    }
    expect(all[0].groups.map((group) => group.map(Math.abs))).toEqual([[1, 1, 1, 1]]);
  });

  it('are none where the columns cannot make the target, or have no dimension', () => {
    expect(scalings(['m', 'K'], 'J')).toEqual([]);
    expect(scalings(['1', 'rad'], '1')).toEqual([]);
  });
});
