/** A new law with a name takes its record alone. */
import { expect, it } from 'vitest';
import { filesThatName } from '../../support/recipe.ts';

it('a law is named in the file of its record alone', () => {
  expect(filesThatName(/Lennard-Jones|Langmuir/u)).toEqual(['main/engine/symbolic/laws/named/namedLaws.ts']);
});
