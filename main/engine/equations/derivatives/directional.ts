/**
 * Derivatives of a network along a line, to any order, and their gradient by the parameters.
 *
 * With z(s) an edge's input along the line x + s·v, the derivatives of φ(z(s)) by s are Faà di Bruno's:
 * (φ∘z)⁽ⁿ⁾ = Σₘ φ⁽ᵐ⁾(z)·Bₙₘ(z′, z″, …), with the partial Bell polynomials B. The gradient goes the same way back: the
 * adjoint of φ⁽ᵐ⁾ is Σₙ ȳₙ·Bₙₘ, that of z⁽ʲ⁾ is Σₙₘ ȳₙ·φ⁽ᵐ⁾·C(n, j)·Bₙ₋ⱼ,ₘ₋₁, and that of z itself Σₘ αₘ·φ⁽ᵐ⁺¹⁾.
 */
import type { BaseFunctionName } from '../../../../shared/baseFunctions.ts';
import {
  basisCount,
  edgeCount,
  knotCount,
  layoutOf,
  nodeCount,
  subnodeCount,
  type KanModel,
} from '../../kan/model.ts';
import { baseDerivatives, basisDerivatives } from './basis.ts';
import { bellPolynomials, binomials } from './bell.ts';
import type { LineBatch } from './lineBatch.ts';

/**
 * Places in `params` of a model of the numbers that are trained: the coefficients of the splines and the scales of the base functions,
 * layer by layer, ascending.
 */
export function trainedPlaces(model: KanModel): Uint32Array {
  const places: number[] = [];
  layoutOf(model.layers).forEach(({ coef, scaleBase }, index) => {
    const layer = model.layers[index];
    const edges = edgeCount(layer);
    for (let i = 0; i < edges * basisCount(layer); i++) places.push(coef + i);
    for (let i = 0; i < edges; i++) places.push(scaleBase + i);
  });
  return Uint32Array.from(places);
}

/** What a model multiplies each of its outputs by. */
function outputSizes({ layers, params }: KanModel): Float64Array {
  const last = layers.length - 1;
  const { nodeScale } = layoutOf(layers)[last];
  return params.slice(nodeScale, nodeScale + nodeCount(layers[last]));
}

/** A network whose derivatives along lines and their gradients residuals are made of. */
export interface LineNetwork {
  /** Number of trained numbers. */
  readonly size: number;
  /** The highest order of a derivative. */
  readonly depth: number;
  /** The size of each function of the solution: the function is this number times the output. */
  readonly sizes: ArrayLike<number>;
  /** Derivatives of the outputs along the line of the last `forward`, [output][depth + 1]. */
  readonly outputs: Float64Array;
  /** @param again the numbers and the point are those of the last call: what does not depend on the direction stays. */
  forward(
    theta: Float64Array,
    points: Float64Array,
    count: number,
    index: number,
    direction: readonly number[],
    order: number,
    again?: boolean,
  ): void;
  /** Of the last `forward`: adds the gradient of Σ adjoint·outputs to `gradient`. */
  backward(adjoint: Float64Array, order: number, gradient: Float64Array): void;
  /** Indices of the trained numbers that the last `forward` used, written to `into`. @returns how many */
  used(into: Uint32Array): number;
  /** The same for many points at once, where that is faster. */
  readonly batch?: LineBatch;
}

/** Memory of one layer for one point. */
interface LayerMemory {
  readonly inputs: number;
  readonly outputs: number;
  readonly grid: number;
  readonly order: number;
  readonly baseFunction: BaseFunctionName;
  readonly knots: Float64Array;
  readonly knotCount: number;
  readonly bases: number;
  /** Offsets among the trained numbers. */
  readonly coef: number;
  readonly base: number;
  /** Derivatives of the inputs along the line, [input][depth + 1]. */
  readonly z: Float64Array;
  readonly zBar: Float64Array;
  /** [input][depth + 2][k + 1] */
  readonly window: Float64Array;
  readonly first: Int32Array;
  /** [input][depth + 2] */
  readonly baseValues: Float64Array;
  /** Bₙₘ of each input, [input][n][m]. */
  readonly bell: Float64Array;
  /** φ⁽ᵐ⁾ of each edge, [edge][depth + 2]. */
  readonly phi: Float64Array;
}

