/** The version of the file format that is written is named in one file, and the versions before it where they are read. */
import { expect, it } from 'vitest';
import { filesThatName } from '../../support/recipe.ts';

it('the present version is named in one file', () => {
  expect(filesThatName(/\/v8\.ts'/u)).toEqual(['main/engine/storage/format/present.ts']);
});

it('the version before is named where files are read, and in the present one, which extends it', () => {
  expect(filesThatName(/\/v7\.ts'/u)).toEqual([
    'main/engine/storage/format/v8/revision.ts',
    'main/engine/storage/format/versions.ts',
  ]);
});
