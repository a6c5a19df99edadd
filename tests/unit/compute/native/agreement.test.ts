import fc from '../../../support/properties.ts';
import { afterAll, describe, expect, it } from 'vitest';
import type { Evaluator, LayerStatistics } from '../../../../main/engine/compute/backend.ts';
import { createNativeBackend } from '../../../../main/engine/compute/native/backend.ts';
import { kernelPlanOf } from '../../../../main/engine/compute/native/plan/plan.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { seededRandom } from '../../../../shared/random.ts';
import { anyBases, anyShape, caseOf, type Case } from './arbitrary.ts';

const backend = createNativeBackend({ threads: 2 });
afterAll(() => backend.dispose());

/** Largest difference over the largest entry, or over 1e-3 where all are smaller. What is not finite must be so in both. */
function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let scale = 1e-3;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    if (Number.isFinite(expected[i])) scale = Math.max(scale, Math.abs(expected[i]));
    if (Object.is(actual[i], expected[i])) continue;
    const gap = Math.abs(actual[i] - expected[i]);
    worst = Math.max(worst, Number.isNaN(gap) ? Infinity : gap);
  }
  return worst / scale;
}

async function evaluateWith(
  evaluator: Evaluator,
  params: Float64Array,
  subset: Uint32Array | undefined,
): Promise<Float64Array> {
  const gradient = new Float64Array(params.length).fill(7);
  const value = await evaluator.evaluate(params, gradient, subset);
  const alone = await evaluator.evaluate(params, null, subset);
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

/**
 * The parameters with their last digits changed at random: nothing computed from them is surer than what that does to it. The cosine
 * of ten million has seven digits less than ten million.
 */
function blurred(params: Float64Array): Float64Array {
  const random = seededRandom(1);
  return params.map((value) => value * (1 + 4 * Number.EPSILON * (2 * random.next() - 1)));
}

/** @returns the largest doubt that was allowed for. */
async function compare({ structure, batch, objective, params, subset }: Case): Promise<number> {
  const native = backend.evaluator(structure, batch, objective);
  const reference = referenceBackend.evaluator(structure, batch, objective);
  try {
    const { loss } = await reference.evaluate(params, null);
    if (!Number.isFinite(loss)) {
      // x⁵ of x⁵ of a product: too large a number is one in both.
      expect((await native.evaluate(params, null)).loss).not.toSatisfy(Number.isFinite);
      return 0;
    }
    const near = blurred(params);
    let largest = 0;
    type Read<T> = (evaluator: Evaluator, at: Float64Array) => T | Promise<T>;
    const all = async <T>(read: Read<T>): Promise<readonly [T, T, T]> => [
      await read(native, params),
      await read(reference, params),
      await read(reference, near),
    ];
    const agree = (
      what: string,
      tolerance: number,
      [ours, theirs, blurry]: readonly ArrayLike<number>[],
    ): void => {
      const gap = difference(blurry, theirs);
      const doubt = Number.isFinite(gap) ? gap : 0;
      expect(difference(ours, theirs), what).toBeLessThan(tolerance + doubt);
      largest = Math.max(largest, doubt);
    };
    const statistics = await all((evaluator, at) => evaluator.statistics(at));
    const spreads = spreadTolerance(statistics[1]);
    const gradients = objective.regularization === null ? 1e-11 : spreads;
    for (const rows of [undefined, subset]) {
      agree('value and gradient', gradients, await all((evaluator, at) => evaluateWith(evaluator, at, rows)));
    }
    agree('outputs', 1e-11, await all((evaluator, at) => evaluator.forward(at)));
    for (let layer = 0; layer < structure.layers.length; layer++) {
      const inputs = await all((evaluator, at) => evaluator.layerInputs(at, layer));
      agree(`inputs of layer ${layer}`, 1e-11, inputs);
      for (const key of Object.keys(statistics[1][layer]) as (keyof LayerStatistics)[]) {
        const values = statistics.map((layers) => layers[layer][key]);
        agree(`${key} of layer ${layer}`, spreads, values);
      }
    }
    return largest;
  } finally {
    native.dispose();
    reference.dispose();
  }
}

function kernelsOf({ structure, objective }: Case): string[] {
  const { layers } = kernelPlanOf(structure, objective.regularization !== null)!;
  return layers.flatMap(({ layer, active }, index) =>
    active.map(({ kind }) => `${kind} ${index > 0} ${layer.order > 5}`),
  );
}

describe('native backend', () => {
  it('agrees with the reference on random networks', async () => {
    const met = new Set<string>();
    const doubts: number[] = [];
    await fc.assert(
      fc.asyncProperty(anyShape, async (shape) => {
        const example = caseOf(shape);
        kernelsOf(example).forEach((kernel) => met.add(kernel));
        doubts.push(await compare(example));
      }),
      { numRuns: 400 },
    );
    // Each way of taking an input's edges, in the first layer and later, unrolled and as loops.
    expect(met.size).toBe(3 * 2 * 2);
    // Hardly any is so ill-conditioned that it says nothing.
    expect(doubts.filter((doubt) => doubt > 1e-11).length).toBeLessThan(0.05 * doubts.length);
  });

  it('agrees with it on any base functions', async () => {
    await fc.assert(
      fc.asyncProperty(anyBases, async (shape) => {
        await compare(caseOf(shape));
      }),
      { numRuns: 100 },
    );
  });
});
