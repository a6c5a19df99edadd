import { describe, expect, it } from 'vitest';
import { nameAndUnit, withoutUnits } from '../../../shared/columnUnit.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';

describe('the unit of a column', () => {
  it.each([
    ['A [m^2]', 'A', 'm^2'],
    ['T (K)', 'T', 'K'],
    ['E_kin / eV', 'E_kin', 'eV'],
    ['flow / l/h', 'flow', 'l/h'],
    ['c [J/(kg K)]', 'c', 'J/(kg K)'],
    ['c (J/(kg K))', 'c', 'J/(kg K)'],
    ['km/h', 'km/h', ''],
    ['rho', 'rho', ''],
    ['[m]', '[m]', ''],
  ])('%s is %s in “%s”', (name, base, unit) => {
    expect(nameAndUnit(name)).toEqual({ base, unit });
  });

  it('stays where the name is not clear without it', () => {
    expect([...withoutUnits(['T [K]', 'T [C]', 'p [Pa]', 'V', 'V (l)']).values()]).toEqual([
      'T [K]',
      'T [C]',
      'p',
      'V',
      'V (l)',
    ]);
  });

  it('is not in formulas', () => {
    const formula = parseExpression('`omega_0 [1/s]`*`rho (kg/m^3)`', ['omega_0 [1/s]', 'rho (kg/m^3)']);
    expect(printExpression(formula, 'latex').code).toBe('\\omega_{0} \\, \\rho');
    expect(printExpression(formula, 'ascii').code).toBe('omega_0*rho');
    expect(printExpression(formula, 'python').code).toBe('omega_0*rho');
  });
});
