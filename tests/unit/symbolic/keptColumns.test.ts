/** Columns that one kind of surface does not show in few rows. */
import { expect, it } from 'vitest';
import { tableOf, errorOfLaw, lawsIn } from './lawTables.ts';

/** Of charge, field, mass, and the two frequencies of a driven oscillator. */
const ranges = [
  [1, 3],
  [1, 3],
  [1, 3],
  [3, 5],
  [1, 2],
] as const;

it('are kept where a surface of the logarithm shows them', async () => {
  const noise = 0.01;
  const law = (q: number, E: number, m: number, w0: number, w: number): number =>
    (q * E) / (m * (w0 ** 2 - w ** 2));
  const data = tableOf(law, ranges, { rows: 50, noise });
  const [best] = await lawsIn(data);
  expect(errorOfLaw(best.expression, law, data)).toBeLessThan(noise / 2);
});
