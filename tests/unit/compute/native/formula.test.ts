import { afterAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { createModel } from '../../../../main/engine/kan/create.ts';
import { layoutOf, type Structure } from '../../../../main/engine/kan/model.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());

/** Among them every elementary function, every kind of power, and points outside of domains. */
const functions = [
  '7',
  'x^6',
  'x^(-2) - x^3 + x^2/7',
  'x*exp(-x)',
  'sqrt(x)*ln(x)',
  '1/sqrt(x + 1)',
  'cbrt(x)',
  'abs(x)^x',
  '2^x - 3*x + 1',
  'sin(x)*cos(2*x) + tan(x/3)',
  'asin(x) + acos(x/2)',
  'atan(x)/x',
  'sinh(x) - cosh(x/2)*tanh(x)',
  'sinh',
  'cosh(x)',
  'atanh(x)',
  'gaussian(x - 1) + sgn(x)',
  'log10(x)^2',
];
const points = [-3, -1, -0.5, 0, 1e-3, 0.4, 1, 1.7, 2, 12];

/** Output and gradient by a, b, c, d of 1.3·f(0.9·x + 0) + 0.2 at a point. */
async function at(native: boolean, name: string, x: number): Promise<number[]> {
  const model = createModel({ inputs: 1, hidden: [], outputs: 1, grid: 3, order: 3, seed: 1 });
  const layer = { ...model.layers[0], mask: Uint8Array.of(0), symbolic: [name] };
  const structure: Structure = { layers: [layer] };
  const { affine } = layoutOf(structure.layers)[0];
  const params = model.params.slice();
  params.set([0.9, 0, 1.3, 0.2], affine);
  const batch = { rows: 1, inputs: Float64Array.of(x), targets: Float64Array.of(0), weights: null };
  const evaluator = (native ? backend : referenceBackend).evaluator(structure, batch, {
    loss: 'squared',
    regularization: null,
  });
  expect(evaluator.gaussNewton !== undefined).toBe(native);
  const gradient = new Float64Array(params.length);
  await evaluator.evaluate(params, gradient);
  const [output] = await evaluator.forward(params);
  evaluator.dispose();
  return [output, ...gradient.subarray(affine, affine + 4)];
}

describe('functions that a person types', () => {
  it.each(functions)('%s gives the same in the kernel and in the reference', async (name) => {
    for (const x of points) {
      const expected = await at(false, name, x);
      const actual = await at(true, name, x);
      expected.forEach((value, i) => {
        if (!Number.isFinite(value)) expect(actual[i], `x = ${x}`).toBe(value);
        else
          expect(Math.abs(actual[i] - value), `x = ${x}`).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(value)));
      });
    }
  });

  it('are distinguished from text that is no function', async () => {
    await expect(at(true, 'x +', 1)).rejects.toThrow('no function of x');
  });
});
