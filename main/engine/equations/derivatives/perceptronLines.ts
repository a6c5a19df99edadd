/**
 * Derivatives of a tanh perceptron along a line, to any order, and their gradient by the weights: those of a KAN
 * (directional.ts) with sums in place of edges. tanh⁽ᵐ⁾ is a polynomial in tanh (tanh′ = 1 − tanh²).
 */
import {
  denseLayers,
  parameterCount,
  type DenseLayer,
  type PerceptronShape,
} from '../../perceptron/shape.ts';
import { dot } from '../../optim/cholesky.ts';
import { horner } from './basis.ts';
import { bellPolynomials, binomials } from './bell.ts';
import type { LineNetwork } from './directional.ts';
import { PerceptronBatch } from './perceptronBatch.ts';

interface LayerMemory extends DenseLayer {
  /** Derivatives of the sums along the line, [node][depth + 1], and their adjoints. */
  readonly z: Float64Array;
  readonly zBar: Float64Array;
  /** Derivatives of the activations along the line, and their adjoints; [n][node], so that sums run over neighbours. */
  readonly a: Float64Array;
  readonly aBar: Float64Array;
  /** tanh⁽ᵐ⁾ at the sums, [node][depth + 2]. */
  readonly phi: Float64Array;
  /** Bₙₘ of the sums, [node][n][m]. */
  readonly bell: Float64Array;
}

/** The trained numbers are those of `startOf`, in its order. */
export class PerceptronLines implements LineNetwork {
  readonly size: number;
  readonly depth: number;
  readonly sizes: ArrayLike<number>;
  readonly outputs: Float64Array;
  readonly batch: PerceptronBatch;
  readonly #layers: readonly LayerMemory[];
  /** [n][input] */
  readonly #input: Float64Array;
  /** Of the last `forward`. */
  #theta: Float64Array = new Float64Array();
  readonly #choose: Float64Array;
  readonly #tanh: readonly (readonly number[])[];

