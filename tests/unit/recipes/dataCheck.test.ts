/** A new check of tables takes its record and a line in the list of records. */
import { expect, it } from 'vitest';
import { filesThatName } from '../../support/recipe.ts';

it('a check is named in its record and in the list of records', () => {
  expect(filesThatName(/\boutliersCheck\b/u)).toEqual([
    'main/engine/data/checks/checks.ts',
    'main/engine/data/checks/outliers.ts',
  ]);
});
