/**
 * Derivatives of a tanh perceptron along lines through many points, and their gradient by the weights, as products of matrices.
 * tanhTaylor.ts has the Taylor coefficients of the nodes.
 */
import { addInnerProducts, addProduct, withDenseMemory, type Take } from '../../optim/dense/dense.ts';
import { columnsOf, type LayerFactors, type Line, type LineBatch } from './lineBatch.ts';
import { activate, activateBack, scratchOf } from './tanhTaylor.ts';
import {
  denseLayers,
  parameterCount,
  type DenseLayer,
  type PerceptronShape,
} from '../../perceptron/shape.ts';
import { transposedWeights } from '../../perceptron/transposedWeights.ts';

/** What `backward` needs of `forward`. */
interface Tape {
  readonly theta: Float64Array;
  readonly count: number;
  readonly lines: readonly Line[];
  readonly columns: number;
  /** Of each hidden layer, block by block, [node][column][row]: Taylor coefficients of sums and of activations. */
  readonly z: readonly Float64Array[];
  readonly y: readonly Float64Array[];
}

/** A layer of one block of points: adjoints of its sums and values of its inputs, [node][column][row]. */
interface Block {
  readonly bars: Float64Array;
  readonly before: Float64Array;
  readonly from: number;
  readonly rows: number;
  /** Numbers of one node. */
  readonly length: number;
}

/** Points that are computed together. */
const blockRows = 32;

/** The trained numbers are those of `startOf`, in its order. */
export class PerceptronBatch implements LineBatch {
  readonly #layers: readonly DenseLayer[];
  readonly #size: number;
  /** One for each list of points. */
  readonly #tapes = new WeakMap<Float64Array, Tape>();

  constructor(shape: Omit<PerceptronShape, 'activation'>) {
    this.#layers = denseLayers(shape);
    this.#size = parameterCount(shape);
  }

