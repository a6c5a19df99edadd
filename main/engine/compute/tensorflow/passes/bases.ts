/**
 * B-spline bases and the base function of a layer's inputs as one tensor, by the Cox–de Boor recursion on whole
 * tensors (de Boor, "A Practical Guide to Splines", IX). The number of kernel calls depends only on the order.
 */
import * as tf from '@tensorflow/tfjs-core';
import { baseFunctions, type BaseFunctionName } from '../../../../../shared/baseFunctions.ts';
import { knotCount, type Layer } from '../../../kan/model.ts';

/** A layer's knots on the device, kept as long as the evaluator. */
export interface Grid {
  readonly inputs: number;
  readonly order: number;
  readonly base: BaseFunctionName;
  /** Spline bases and the base function: G + k + 1. */
  readonly columns: number;
  /** Extended knots, [1][input][knot]. */
  readonly knots: tf.Tensor3D;
  /** 1/(t_{g+p} − t_g) for p = 1 … k, 0 if the span is degenerate, [1][input][knot − p]. */
  readonly inverses: readonly tf.Tensor3D[];
}

export interface Bases {
  /** B_g(x), then b(x), [row][input][column]. */
  readonly values: tf.Tensor3D;
  /** Their derivatives by x; null if not requested. */
  readonly slopes: tf.Tensor3D | null;
}

/** Differences of knots, rounded to float32: two knots that are equal in float32 make a degenerate span. */
export function gridOf(layer: Layer): Grid {
  const count = knotCount(layer);
  const knots = Float32Array.from(layer.knots);
  const inverses = Array.from({ length: layer.order }, (_, at) => {
    const p = at + 1;
    const inverse = new Float32Array(layer.inputs * (count - p));
    for (let i = 0; i < inverse.length; i++) {
      const from = Math.floor(i / (count - p)) * count + (i % (count - p));
      const width = knots[from + p] - knots[from];
      inverse[i] = width > 0 ? 1 / width : 0;
    }
    return tf.tensor3d(inverse, [1, layer.inputs, count - p]);
  });
  return {
    inputs: layer.inputs,
    order: layer.order,
    base: layer.base,
    columns: layer.grid + layer.order + 1,
    knots: tf.tensor3d(knots, [1, layer.inputs, count]),
    inverses,
  };
}

export function disposeGrid({ knots, inverses }: Grid): void {
  tf.dispose([knots, ...inverses]);
}

/** @param x [row][input] */
export function bases(grid: Grid, x: tf.Tensor2D, withSlopes: boolean): Bases {
  const { order, knots, inverses } = grid;
  const at = tf.expandDims(x, 2);
  const count = knots.shape[2];
  const part = (tensor: tf.Tensor, from: number, length: number): tf.Tensor3D =>
    tf.slice(tensor as tf.Tensor3D, [0, 0, from], [-1, -1, length]);
  // Half-open spans: at or after a knot, and before the next one.
  const past = tf.cast(tf.greaterEqual(at, knots), 'float32');
  let values: tf.Tensor = tf.sub(part(past, 0, count - 1), part(past, 1, count - 1));
  let slopes: tf.Tensor | null = null;
  for (let p = 1; p <= order; p++) {
    const length = count - 1 - p;
    const inverse = inverses[p - 1];
    if (p === order && withSlopes) {
      const rising = tf.mul(values, tf.mul(inverse, order));
      slopes = tf.sub(part(rising, 0, length), part(rising, 1, length));
    }
    const left = tf.mul(tf.mul(tf.sub(at, part(knots, 0, count - p)), inverse), values);
    // (t_{g+p} − x)/(t_{g+p} − t_g) = 1 − (x − t_g)/(t_{g+p} − t_g); over a degenerate span both products are 0.
    const right = tf.sub(values, left);
    values = tf.add(part(left, 0, length), part(right, 1, length));
  }
  const gate = gateOf(grid, at);
  const base = tf.mul(at, gate);
  const baseSlope = (): tf.Tensor => tf.add(gate, tf.mul(base, tf.sub(1, gate)));
  return {
    values: tf.concat([values as tf.Tensor3D, base as tf.Tensor3D], 2),
    slopes: slopes && tf.concat([slopes as tf.Tensor3D, baseSlope() as tf.Tensor3D], 2),
  };
}

function gateOf({ base }: Grid, at: tf.Tensor): tf.Tensor {
  const { gate } = baseFunctions[base];
  return gate === null ? tf.sigmoid(at) : tf.fill(at.shape, gate);
}
