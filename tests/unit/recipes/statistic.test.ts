/** A new statistic beside the errors takes what it is, and the two places where it is told. */
import { expect, it } from 'vitest';
import { filesThatName } from '../../support/recipe.ts';

it('χ² is named where it follows from the scores, in the window and in the terminal', () => {
  expect(filesThatName(/\bchiSquare(?:Of|Text)\b|χ²/u)).toEqual([
    'main/cli/reports/report.ts',
    'renderer/rooms/inspector/model/ModelSummary.svelte',
    'shared/results/chiSquare.ts',
  ]);
});
