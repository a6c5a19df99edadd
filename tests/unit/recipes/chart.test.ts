/** A new chart takes its component, and the place where it is shown. */
import { expect, it } from 'vitest';
import { filesThatName } from '../../support/recipe.ts';

it('a chart is named where it is shown alone', () => {
  expect(filesThatName(/\bRocChart\b/u)).toEqual(['renderer/rooms/evaluation/ClassFit.svelte']);
});
