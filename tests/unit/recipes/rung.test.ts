/** A new rung of the ladder takes its name, its record, its fit, and the place where it is tried. */
import { expect, it } from 'vitest';
import { filesThatName } from '../../support/recipe.ts';

/** The fit has a folder of its own. */
const fit = /^main\/engine\/ladder\/boosted\//u;

it('a rung is named in its record, in the contract, where it is tried, and in rules of its own', () => {
  expect(filesThatName(/boosted/iu).filter((file) => !fit.test(file))).toEqual([
    'main/engine/ladder/atOnce.ts',
    // How far it must be below the mean.
    'main/engine/ladder/choice.ts',
    'main/engine/ladder/kinds.ts',
    // Its training error says nothing of the size of the network.
    'renderer/rooms/figures/FiguresStrip.svelte',
    'renderer/rooms/figures/figures.ts',
    'shared/contract/views/ladder.ts',
  ]);
});
