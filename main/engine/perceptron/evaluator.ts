/**
 * Values, gradients and second-order models of a perceptron, in double precision. Rows are computed in blocks, each
 * layer as a product of matrices.
 */
import type { QuadraticModel } from '../optim/gaussNewton.ts';
import { activate } from './activation.ts';
import { lossOn, type Loss } from './loss.ts';
import { addInnerProducts, addProduct } from '../optim/products.ts';
import type { Block, Rows } from './rows.ts';
import { denseLayers, parameterCount, type DenseLayer, type PerceptronShape } from './shape.ts';

export interface PerceptronEvaluator {
  /** Mean loss over the rows; for squared errors over rows and outputs. @param gradient is overwritten; may be null. */
  evaluate(params: Float64Array, gradient: Float64Array | null): number;
  /** Outputs, [output][row]. */
  outputs(params: Float64Array): Float64Array;
  /** The Gauss–Newton model of the squared error at `params`. */
  quadratic(params: Float64Array): QuadraticModel;
}

export function perceptronEvaluator(shape: PerceptronShape, rows: Rows, loss: Loss): PerceptronEvaluator {
  const layers = denseLayers(shape);
  const size = parameterCount(shape);
  const longest = Math.max(0, ...rows.blocks.map((block) => block.rows));
  /** Values of each layer after the inputs, [node][row], and their slopes; then derivatives by the layer's sums. */
  const values = layers.map(({ outputs }) => new Float64Array(outputs * longest));
  const slopes = layers.map(({ outputs }) => new Float64Array(outputs * longest));
  const deltas = layers.map(({ outputs }) => new Float64Array(outputs * longest));
  const last = layers.length - 1;
  const mean = rows.total * (loss === 'squared' ? shape.outputs : 1);

  const forward = (params: Float64Array, block: Block): void => {
    layers.forEach((layer, index) => {
      const out = values[index];
      for (let j = 0; j < layer.outputs; j++) {
        out.fill(params[layer.biases + j], j * block.rows, (j + 1) * block.rows);
      }
      const before = index === 0 ? block.inputs : values[index - 1];
      const weights = { w: params, at: layer.weights, down: layer.inputs, across: 1 };
      addProduct(out, weights, before, layer.outputs, layer.inputs, block.rows);
      if (index < last) activate(shape.activation, out, slopes[index], layer.outputs * block.rows);
    });
  };

  /** From the derivatives by the outputs, in the last of `deltas`, to those by the sums of all hidden nodes. */
  const backward = (params: Float64Array, count: number): void => {
    for (let index = last; index > 0; index--) {
      const { inputs, outputs, weights: at } = layers[index];
      const below = deltas[index - 1];
      below.fill(0, 0, inputs * count);
      const transposed = { w: params, at, down: 1, across: inputs };
      addProduct(below, transposed, deltas[index], inputs, outputs, count);
      const slope = slopes[index - 1];
      for (let i = 0; i < inputs * count; i++) below[i] *= slope[i];
    }
  };

  const addGradient = (gradient: Float64Array, block: Block): void => {
    layers.forEach(({ inputs, outputs, weights, biases }, index) => {
      const before = index === 0 ? block.inputs : values[index - 1];
      addInnerProducts(gradient, weights, inputs, deltas[index], before, outputs, inputs, block.rows);
      for (let j = 0; j < outputs; j++) gradient[biases + j] += sumOf(deltas[index], j, block.rows);
    });
  };

  let second: SecondOrder | null = null;

  return {
    evaluate(params, gradient) {
      gradient?.fill(0);
      let sum = 0;
      for (const block of rows.blocks) {
        forward(params, block);
        sum += lossOn(loss, block, values[last], shape.outputs, gradient && deltas[last]);
        if (gradient === null) continue;
        backward(params, block.rows);
        addGradient(gradient, block);
      }
      if (gradient !== null) for (let i = 0; i < size; i++) gradient[i] /= mean;
      return sum / mean;
    },

    outputs(params) {
      const all = new Float64Array(shape.outputs * rows.rows);
      let from = 0;
      for (const block of rows.blocks) {
        forward(params, block);
        for (let o = 0; o < shape.outputs; o++) {
          const part = values[last].subarray(o * block.rows, (o + 1) * block.rows);
          all.set(part, o * rows.rows + from);
        }
        from += block.rows;
      }
      return all;
    },

    quadratic(params) {
      second ??= secondOrder(size, longest);
      const { gradient, hessian, jacobian } = second;
      gradient.fill(0);
      hessian.fill(0);
      let sum = 0;
      for (const block of rows.blocks) {
        forward(params, block);
        sum += lossOn('squared', block, values[last], shape.outputs, null);
        for (let o = 0; o < shape.outputs; o++) {
          deltas[last].fill(0, 0, shape.outputs * block.rows);
          const own = deltas[last].subarray(o * block.rows, (o + 1) * block.rows);
          if (block.weights === null) own.fill(1);
          else for (let r = 0; r < block.rows; r++) own[r] = Math.sqrt(block.weights[r]);
          backward(params, block.rows);
          layers.forEach((layer, index) =>
            writeJacobian(
              jacobian,
              layer,
              deltas[index],
              index === 0 ? block.inputs : values[index - 1],
              block.rows,
            ),
          );
          addInnerProducts(hessian, 0, size, jacobian, jacobian, size, size, block.rows, { lower: true });
          const residuals = residualsOf(block, values[last], o);
          addInnerProducts(gradient, 0, size, residuals, jacobian, 1, size, block.rows);
        }
      }
      for (let i = 0; i < size; i++) gradient[i] *= 2 / mean;
      for (let i = 0; i < size; i++) {
        for (let j = 0; j <= i; j++) {
          const entry = (2 / mean) * hessian[i * size + j];
          hessian[i * size + j] = entry;
          hessian[j * size + i] = entry;
        }
      }
      return { loss: sum / mean, gradient, hessian };
    },
  };
}

interface SecondOrder {
  readonly gradient: Float64Array;
  /** [parameter][parameter] */
  readonly hessian: Float64Array;
  /** Derivatives of one output, [parameter][row]. */
  readonly jacobian: Float64Array;
}

function secondOrder(size: number, rows: number): SecondOrder {
  return {
    gradient: new Float64Array(size),
    hessian: new Float64Array(size * size),
    jacobian: new Float64Array(size * rows),
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

function sumOf(columns: Float64Array, column: number, rows: number): number {
  let sum = 0;
  for (let r = column * rows; r < (column + 1) * rows; r++) sum += columns[r];
  return sum;
}
