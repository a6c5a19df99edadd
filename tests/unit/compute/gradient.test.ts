import { describe, expect, it } from 'vitest';
import type { EdgeMetric, Objective } from '../../../main/engine/compute/backend.ts';
import type { Batch } from '../../../main/engine/data/batch.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { createModel, type CreateOptions } from '../../../main/engine/kan/create.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(11);
const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
const uniforms = (length: number): Float64Array => Float64Array.from({ length }, () => 2 * random.next() - 1);

/** A network all of whose parameters are away from their special starting values. */
function shaken(options: CreateOptions): KanModel {
  const model = createModel(options);
  return { ...model, params: model.params.map((value) => value + 0.3 * random.normal()) };
}

function symbolicModel(): KanModel {
  const model = shaken({ inputs: 2, hidden: [3], outputs: 1, grid: 4, seed: 3 });
  const [first, second] = model.layers;
  const symbolic = [...first.symbolic];
  symbolic[1] = 'sin';
  symbolic[3] = 'gaussian';
  const mask = first.mask.slice();
  mask[1] = 0;
  mask[5] = 0;
  return { ...model, layers: [{ ...first, symbolic, mask }, second] };
}

const rows = 40;
const squared: Objective = { loss: 'squared', regularization: null };
const crossEntropy: Objective = { loss: 'crossEntropy', regularization: null };
const sparse = (metric: EdgeMetric): Objective => ({
  loss: 'squared',
  regularization: { metric, lamb: 0.3, l1: 1, entropy: 2, coef: 0.5, coefDiff: 0.7 },
});
const classes = (count: number): Float64Array =>
  Float64Array.from({ length: rows }, () => random.integer(count));

interface Case {
  readonly name: string;
  readonly model: KanModel;
  readonly objective: Objective;
  readonly targets: Float64Array;
  readonly weights?: Float64Array;
}

const products: CreateOptions = {
  inputs: 3,
  hidden: [{ sums: 2, arities: [2, 3] }, 2],
  outputs: 2,
  grid: 3,
  seed: 1,
};
const plain: CreateOptions = { inputs: 2, hidden: [4], outputs: 1, seed: 5 };
const weights = Float64Array.from({ length: rows }, (_, row) => (row % 4) / 2);

const cases: Case[] = [
  { name: 'plain', model: shaken(plain), objective: squared, targets: normals(rows) },
  ...[1, 2, 4, 5].map((order) => ({
    name: `order ${order}`,
    model: shaken({ ...plain, order }),
    objective: squared,
    targets: normals(rows),
  })),
  ...(['identity', 'zero'] as const).map((base) => ({
    name: `base function ${base}`,
    model: shaken({ ...products, base }),
    objective: sparse('edge_forward_spline_n'),
    targets: normals(2 * rows),
  })),
  { name: 'one interval', model: shaken({ ...plain, grid: 1 }), objective: squared, targets: normals(rows) },
  { name: 'products', model: shaken(products), objective: squared, targets: normals(2 * rows) },
  { name: 'weights', model: shaken(products), objective: squared, targets: normals(2 * rows), weights },
  { name: 'symbolic edges', model: symbolicModel(), objective: squared, targets: normals(rows) },
  { name: 'two classes', model: shaken(plain), objective: crossEntropy, targets: classes(2) },
  {
    name: 'four classes, weights',
    model: shaken({ ...plain, outputs: 4 }),
    objective: crossEntropy,
    targets: classes(4),
    weights,
  },
  ...(['edge_forward_spline_n', 'edge_forward_spline_u'] as const).flatMap((metric) => [
    { name: metric, model: shaken(products), objective: sparse(metric), targets: normals(2 * rows) },
    {
      name: `${metric}, symbolic edges`,
      model: symbolicModel(),
      objective: sparse(metric),
      targets: normals(rows),
    },
  ]),
];

function batchOf({ model, targets, weights: weight = null! }: Case): Batch {
  return { rows, inputs: uniforms(model.layers[0].inputs * rows), targets, weights: weight ?? null };
}

/** Largest difference between the gradient and central differences, over the largest entry. */
function gradientError(test: Case, subset?: Uint32Array): number {
  const evaluator = referenceBackend.evaluator(test.model, batchOf(test), test.objective);
  const { params } = test.model;
  const gradient = new Float64Array(params.length);
  const total = (at: Float64Array, to: Float64Array | null = null): number => {
    const value = evaluator.evaluate(at, to, subset);
    if (value instanceof Promise) throw new Error('expected a synchronous backend');
    return value.total;
  };
  total(params, gradient);
  const step = 1e-5;
  let worst = 0;
  params.forEach((value, index) => {
    const shifted = params.slice();
    const at = (offset: number): number => {
      shifted[index] = value + offset;
      return total(shifted);
    };
    // Fourth order, so that the check is not limited by its own error.
    const slope = (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
    worst = Math.max(worst, Math.abs(slope - gradient[index]));
  });
  return worst / gradient.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
}

describe('gradients against finite differences', () => {
  it.each(cases)('$name', (test) => {
    expect(gradientError(test)).toBeLessThan(1e-8);
  });

  it('on a mini-batch', () => {
    expect(gradientError(cases[0], Uint32Array.of(3, 17, 5, 5, 30))).toBeLessThan(1e-8);
  });
});
