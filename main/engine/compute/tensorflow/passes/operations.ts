/** Edge functions as tensor operations: an expression's tree, node by node. */
import * as tf from '@tensorflow/tfjs-core';
import { formulaOf } from '../../../../../shared/expression/edgeFunction.ts';
import { elementaryFunctions } from '../../../../../shared/functions/functions.ts';
import type { Expression } from '../../../../../shared/expression/tree.ts';

export interface TensorFunction {
  readonly value: (u: tf.Tensor) => tf.Tensor;
  /** Gives 0 if the value is finite and the slope is not, as in the library. */
  readonly slope: (u: tf.Tensor) => tf.Tensor;
}

/** The edge function of that name, a library function or an expression in x. */
export function tensorFunction(name: string): TensorFunction {
  const { formula, slope: derivative } = formulaOf(name);
  return {
    value: (u) => valueOf(formula, u),
    slope: (u) => {
      const slope = valueOf(derivative, u);
      return tf.where(tf.logicalOr(isFinite(slope), tf.logicalNot(isFinite(valueOf(formula, u)))), slope, 0);
    },
  };
}

/** Without `isFinite`, which some backends lack: x − x is 0 only for finite x. */
function isFinite(tensor: tf.Tensor): tf.Tensor {
  return tf.equal(tf.sub(tensor, tensor), 0);
}

function valueOf(expression: Expression, u: tf.Tensor): tf.Tensor {
  switch (expression.kind) {
    case 'number':
      return tf.fill(u.shape, expression.value);
    case 'variable':
      return u;
    case 'sum':
      return expression.terms.map((term) => valueOf(term, u)).reduce((a, b) => tf.add(a, b));
    case 'product':
      return expression.factors.map((factor) => valueOf(factor, u)).reduce((a, b) => tf.mul(a, b));
    case 'power':
      return powerOf(valueOf(expression.base, u), expression.exponent, u);
    case 'call':
      return elementaryFunctions[expression.fn].tensor<tf.Tensor>(tf, valueOf(expression.argument, u));
  }
}

/** Whole powers by products: the backends' `pow` gives NaN or inexact values for a negative base. */
function powerOf(base: tf.Tensor, exponent: Expression, u: tf.Tensor): tf.Tensor {
  if (exponent.kind !== 'number') return tf.exp(tf.mul(valueOf(exponent, u), tf.log(base)));
  const { value } = exponent;
  if (value < 0) return tf.div(1, powerOf(base, { ...exponent, value: -value }, u));
  const whole = Math.floor(value);
  const fraction = value - whole;
  if (whole > 64 || (fraction !== 0 && fraction !== 0.5)) return tf.exp(tf.mul(value, tf.log(base)));
  let result: tf.Tensor | null = fraction === 0 ? null : tf.sqrt(base);
  for (let rest = whole, square = base; rest > 0; rest >>= 1) {
    if (rest & 1) result = result === null ? square : tf.mul(result, square);
    if (rest > 1) square = tf.mul(square, square);
  }
  return result ?? tf.onesLike(base);
}
