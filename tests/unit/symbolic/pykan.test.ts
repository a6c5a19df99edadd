/** Our fits beside pykan 0.2.8's on the same samples. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { suggest } from '../../../main/engine/symbolic/suggest/suggest.ts';
import { edgeFunction, edgeFunctions } from '../../../shared/expression/edgeFunction.ts';

interface PykanFit {
  readonly fun: string;
  readonly true: readonly number[];
  readonly pykanParams: readonly [number, number, number, number];
  readonly pykanR2: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../../parity/vectors/pykan.json', import.meta.url), 'utf8'),
) as { readonly symbolicFits: readonly PykanFit[]; readonly library: Readonly<Record<string, number>> };

/** Share of the variance that parameters leave unexplained. */
function unexplained({ fun, x, y }: PykanFit, [a, b, c, d]: readonly number[]): number {
  const { value } = edgeFunction(fun);
  const mean = y.reduce((total, at) => total + at, 0) / y.length;
  const rest = y.reduce((total, at, row) => total + (at - (c * value(a * x[row] + b) + d)) ** 2, 0);
  return rest / y.reduce((total, at) => total + (at - mean) ** 2, 0);
}

describe.each(vectors.symbolicFits)('$fun', (fit) => {
  const [found] = suggest(fit, [edgeFunction(fit.fun)]);

  it('fits at least as well as pykan, by R² and with pykan’s parameters', () => {
    expect(found.r2).toBeGreaterThanOrEqual(fit.pykanR2);
    expect(found.unexplained).toBeLessThanOrEqual(unexplained(fit, fit.pykanParams) * (1 + 1e-9));
  });

  it('fits at least as well as the truth behind the noise', () => {
    expect(found.unexplained).toBeLessThanOrEqual(unexplained(fit, fit.true));
  });
});

it('complexities are pykan’s', () => {
  expect(Object.fromEntries(edgeFunctions.map(({ name, complexity }) => [name, complexity]))).toEqual(
    vectors.library,
  );
});
