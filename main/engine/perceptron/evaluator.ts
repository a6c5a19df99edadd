/**
 * Values, gradients and second-order models of a perceptron, in double precision. Rows are computed in blocks, each
 * layer as a product of matrices.
 */
import type { QuadraticModel } from '../optim/gaussNewton.ts';
import { lossOn, type Loss } from './loss.ts';
import { addInnerProducts, mirror, withDenseMemory } from '../optim/dense/dense.ts';
import type { Block, Rows } from './rows.ts';
import { perceptronPasses } from './passes.ts';
import { parameterCount, type DenseLayer, type PerceptronShape } from './shape.ts';

export interface PerceptronEvaluator {
  /** Mean loss over the rows; for squared errors over rows and outputs. @param gradient is overwritten; may be null. */
  evaluate(params: Float64Array, gradient: Float64Array | null): number;
  /** Outputs, [output][row]. */
  outputs(params: Float64Array): Float64Array;
  /** The Gauss–Newton model of the squared error at `params`. */
  quadratic(params: Float64Array): QuadraticModel;
}

/** @param rows in blocks, which are computed one after another. @returns what computes losses and gradients of parameters of this shape. */
export function perceptronEvaluator(shape: PerceptronShape, rows: Rows, loss: Loss): PerceptronEvaluator {
  const size = parameterCount(shape);
  const longest = Math.max(0, ...rows.blocks.map((block) => block.rows));
  const { layers, roomFor, forward, backward, addGradient } = perceptronPasses(shape, longest);
  const last = layers.length - 1;
  const mean = rows.total * (loss === 'squared' ? shape.outputs : 1);

  return {
    evaluate: (params, gradient) =>
      withDenseMemory((take) => {
        const room = roomFor(params, take);
        const slopes = take(size);
        let sum = 0;
        for (const block of rows.blocks) {
          forward(room, block);
          sum += lossOn(loss, block, room.values[last], shape.outputs, gradient && room.deltas[last]);
          if (gradient === null) continue;
          backward(room, block.rows);
          addGradient(slopes, room, block.rows);
        }
        if (gradient !== null) for (let i = 0; i < size; i++) gradient[i] = slopes[i] / mean;
        return sum / mean;
      }),

    outputs: (params) =>
      withDenseMemory((take) => {
        const room = roomFor(params, take);
        const all = new Float64Array(shape.outputs * rows.rows);
        let from = 0;
        for (const block of rows.blocks) {
          forward(room, block);
          for (let o = 0; o < shape.outputs; o++) {
            const part = room.values[last].subarray(o * block.rows, (o + 1) * block.rows);
            all.set(part, o * rows.rows + from);
          }
          from += block.rows;
        }
        return all;
      }),

    quadratic: (params) =>
      withDenseMemory((take) => {
        const room = roomFor(params, take);
        const { deltas, values } = room;
        const [slopes, matrix, jacobian] = [take(size), take(size * size), take(size * longest)];
        const residuals = take(longest);
        let sum = 0;
        for (const block of rows.blocks) {
          forward(room, block);
          sum += lossOn('squared', block, values[last], shape.outputs, null);
          for (let o = 0; o < shape.outputs; o++) {
            deltas[last].fill(0, 0, shape.outputs * block.rows);
            const own = deltas[last].subarray(o * block.rows, (o + 1) * block.rows);
            if (block.weights === null) own.fill(1);
            else for (let r = 0; r < block.rows; r++) own[r] = Math.sqrt(block.weights[r]);
            backward(room, block.rows);
            layers.forEach((layer, index) => {
              const before = index === 0 ? room.inputs : values[index - 1];
              writeJacobian(jacobian, layer, deltas[index], before, block.rows);
            });
            addInnerProducts(matrix, 0, jacobian, jacobian, size, size, block.rows, true);
            residuals.set(residualsOf(block, values[last], o));
            addInnerProducts(slopes, 0, residuals, jacobian, 1, size, block.rows);
          }
        }
        const hessian = matrix.map((entry) => (2 / mean) * entry);
        mirror(hessian, size);
        return { loss: sum / mean, gradient: slopes.map((slope) => (2 / mean) * slope), hessian };
      }),
  };
}

function writeJacobian(
  jacobian: Float64Array,
  { inputs, outputs, weights, biases }: DenseLayer,
  delta: Float64Array,
  before: Float64Array,
  rows: number,
): void {
  for (let j = 0; j < outputs; j++) {
    for (let i = 0; i < inputs; i++) {
      const to = (weights + j * inputs + i) * rows;
      for (let r = 0; r < rows; r++) jacobian[to + r] = delta[j * rows + r] * before[i * rows + r];
    }
    for (let r = 0; r < rows; r++) jacobian[(biases + j) * rows + r] = delta[j * rows + r];
  }
}

/** √weight·(output − target) by row. */
function residualsOf({ rows, targets, weights }: Block, outputs: Float64Array, o: number): Float64Array {
  const residuals = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    const root = weights === null ? 1 : Math.sqrt(weights[r]);
    residuals[r] = root * (outputs[o * rows + r] - targets[o * rows + r]);
  }
  return residuals;
}
