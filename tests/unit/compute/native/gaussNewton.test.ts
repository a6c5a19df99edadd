import fc from '../../../support/properties.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { nodeCount } from '../../../../main/engine/kan/model.ts';
import { seededRandom } from '../../../../shared/random.ts';
import { anyShape, caseOf, type Case } from './arbitrary.ts';

const backend = createNativeBackend({ threads: 2 });
afterAll(() => backend.dispose());

/**
 * Rows of the Jacobian of the outputs, [row][output][parameter], from the reference: the gradient of the squared loss on a
 * single row whose error is `outputs`/2 in one output and 0 in the others.
 */
async function jacobian({ structure, params, batch }: Case, outputs: number): Promise<Float64Array[][]> {
  const objective = { loss: 'squared', regularization: null } as const;
  return Promise.all(
    Array.from({ length: batch.rows }, async (_, row) => {
      const inputs = Float64Array.from(
        { length: batch.inputs.length / batch.rows },
        (_, i) => batch.inputs[i * batch.rows + row],
      );
      const single = { rows: 1, inputs, targets: new Float64Array(outputs), weights: null };
      const y = await referenceBackend.evaluator(structure, single, objective).forward(params);
      return Promise.all(
        Array.from({ length: outputs }, async (_, output) => {
          const targets = y.map((value, o) => (o === output ? value - outputs / 2 : value));
          const gradient = new Float64Array(params.length);
          await referenceBackend
            .evaluator(structure, { ...single, targets }, objective)
            .evaluate(params, gradient);
          return gradient;
        }),
      );
    }),
  );
}

/** Second derivatives of the loss of one row by its outputs. */
function squaredCurvatures(outputs: number): number[][] {
  return Array.from({ length: outputs }, (_, i) =>
    Array.from({ length: outputs }, (__, j) => (i === j ? 2 / outputs : 0)),
  );
}

/** The same of the cross-entropy; one output is the second of two classes, and the first class has the output 0. */
function entropyCurvatures(own: readonly number[]): number[][] {
  const logits = own.length === 1 ? [0, ...own] : own;
  const high = Math.max(...logits);
  const sum = logits.reduce((s, z) => s + Math.exp(z - high), 0);
  const p = logits.map((z) => Math.exp(z - high) / sum);
  const all = p.map((pi, i) => p.map((pj, j) => (i === j ? pi : 0) - pi * pj));
  return own.length === 1 ? [[p[0] * p[1]]] : all;
}

/** The matrix by its definition. */
async function expected(example: Case, free: Uint32Array): Promise<Float64Array> {
  const { structure, params, batch, objective } = example;
  const outputs = nodeCount(structure.layers.at(-1)!);
  const rows = await jacobian(example, outputs);
  const y = await referenceBackend.evaluator(structure, batch, objective).forward(params);
  const total = batch.weights?.reduce((a, b) => a + b, 0) ?? batch.rows;
  const size = free.length;
  const matrix = new Float64Array(size * size);
  /** Adds a·bᵀ, below the diagonal: all that is added is symmetric together. */
  const add = (a: Float64Array, b: Float64Array): void => {
    for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) matrix[i * size + j] += a[i] * b[j];
  };
  /** Σ factor·gradient, by the free parameters. */
  const combined = (gradients: readonly Float64Array[], factors: readonly number[]): Float64Array =>
    Float64Array.from(free, (param) =>
      gradients.reduce((sum, gradient, output) => sum + factors[output] * gradient[param], 0),
    );
  rows.forEach((gradients, row) => {
    const weight = (batch.weights?.[row] ?? 1) / total;
    if (weight === 0) return;
    const own = Array.from({ length: outputs }, (_, o) => y[o * batch.rows + row]);
    const curvatures = objective.loss === 'squared' ? squaredCurvatures(outputs) : entropyCurvatures(own);
    curvatures.forEach((factors, output) => {
      const of = gradients[output];
      add(
        Float64Array.from(free, (param) => weight * of[param]),
        combined(gradients, factors),
      );
    });
  });
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j];
  return matrix;
}

