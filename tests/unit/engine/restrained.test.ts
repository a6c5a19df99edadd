/** A function that is fixed to a curve it does not have, in the engine: the fit and the refit after it keep to the curve. */
import { expect, it } from 'vitest';
import { changed, prepared, train, useStudioFolder } from './studio.ts';

const folder = useStudioFolder();
const edge = { layer: 0, input: 1, output: 0 };

it.each([
  ['sin', 0],
  ['sin', 60],
  ['gaussian', 60],
])('%s in place of a parabola, refitted by %i steps, has numbers of its size', async (name, refit) => {
  const { client } = await prepared(folder());
  await train(client, { optimizer: 'lm', steps: 40 });
  await changed(client, 'model.edit', {
    edit: { type: 'fix', edges: [edge], function: name, affine: null },
    refit,
  });
  const { affine, y } = await client.call('edge.inspect', edge);
  const height = Math.max(...y) - Math.min(...y);
  const [, , c, d] = affine!;
  expect(height).toBeGreaterThan(0.01);
  // Without a bound they are 5·10⁵ for the sine and 5·10⁶ for the Gaussian.
  expect(Math.abs(c)).toBeLessThan(100 * height);
  expect(Math.abs(d)).toBeLessThan(100 * height);
});
