/** How a perceptron computes a block of rows: forward, backward, and the gradient, each layer as a product of matrices. */
import { addInnerProducts, addProduct, type Take } from '../optim/dense/dense.ts';
import { activate } from './activation.ts';
import type { Block } from './rows.ts';
import { denseLayers, parameterCount, type DenseLayer, type PerceptronShape } from './shape.ts';
import { transposedWeights } from './transposedWeights.ts';

/** Room for a block of rows in the memory of the kernel, and the parameters there. */
interface Room {
  readonly params: Float64Array;
  /** [input][row] */
  readonly inputs: Float64Array;
  /** Of each layer after the inputs, [node][row]: values, slopes, derivatives by the sums. */
  readonly values: readonly Float64Array[];
  readonly slopes: readonly Float64Array[];
  readonly deltas: readonly Float64Array[];
  /** Weights of each layer, [input][output]. */
  readonly transposed: readonly Float64Array[];
}

/** What is done with a block of rows in a room. */
export interface PerceptronPasses {
  readonly layers: readonly DenseLayer[];
  readonly roomFor: (params: Float64Array, take: Take) => Room;
  /** Writes the values of all nodes, and their slopes. */
  readonly forward: (room: Room, block: Block) => void;
  /** From the derivatives by the outputs, in the last of `deltas`, to those by the sums of all hidden nodes. */
  readonly backward: (room: Room, rows: number) => void;
  /** Adds the derivatives by the parameters. */
  readonly addGradient: (gradient: Float64Array, room: Room, rows: number) => void;
}

/** @param longest the most rows of a block. */
export function perceptronPasses(shape: PerceptronShape, longest: number): PerceptronPasses {
  const layers = denseLayers(shape);
  const size = parameterCount(shape);
  const last = layers.length - 1;

  const roomFor = (params: Float64Array, take: Take): Room => {
    const own = take(size);
    own.set(params);
    const nodes = (): Float64Array[] => layers.map(({ outputs }) => take(outputs * longest));
    return {
      params: own,
      inputs: take(shape.inputs * longest),
      ...{ values: nodes(), slopes: nodes(), deltas: nodes() },
      transposed: layers.map((layer) => transposedWeights(params, layer, take)),
    };
  };

  const forward = ({ params, inputs, values, slopes }: Room, block: Block): void => {
    inputs.set(block.inputs);
    layers.forEach((layer, index) => {
      const out = values[index];
      for (let j = 0; j < layer.outputs; j++) {
        out.fill(params[layer.biases + j], j * block.rows, (j + 1) * block.rows);
      }
      const before = index === 0 ? inputs : values[index - 1];
      addProduct(out, params, layer.weights, before, layer.outputs, layer.inputs, block.rows);
      if (index < last) activate(shape.activation, out, slopes[index], layer.outputs * block.rows);
    });
  };

  const backward = ({ slopes, deltas, transposed }: Room, count: number): void => {
    for (let index = last; index > 0; index--) {
      const { inputs, outputs } = layers[index];
      const below = deltas[index - 1];
      below.fill(0, 0, inputs * count);
      addProduct(below, transposed[index], 0, deltas[index], inputs, outputs, count);
      const slope = slopes[index - 1];
      for (let i = 0; i < inputs * count; i++) below[i] *= slope[i];
    }
  };

  const addGradient = (
    gradient: Float64Array,
    { inputs: first, values, deltas }: Room,
    count: number,
  ): void => {
    layers.forEach(({ inputs, outputs, weights, biases }, index) => {
      const before = index === 0 ? first : values[index - 1];
      addInnerProducts(gradient, weights, deltas[index], before, outputs, inputs, count);
      for (let j = 0; j < outputs; j++) gradient[biases + j] += sumOf(deltas[index], j, count);
    });
  };

  return { layers, roomFor, forward, backward, addGradient };
}

function sumOf(columns: Float64Array, column: number, rows: number): number {
  let sum = 0;
  for (let r = column * rows; r < (column + 1) * rows; r++) sum += columns[r];
  return sum;
}
