/** A new call takes its line in the contract, its handler, and the words for a person who waits for it. */
import { expect, it } from 'vitest';
import { filesThatName } from '../../support/recipe.ts';

it('a call is named in the contract, in its handler, in the words for waiting, and where it is asked', () => {
  expect(filesThatName(/'edge\.inspect'/u)).toEqual([
    'main/engine/calls/network.ts',
    'renderer/common/waits.svelte.ts',
    'renderer/rooms/inspector/state.svelte.ts',
    'shared/contract/calls/network.ts',
  ]);
});