  forward(theta: Float64Array, points: Float64Array, count: number, lines: readonly Line[]): Float64Array {
    const tape = this.#tapeOf(theta, points, count, lines);
    const { columns } = tape;
    const last = this.#layers.length - 1;
    const found = new Float64Array(this.#layers[last].outputs * columns * count);
    withDenseMemory((take) => {
      const params = copied(theta.subarray(0, this.#size), take);
      const inputs = take(this.#layers[0].inputs * columns * blockRows);
      const outs = this.#layers.map(({ outputs }) => take(outputs * columns * blockRows));
      const scratch = scratchOf(lines, blockRows);
      for (let from = 0; from < count; from += blockRows) {
        const rows = Math.min(blockRows, count - from);
        this.#writeInputs(inputs, points, count, from, rows, tape);
        this.#layers.forEach(({ outputs, inputs: width, weights, biases }, index) => {
          const out = outs[index];
          const length = columns * rows;
          out.fill(0);
          for (let node = 0; node < outputs; node++) {
            out.fill(theta[biases + node], node * length, node * length + rows);
          }
          const before = index === 0 ? inputs : outs[index - 1];
          addProduct(out, params, weights, before, outputs, width, length);
          if (index === last) return;
          const at = outputs * columns * from;
          tape.z[index].set(out.subarray(0, outputs * length), at);
          for (let node = 0; node < outputs; node++) activate(out, node * length, rows, lines, scratch);
          tape.y[index].set(out.subarray(0, outputs * length), at);
        });
        spreadBlock(outs[last], found, count, from, rows);
      }
    });
    scale(found, count, lines);
    return found;
  }

  backward(points: Float64Array, adjoint: Float64Array, gradient: Float64Array): void {
    withDenseMemory((take) => {
      const sums = take(this.#size);
      this.#eachLayer(points, adjoint, take, (index, { bars, before, rows, length }) => {
        const { inputs, outputs, weights, biases } = this.#layers[index];
        addInnerProducts(sums, weights, bars, before, outputs, inputs, length);
        for (let node = 0; node < outputs; node++) {
          for (let row = 0; row < rows; row++) sums[biases + node] += bars[node * length + row];
        }
      });
      for (let i = 0; i < this.#size; i++) gradient[i] += sums[i];
    });
  }

  factors(points: Float64Array, adjoint: Float64Array): LayerFactors[] {
    const { count, columns } = this.#tapeAt(points);
    const found = this.#layers.map(({ inputs, outputs }) => ({
      bars: { width: outputs, values: new Float64Array(count * columns * outputs) },
      // The bias is the weight of an input whose value is 1.
      befores: { width: inputs + 1, values: new Float64Array(count * columns * (inputs + 1)) },
    }));
    withDenseMemory((take) => {
      this.#eachLayer(points, adjoint, take, (index, { bars, before, from, rows, length }) => {
        const { inputs, outputs } = this.#layers[index];
        const own = found[index];
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const to = (from + row) * columns + column;
            const at = column * rows + row;
            const [above, below] = [to * outputs, to * (inputs + 1)];
            for (let node = 0; node < outputs; node++)
              own.bars.values[above + node] = bars[node * length + at];
            for (let node = 0; node < inputs; node++) {
              own.befores.values[below + node] = before[node * length + at];
            }
            own.befores.values[below + inputs] = column === 0 ? 1 : 0;
          }
        }
      });
    });
    return found;
  }

  /** Goes from the outputs to the inputs, block by block, and calls `visit` with the adjoints of each layer's sums. */
  #eachLayer(
    points: Float64Array,
    adjoint: Float64Array,
    take: Take,
    visit: (index: number, block: Block) => void,
  ): void {
    const tape = this.#tapeAt(points);
    const { theta, count, lines, columns } = tape;
    const above = adjoint.slice();
    scale(above, count, lines);
    const befores = this.#layers.map((layer) => take(layer.inputs * columns * blockRows));
    const bars = this.#layers.map(({ outputs }) => take(outputs * columns * blockRows));
    const transposed = this.#layers.map((layer) => transposedWeights(theta, layer, take));
    const scratch = scratchOf(lines, blockRows);
    for (let from = 0; from < count; from += blockRows) {
      const rows = Math.min(blockRows, count - from);
      const length = columns * rows;
      gatherBlock(bars[bars.length - 1], above, count, from, rows);
      for (let index = this.#layers.length - 1; index >= 0; index--) {
        const { inputs: width, outputs } = this.#layers[index];
        const before = befores[index];
        const at = width * columns * from;
        if (index === 0) this.#writeInputs(before, points, count, from, rows, tape);
        else before.set(tape.y[index - 1].subarray(at, at + width * length));
        visit(index, { bars: bars[index], before, from, rows, length });
        if (index === 0) continue;
        const below = bars[index - 1].fill(0);
        addProduct(below, transposed[index], 0, bars[index], width, outputs, length);
        for (let node = 0; node < width; node++) {
          const own = { z: tape.z[index - 1], at: at + node * length };
          activateBack(below, before, node * length, own, rows, lines, scratch);
        }
      }
    }
  }

  #tapeAt(points: Float64Array): Tape {
    const tape = this.#tapes.get(points);
    if (tape === undefined) throw new Error('Nothing was computed at these points.');
    return tape;
  }

  #tapeOf(theta: Float64Array, points: Float64Array, count: number, lines: readonly Line[]): Tape {
    const columns = columnsOf(lines).count;
    const known = this.#tapes.get(points);
    const fits = known !== undefined && known.count === count && known.columns === columns;
    const room = (): Float64Array[] =>
      this.#layers.slice(0, -1).map(({ outputs }) => new Float64Array(outputs * columns * count));
    const memory = fits ? { z: known.z, y: known.y } : { z: room(), y: room() };
    const tape = { ...{ theta: theta.slice(), count, lines, columns }, ...memory };
    this.#tapes.set(points, tape);
    return tape;
  }

  /** The coordinates along each line: the point, then the direction. */
  #writeInputs(
    out: Float64Array,
    points: Float64Array,
    count: number,
    from: number,
    rows: number,
    { lines, columns }: Tape,
  ): void {
    const { first } = columnsOf(lines);
    out.fill(0);
    for (let input = 0; input < this.#layers[0].inputs; input++) {
      const at = input * columns * rows;
      for (let row = 0; row < rows; row++) out[at + row] = points[input * count + from + row];
      lines.forEach(({ direction, order }, line) => {
        if (order > 0) out.fill(direction[input], at + first[line] * rows, at + (first[line] + 1) * rows);
      });
    }
  }
}

function copied(values: Float64Array, take: Take): Float64Array {
  const own = take(values.length);
  own.set(values);
  return own;
}

/** From [output and column][row of the block] to [output and column][row]. */
function spreadBlock(
  block: Float64Array,
  all: Float64Array,
  count: number,
  from: number,
  rows: number,
): void {
  for (let column = 0; column * count < all.length; column++) {
    all.set(block.subarray(column * rows, (column + 1) * rows), column * count + from);
  }
}

function gatherBlock(
  block: Float64Array,
  all: Float64Array,
  count: number,
  from: number,
  rows: number,
): void {
  for (let column = 0; column * count < all.length; column++) {
    const at = column * count + from;
    block.set(all.subarray(at, at + rows), column * rows);
  }
}

/** From Taylor coefficients to derivatives, or from the adjoints of derivatives to those of coefficients: times n!. */
function scale(values: Float64Array, count: number, lines: readonly Line[]): void {
  const { count: columns, first } = columnsOf(lines);
  for (let at = 0; at < values.length; at += columns * count) {
    lines.forEach(({ order }, line) => {
      let factorial = 1;
      for (let n = 2; n <= order; n++) {
        factorial *= n;
        const from = at + (first[line] + n - 1) * count;
        for (let i = from; i < from + count; i++) values[i] *= factorial;
      }
    });
  }
}
