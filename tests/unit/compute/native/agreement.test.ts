import fc from '../../../support/properties.ts';
import { afterAll, describe, expect, it } from 'vitest';
import type { Evaluator, LayerStatistics } from '../../../../main/engine/compute/backend.ts';
import { createNativeBackend } from '../../../../main/engine/compute/native/backend.ts';
import { planOf } from '../../../../main/engine/compute/native/plan.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { anyShape, caseOf, type Case } from './arbitrary.ts';

const backend = createNativeBackend({ threads: 2 });
afterAll(() => backend.dispose());

/** Largest difference over the largest entry, or over 1 where all are smaller. */
function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let scale = 1e-3;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]));
    const gap = Math.abs(actual[i] - expected[i]);
    worst = Math.max(worst, Number.isNaN(gap) ? Infinity : gap);
  }
  return worst / scale;
}

async function evaluateWith(
  evaluator: Evaluator,
  { params, subset }: Case,
  batch: boolean,
): Promise<Float64Array> {
  const gradient = new Float64Array(params.length).fill(7);
  const value = await evaluator.evaluate(params, gradient, batch ? subset : undefined);
  const alone = await evaluator.evaluate(params, null, batch ? subset : undefined);
  expect(alone).toEqual(value);
  return Float64Array.from([value.total, value.loss, value.regularization, ...gradient]);
}

/**
 * What rounding may come to in spreads and what is made of them: one that is tiny beside the mean is known to as many
 * digits less, and the sparsity terms divide by it.
 */
function spreadTolerance(statistics: readonly LayerStatistics[]): number {
  const worst = statistics.flatMap(({ edgeStd, edgeMean }) =>
    Array.from(edgeStd, (std, edge) => (std > 0 ? Math.abs(edgeMean[edge]) / std : 0)),
  );
  return 1e-11 + 1e-12 * Math.max(0, ...worst);
}

async function compare(example: Case): Promise<void> {
  const { structure, batch, objective, params } = example;
  const native = backend.evaluator(structure, batch, objective);
  const reference = referenceBackend.evaluator(structure, batch, objective);
  try {
    const { loss } = await reference.evaluate(params, null);
    if (!Number.isFinite(loss)) {
      // x⁵ of x⁵ of a product: too large a number is one in both.
      expect((await native.evaluate(params, null)).loss).not.toSatisfy(Number.isFinite);
      return;
    }
    const [ours, theirs] = [await native.statistics(params), await reference.statistics(params)];
    const spreads = spreadTolerance(theirs);
    const gradients = objective.regularization === null ? 1e-11 : spreads;
    for (const mini of [false, true]) {
      expect(
        difference(await evaluateWith(native, example, mini), await evaluateWith(reference, example, mini)),
      ).toBeLessThan(gradients);
    }
    expect(difference(await native.forward(params), await reference.forward(params))).toBeLessThan(1e-11);
    for (let layer = 0; layer < structure.layers.length; layer++) {
      expect(
        difference(await native.layerInputs(params, layer), await reference.layerInputs(params, layer)),
      ).toBeLessThan(1e-11);
    }
    theirs.forEach((expected, layer) => {
      for (const key of Object.keys(expected) as (keyof typeof expected)[]) {
        expect(difference(ours[layer][key], expected[key]), `${layer} ${key}`).toBeLessThan(spreads);
      }
    });
  } finally {
    native.dispose();
    reference.dispose();
  }
}

function kernelsOf({ structure, objective }: Case): string[] {
  const { layers } = planOf(structure, objective.regularization !== null)!;
  return layers.flatMap(({ layer, active }, index) =>
    active.map(({ kind }) => `${kind} ${index > 0} ${layer.order > 5}`),
  );
}

describe('native backend', () => {
  it('agrees with the reference on random networks', async () => {
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyShape, async (shape) => {
        const example = caseOf(shape);
        kernelsOf(example).forEach((kernel) => met.add(kernel));
        await compare(example);
      }),
      { numRuns: 400 },
    );
    // Each way of taking an input's edges, in the first layer and later, unrolled and as loops.
    expect(met.size).toBe(3 * 2 * 2);
  }, 120_000);
});
