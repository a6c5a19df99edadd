/** Columns of another table whose names are spelled otherwise. */
import { describe, expect, it } from 'vitest';
import { otherSpellings } from '../../../main/engine/data/units/otherSpellings.ts';

/** The column that is taken for each name that the network knows. */
function taken(wanted: readonly string[], present: readonly string[]): Readonly<Record<string, string>> {
  const named = (names: readonly string[]) => names.map((name) => ({ name }));
  const found = otherSpellings(named(wanted), named(present)).taken;
  return Object.fromEntries(found.map(({ name, column }) => [name, column]));
}

describe('a column with another spelling', () => {
  it.each(['T [K]', 'T / K', 'T(K)', 'T/K', 'T, K', 'T in K', 't (K)', 'T (kelvin)'])(
    'is taken for “T (K)”: “%s”',
    (name) => {
      expect(taken(['T (K)', 'y'], ['p', name, 'y'])).toEqual({ 'T (K)': name });
    },
  );

  it.each([
    ['flow_rate', 'Flow rate'],
    ['Flow rate (L/min)', 'flow_rate [L/min]'],
    ['p (kg m^-3)', 'p [kg/m³]'],
    ['T (°C)', 'T [degC]'],
    ['value (a.u.)', 'value [a.u.]'],
  ])('is taken for “%s”: “%s”', (name, other) => {
    expect(taken([name], [other])).toEqual({ [name]: other });
    expect(taken([other], [name])).toEqual({ [other]: name });
  });

  it.each([
    ['T (K)', 'T (°C)'],
    ['T (K)', 'T (k)'],
    ['P (mW)', 'P (MW)'],
    ['rate (min)', 'rate (max)'],
    ['rate', 'rate (max)'],
    ['t', 'T'],
    ['x1', 'x_1'],
    ['a/b', 'a b'],
    ['flow', 'flow rate'],
  ])('is not taken for “%s”: “%s”', (name, other) => {
    expect(taken([name], [other])).toEqual({});
    expect(taken([other], [name])).toEqual({});
  });

  it('is not taken where two might be meant, or where it might be meant by two', () => {
    expect(taken(['T (K)'], ['T [K]', 'T / K'])).toEqual({});
    expect(taken(['Flow rate'], ['flow rate', 'FLOW RATE'])).toEqual({});
    expect(taken(['Flow rate', 'flow_rate'], ['FLOW RATE'])).toEqual({});
    const { inDoubt } = otherSpellings([{ name: 'T (K)' }], [{ name: 'T [K]' }, { name: 'T / K' }]);
    expect(inDoubt.get('T (K)')).toEqual(['T [K]', 'T / K']);
  });

  it('never takes the place of a column with the very name', () => {
    expect(taken(['T (K)'], ['T [K]', 'T (K)'])).toEqual({});
    expect(taken(['Flow', 'flow'], ['Flow', 'FLOW'])).toEqual({ flow: 'FLOW' });
  });

  it('says which unit is not known', () => {
    const unitsOf = (name: string, column: { readonly name: string; readonly unit?: string }) =>
      otherSpellings([{ name }], [column]).taken.map(({ units }) => units);
    expect(unitsOf('Temp (K)', { name: 'temp' })).toEqual([{ known: 'K', there: '' }]);
    expect(unitsOf('Temp', { name: 'temp [K]' })).toEqual([{ known: '', there: 'K' }]);
    expect(unitsOf('T (K)', { name: 'T', unit: 'K' })).toEqual([{ known: 'K', there: 'K' }]);
    expect(unitsOf('T (K)', { name: 'T', unit: '°C' })).toEqual([]);
  });
});
