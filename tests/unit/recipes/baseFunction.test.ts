/** A new base function takes its record. */
import { describe, expect, it } from 'vitest';
import { baseFunctionNames, baseFunctions, baseSlope, baseValue } from '../../../shared/baseFunctions.ts';
import { networkSetup } from '../../../shared/contract/schemas/setups.ts';
import { filesThatName } from '../../support/recipe.ts';

it('a base function is named in the file of its record alone', () => {
  expect(filesThatName(/['"]identity['"]|\bidentity: \{/u)).toEqual(['shared/baseFunctions.ts']);
});

describe('records of base functions', () => {
  it.each(baseFunctionNames)('%s can be selected, and its derivative is that of its values', (name) => {
    expect(networkSetup.shape.baseFunction.parse(name)).toBe(name);
    expect(baseFunctions[name].formula).not.toBe('');
    for (const x of [-30, -1.3, 0, 0.4, 7]) {
      const rise = (baseValue(name, 2, x + 1e-5) - baseValue(name, 2, x - 1e-5)) / 2e-5;
      expect(baseSlope(name, 2, x)).toBeCloseTo(rise, 8);
    }
  });
});
