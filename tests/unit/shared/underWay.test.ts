import { expect, it } from 'vitest';
import { interruptedText } from '../../../shared/results/underWay.ts';

it('says of what the end of the app stopped, and what of it is kept', () => {
  expect(interruptedText([])).toBe('');
  expect(interruptedText(['training', 'formulas'])).toBe(
    'When the app ended, it stopped a training run and a search for formulas. What was found until then is here.',
  );
  expect(interruptedText(['simplification'])).toBe(
    'When the app ended, it stopped a search for smaller networks, of which nothing is kept. Start again.',
  );
  expect(interruptedText(['table'])).toBe(
    'When the app ended, it stopped the reading of a table, of which nothing is kept. Start again.',
  );
  expect(interruptedText(['sizes', 'saving'])).toBe(
    'When the app ended, it stopped a comparison of sizes. What was found until then is here. When the app ended, it stopped the saving of a file, of which nothing is kept. Start again.',
  );
});
