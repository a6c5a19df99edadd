/** A new edge function takes its record, and no more than one further file. */
import { describe, expect, it } from 'vitest';
import { elementaryFunctions, functionNames, kernelFunctions } from '../../../shared/functions/functions.ts';
import { filesThatName } from '../../support/recipe.ts';

it('a function is named in the file of its record alone', () => {
  expect(filesThatName(/\barctan\b/u)).toEqual(['shared/functions/elementary.ts']);
  // C's header declares names of its own, which no variable may have, whatever functions there are here. Laws are formulas as texts.
  const others = (file: string): boolean =>
    ['bestCandidates.ts', 'namedLaws.ts', 'notations/c.ts'].some((end) => file.endsWith(end));
  expect(filesThatName(/\bcosh\b/iu).filter((file) => !others(file))).toEqual([
    'shared/functions/elementary.ts',
  ]);
});

describe('records of elementary functions', () => {
  it.each(functionNames)('%s has an inverse and code', (name) => {
    const { inverse, code, slope, kernel } = elementaryFunctions[name];
    if (inverse !== undefined) expect(functionNames).toContain(inverse);
    for (const text of [code.usual, slope, kernel.value, kernel.slope]) expect(text).not.toBe('');
  });
});

it('the kernel has a number for each function, whatever its name', () => {
  const names = kernelFunctions.flatMap(({ name, record }) => [name, ...(record.secondNames ?? [])]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of functionNames) expect(names).toContain(name);
});