const smallShape = anyShape.map((shape) => ({
  ...shape,
  regularization: null,
  rows: Math.min(shape.rows, 66),
  inputs: Math.min(shape.inputs, 3),
  layers: shape.layers.slice(0, 2).map((layer) => ({
    ...layer,
    grid: Math.min(layer.grid, 6),
    sums: Math.min(layer.sums, 3),
    arities: layer.arities.slice(0, 1),
  })),
}));

/** A network of splines alone, with several outputs. */
const plainShape: Parameters<typeof caseOf>[0] = {
  seed: 3,
  inputs: 8,
  layers: [
    { sums: 6, arities: [], grid: 4, order: 3 },
    { sums: 2, arities: [], grid: 4, order: 3 },
  ],
  rows: 500,
  adaptive: false,
  removed: 0,
  symbolic: 0,
  weighted: false,
  loss: 'squared',
  regularization: null,
  reach: 1,
  constantColumn: false,
};

describe('Gauss–Newton matrix', () => {
  it('equals its definition, for any choice of free parameters', async () => {
    await fc.assert(
      fc.asyncProperty(smallShape, fc.constantFrom(1, 0.5), async (shape, share) => {
        const example = caseOf(shape);
        const random = seededRandom(shape.seed);
        const free = Uint32Array.from(example.params.keys()).filter(() => random.next() < share);
        const evaluator = backend.evaluator(example.structure, example.batch, example.objective);
        const { loss, gradient, hessian } = await evaluator.gaussNewton!.quadratic(example.params, free);
        const full = new Float64Array(example.params.length);
        const value = await evaluator.evaluate(example.params, full);
        expect(loss).toBe(value.loss);
        expect(gradient).toEqual(Float64Array.from(free, (param) => full[param]));
        const matrix = await expected(example, free);
        const scale = matrix.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 1e-3);
        matrix.forEach((entry, i) => {
          if (!(Math.abs(entry - hessian[i]) <= 1e-11 * scale)) {
            expect.fail(
              `entry ${Math.floor(i / free.length)}, ${i % free.length}: ${hessian[i]} for ${entry}`,
            );
          }
        });
        evaluator.dispose();
      }),
      { numRuns: 25 },
    );
  });

  it('is empty when no parameter is free, and the evaluator still works', async () => {
    const example = caseOf({ ...plainShape, seed: 5, rows: 300 });
    const evaluator = backend.evaluator(example.structure, example.batch, example.objective);
    const { loss } = await evaluator.evaluate(example.params, null);
    const model = await evaluator.gaussNewton!.quadratic(example.params, new Uint32Array(0));
    expect(model.loss).toBe(loss);
    expect([model.gradient.length, model.hessian.length]).toEqual([0, 0]);
    expect((await evaluator.evaluate(example.params, null)).loss).toBe(loss);
    evaluator.dispose();
  });

  it.each([7, 150, 333])(
    'solves damped systems of a network with hundreds of inputs: %i parameters',
    async (size) => {
      const example = caseOf({ ...plainShape, adaptive: true });
      const free = Uint32Array.from({ length: size }, (_, i) => i);
      const evaluator = backend.evaluator(example.structure, example.batch, example.objective);
      const { gaussNewton } = evaluator;
      const model = await gaussNewton!.quadratic(example.params, free);
      const damping = 1e-3;
      const step = gaussNewton!.solve(model, damping)!;
      const worst = Math.max(
        ...Array.from(free, (_, i) => {
          let sum = model.gradient[i] + damping * step[i];
          for (let j = 0; j < size; j++) sum += model.hessian[i * size + j] * step[j];
          return Math.abs(sum);
        }),
      );
      expect(worst).toBeLessThan(1e-12 * Math.max(1, ...model.gradient.map(Math.abs), ...step.map(Math.abs)));
      // Shifted below its smallest eigenvalue, the matrix is not positive definite.
      expect(gaussNewton!.solve(model, -10 * Math.max(...model.hessian))).toBeNull();
      evaluator.dispose();
    },
  );
});
