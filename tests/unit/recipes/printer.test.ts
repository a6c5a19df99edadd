/** A new printer takes its own file and a line in the list. */
import { expect, it } from 'vitest';
import { languages, printers } from '../../../shared/expression/print/print.ts';
import { filesThatName } from '../../support/recipe.ts';

it('a printer is named in its own file and in the list', () => {
  expect(filesThatName(/\bjulia\b/iu)).toEqual([
    'shared/expression/print/notations/julia.ts',
    'shared/expression/print/print.ts',
  ]);
});

it('each printer has an id of its own, a name for people and an extension', () => {
  expect(new Set(languages).size).toBe(printers.length);
  for (const { label, extension } of printers) {
    expect(label).not.toBe('');
    expect(extension).toMatch(/^[a-z]+$/u);
  }
});
