/** The laws that a search has found. */
import { expect, it } from 'vitest';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import { formulaError } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { FoundLaws } from '../../../main/engine/symbolic/laws/foundLaws.ts';
import { spread } from '../../../main/engine/symbolic/laws/surface.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

it('those that most rows agree with include a law that one wrong value bends more than another', () => {
  const x = Float64Array.from({ length: 12 }, (_, row) => 1 + row);
  const target = x.map((at, row) => 3 * at ** 2 * (row === 11 ? 2 : 1));
  const data = { names: ['x'], columns: [x], rows: x.length, target, weights: null };
  const laws = ['2.9*x^2', '0.4*x^3'].map((text) => fitConstants(parseExpression(text, ['x']), data));
  const [right, bent] = laws.map((law) => formulaError(law, data));
  expect(bent).toBeLessThan(right);
  const found = new FoundLaws(data, spread(target, null));
  for (const law of laws) found.add(law, formulaError(law, data));
  expect(found.agreed.map(({ expression }) => expression)).toContain(laws[0]);
});
