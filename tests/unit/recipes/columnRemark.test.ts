/** A new remark on a column takes what watches its cells, a field of what was read, and the record of its type. */
import { expect, it } from 'vitest';
import { filesThatName } from '../../support/recipe.ts';

const columns = 'main/engine/data/columns';

it('a remark that needs no other look at the cells is named in the record of its type', () => {
  expect(filesThatName(/table\.fortran-exponents/u)).toEqual([`${columns}/records/number.ts`]);
});

it('one of what is counted while a column is read is named in three files', () => {
  expect(filesThatName(/\b(watchDateForms|dateFormIssues|DateForms)\b/u)).toEqual([
    `${columns}/builders.ts`,
    `${columns}/readers/dateForms.ts`,
    `${columns}/records/date.ts`,
  ]);
});