  /** @param sizes of the functions; 1 if absent */
  constructor(
    shape: Omit<PerceptronShape, 'activation'>,
    depth: number,
    sizes: ArrayLike<number> = new Float64Array(shape.outputs).fill(1),
  ) {
    const stride = depth + 1;
    this.depth = depth;
    this.sizes = sizes;
    this.size = parameterCount(shape);
    this.batch = new PerceptronBatch(shape);
    this.#choose = binomials(depth);
    this.#tanh = tanhPolynomials(depth + 1);
    this.#input = new Float64Array(shape.inputs * stride);
    this.#layers = denseLayers(shape).map((layer) => {
      const derivatives = (): Float64Array => new Float64Array(layer.outputs * stride);
      return {
        ...layer,
        ...{ z: derivatives(), zBar: derivatives(), a: derivatives(), aBar: derivatives() },
        phi: new Float64Array(layer.outputs * (depth + 2)),
        bell: new Float64Array(layer.outputs * stride * stride),
      };
    });
    this.outputs = this.#layers[this.#layers.length - 1].z;
  }

  forward(
    theta: Float64Array,
    points: Float64Array,
    count: number,
    index: number,
    direction: readonly number[],
    order: number,
  ): void {
    const stride = this.depth + 1;
    this.#theta = theta;
    this.#input.fill(0);
    const [{ inputs: width }] = this.#layers;
    for (let input = 0; input < width; input++) {
      this.#input[input] = points[input * count + index];
      if (order > 0) this.#input[width + input] = direction[input];
    }
    let before = this.#input;
    this.#layers.forEach((layer, at) => {
      const { inputs, outputs, weights, biases, z } = layer;
      z.fill(0);
      for (let node = 0; node < outputs; node++) {
        for (let n = 0; n <= order; n++) {
          const sum = dot(theta, weights + node * inputs, before, n * inputs, inputs);
          z[node * stride + n] = n === 0 ? sum + theta[biases + node] : sum;
        }
      }
      if (at === this.#layers.length - 1) return;
      this.#activate(layer, order);
      before = layer.a;
    });
  }

  #activate({ outputs, z, a, phi, bell }: LayerMemory, order: number): void {
    const stride = this.depth + 1;
    const deep = this.depth + 2;
    for (let node = 0; node < outputs; node++) {
      const value = Math.tanh(z[node * stride]);
      for (let m = 0; m <= order + 1; m++) phi[node * deep + m] = horner(this.#tanh[m], value);
      const polynomials = bell.subarray(node * stride * stride, (node + 1) * stride * stride);
      bellPolynomials(z, node * stride, order, stride, this.#choose, polynomials);
      a[node] = value;
      for (let n = 1; n <= order; n++) {
        let sum = 0;
        for (let m = 1; m <= n; m++) sum += phi[node * deep + m] * polynomials[n * stride + m];
        a[n * outputs + node] = sum;
      }
    }
  }

  backward(adjoint: Float64Array, order: number, gradient: Float64Array): void {
    const stride = this.depth + 1;
    this.#layers[this.#layers.length - 1].zBar.set(adjoint);
    for (let at = this.#layers.length - 1; at >= 0; at--) {
      const layer = this.#layers[at];
      const { inputs, outputs, weights, biases, zBar } = layer;
      const below = at === 0 ? null : this.#layers[at - 1];
      const before = below?.a ?? this.#input;
      below?.aBar.fill(0);
      for (let node = 0; node < outputs; node++) {
        gradient[biases + node] += zBar[node * stride];
        for (let n = 0; n <= order; n++) {
          const share = zBar[node * stride + n];
          if (share === 0) continue;
          const weight = weights + node * inputs;
          addTimes(share, before, n * inputs, gradient, weight, inputs);
          if (below !== null) addTimes(share, this.#theta, weight, below.aBar, n * inputs, inputs);
        }
      }
      if (below !== null) this.#activateBack(below, order);
    }
  }

  /** From the adjoints of the activations to those of the sums. */
  #activateBack({ outputs, zBar, aBar, phi, bell }: LayerMemory, order: number): void {
    const stride = this.depth + 1;
    const deep = this.depth + 2;
    zBar.fill(0);
    for (let node = 0; node < outputs; node++) {
      const [at, from, polynomials] = [node * stride, node * deep, node * stride * stride];
      let value = aBar[node] * phi[from + 1];
      for (let m = 1; m <= order; m++) {
        let sum = 0;
        for (let n = m; n <= order; n++) sum += aBar[n * outputs + node] * bell[polynomials + n * stride + m];
        value += sum * phi[from + m + 1];
      }
      zBar[at] = value;
      for (let j = 1; j <= order; j++) {
        let sum = 0;
        for (let n = j; n <= order; n++) {
          let inner = 0;
          for (let m = 1; m <= n - j + 1; m++) {
            inner += phi[from + m] * bell[polynomials + (n - j) * stride + m - 1];
          }
          sum += aBar[n * outputs + node] * this.#choose[n * stride + j] * inner;
        }
        zBar[at + j] = sum;
      }
    }
  }

  used(into: Uint32Array): number {
    for (let i = 0; i < this.size; i++) into[i] = i;
    return this.size;
  }
}

/** Adds a factor times `count` neighbouring numbers to as many others. */
function addTimes(
  factor: number,
  from: Float64Array,
  at: number,
  into: Float64Array,
  to: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) into[to + i] += factor * from[at + i];
}

/** Coefficients of tanh⁽ᵐ⁾ by powers of tanh, for m from 0 to `depth`. */
function tanhPolynomials(depth: number): number[][] {
  const polynomials: number[][] = [[0, 1]];
  for (let m = 1; m <= depth; m++) {
    const next = new Array<number>(m + 2).fill(0);
    polynomials[m - 1].forEach((coefficient, power) => {
      if (power > 0) next[power - 1] += power * coefficient;
      next[power + 1] -= power * coefficient;
    });
    polynomials.push(next);
  }
  return polynomials;
}