/**
 * One network, one point at a time. All scale factors of splines are 1, nodes are sums, no edge is symbolic, and only the
 * outputs are scaled, as `startState` makes them.
 */
export class DirectionalNetwork implements LineNetwork {
  readonly #layers: readonly LayerMemory[];
  readonly depth: number;
  readonly size: number;
  readonly sizes: Float64Array;
  readonly #binomials: Float64Array;
  readonly #scratch: Float64Array;
  readonly #alpha: Float64Array;
  /** Derivatives of the outputs along the line, [output][depth + 1]. */
  readonly outputs: Float64Array;
  readonly #outBar: Float64Array;
  /** The order up to which the last call has the derivatives of the edge functions, less one. */
  #knownOrder = 0;

  /** @param depth the highest order of a derivative along a line. */
  constructor(model: KanModel, depth: number) {
    this.depth = depth;
    this.sizes = outputSizes(model);
    let at = 0;
    this.#layers = model.layers.map((layer) => {
      const { inputs, grid, order, base: baseFunction, knots } = layer;
      const [outputs, bases] = [subnodeCount(layer), basisCount(layer)];
      const coef = at;
      const base = coef + inputs * outputs * bases;
      at = base + inputs * outputs;
      return {
        ...{ inputs, outputs, grid, order, baseFunction, knots, bases, coef, base },
        knotCount: knotCount(layer),
        z: new Float64Array(inputs * (depth + 1)),
        zBar: new Float64Array(inputs * (depth + 1)),
        window: new Float64Array(inputs * (depth + 2) * (order + 1)),
        first: new Int32Array(inputs),
        baseValues: new Float64Array(inputs * (depth + 2)),
        bell: new Float64Array(inputs * (depth + 1) * (depth + 1)),
        phi: new Float64Array(inputs * outputs * (depth + 2)),
      };
    });
    this.size = at;
    const order = Math.max(...model.layers.map((layer) => layer.order));
    this.#scratch = new Float64Array((order + 1) ** 2 + 2 * order + 2);
    this.#alpha = new Float64Array(depth + 2);
    this.#binomials = binomials(depth);
    const last = this.#layers.at(-1)!;
    this.outputs = new Float64Array(last.outputs * (depth + 1));
    this.#outBar = new Float64Array(last.outputs * (depth + 1));
  }

  /**
   * Computes `outputs`: the derivatives of each output along the line, up to `order`.
   * @param theta the trained numbers. @param points columns, [input][count]. @param direction one number for each input.
   */
  forward(
    theta: Float64Array,
    points: Float64Array,
    count: number,
    index: number,
    direction: readonly number[],
    order: number,
    again = false,
  ): void {
    const stride = this.depth + 1;
    const [first] = this.#layers;
    const known = again && order <= this.#knownOrder;
    if (!known) this.#knownOrder = order;
    for (let input = 0; input < first.inputs; input++) {
      first.z.fill(0, input * stride, (input + 1) * stride);
      first.z[input * stride] = points[input * count + index];
      if (order > 0) first.z[input * stride + 1] = direction[input];
    }
    this.#layers.forEach((layer, at) => {
      this.#layerForward(layer, theta, this.#layers[at + 1]?.z ?? this.outputs, order, known);
    });
  }

  /** @param known the derivatives of the edge functions are those of the last call. */
  #layerForward(
    layer: LayerMemory,
    theta: Float64Array,
    out: Float64Array,
    order: number,
    known: boolean,
  ): void {
    const { inputs, outputs, bell, phi, z } = layer;
    const stride = this.depth + 1;
    const deep = this.depth + 2;
    out.fill(0, 0, outputs * stride);
    for (let input = 0; input < inputs; input++) {
      if (!known) this.#edgeFunctions(layer, theta, input, order);
      const polynomials = bell.subarray(input * stride * stride, (input + 1) * stride * stride);
      bellPolynomials(z, input * stride, order, stride, this.#binomials, polynomials);
      for (let output = 0; output < outputs; output++) {
        const edge = input * outputs + output;
        out[output * stride] += phi[edge * deep];
        for (let n = 1; n <= order; n++) {
          let sum = 0;
          for (let m = 1; m <= n; m++) sum += phi[edge * deep + m] * polynomials[n * stride + m];
          out[output * stride + n] += sum;
        }
      }
    }
  }

  /** φ⁽ᵐ⁾ of all edges of an input, up to one order more than that of the line. */
  #edgeFunctions(layer: LayerMemory, theta: Float64Array, input: number, order: number): void {
    const { outputs, grid, knots, window, first, baseValues, phi, z, bases } = layer;
    const deep = this.depth + 2;
    const width = layer.order + 1;
    const x = z[input * (this.depth + 1)];
    const values = window.subarray(input * deep * width, (input + 1) * deep * width);
    const from = input * layer.knotCount;
    first[input] = basisDerivatives(
      ...([knots, from, grid, layer.order, x, order + 1, values, this.#scratch] as const),
    );
    const derivatives = baseValues.subarray(input * deep, (input + 1) * deep);
    baseDerivatives(layer.baseFunction, x, order + 1, derivatives);
    for (let output = 0; output < outputs; output++) {
      const edge = input * outputs + output;
      const coef = layer.coef + edge * bases + first[input];
      const scale = theta[layer.base + edge];
      for (let m = 0; m <= order + 1; m++) {
        let sum = scale * derivatives[m];
        for (let r = 0; r < width; r++) sum += theta[coef + r] * values[m * width + r];
        phi[edge * deep + m] = sum;
      }
    }
  }

  /** Of the last `forward`: adds the gradient of Σ adjoint·outputs to `gradient`. @param adjoint [output][depth + 1] */
  backward(adjoint: Float64Array, order: number, gradient: Float64Array): void {
    this.#outBar.set(adjoint);
    for (let at = this.#layers.length - 1; at >= 0; at--) {
      const above = this.#layers[at + 1]?.zBar ?? this.#outBar;
      this.#layerBackward(this.#layers[at], above, order, gradient, at > 0);
    }
  }

  #layerBackward(
    layer: LayerMemory,
    outBar: Float64Array,
    order: number,
    gradient: Float64Array,
    further: boolean,
  ): void {
    const { inputs, outputs, window, first, baseValues, bell, phi, zBar, bases } = layer;
    const stride = this.depth + 1;
    const deep = this.depth + 2;
    const width = layer.order + 1;
    const alpha = this.#alpha;
    if (further) zBar.fill(0);
    for (let input = 0; input < inputs; input++) {
      const polynomials = input * stride * stride;
      const values = input * deep * width;
      for (let output = 0; output < outputs; output++) {
        const edge = input * outputs + output;
        const above = output * stride;
        alpha[0] = outBar[above];
        let any = alpha[0] !== 0;
        for (let m = 1; m <= order; m++) {
          let sum = 0;
          for (let n = m; n <= order; n++) sum += outBar[above + n] * bell[polynomials + n * stride + m];
          alpha[m] = sum;
          any ||= sum !== 0;
        }
        if (!any) continue;
        const coef = layer.coef + edge * bases + first[input];
        let base = 0;
        for (let m = 0; m <= order; m++) {
          const share = alpha[m];
          if (share === 0) continue;
          base += share * baseValues[input * deep + m];
          for (let r = 0; r < width; r++) gradient[coef + r] += share * window[values + m * width + r];
        }
        gradient[layer.base + edge] += base;
        if (!further) continue;
        const into = input * stride;
        for (let m = 0; m <= order; m++) zBar[into] += alpha[m] * phi[edge * deep + m + 1];
        for (let j = 1; j <= order; j++) {
          let sum = 0;
          for (let n = j; n <= order; n++) {
            let inner = 0;
            for (let m = 1; m <= n - j + 1; m++) {
              inner += phi[edge * deep + m] * bell[polynomials + (n - j) * stride + m - 1];
            }
            sum += outBar[above + n] * this.#binomials[n * stride + j] * inner;
          }
          zBar[into + j] += sum;
        }
      }
    }
  }

  /** Indices of the trained numbers that the last `forward` used, written to `into`. @returns how many. */
  used(into: Uint32Array): number {
    let count = 0;
    for (const { inputs, outputs, order, coef, base, bases, first } of this.#layers) {
      for (let edge = 0; edge < inputs * outputs; edge++) {
        const from = coef + edge * bases + first[Math.floor(edge / outputs)];
        for (let r = 0; r <= order; r++) into[count++] = from + r;
        into[count++] = base + edge;
      }
    }
    return count;
  }
}
