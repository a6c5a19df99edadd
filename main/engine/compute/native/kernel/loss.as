// Losses and their gradients by the outputs.
import { Context } from './structs';

/** The row of the batch for a sample. */
// @ts-ignore: decorator
@inline
export function batchRow(context: Context, sample: i32): i32 {
  return context.rowIndex == 0 ? sample : load<i32>(context.rowIndex + (<usize>sample << 2));
}

/** Weight of a row. */
// @ts-ignore: decorator
@inline
export function weightOf(context: Context, row: i32): f64 {
  return context.rowWeights == 0 ? 1 : load<f64>(context.rowWeights + (<usize>row << 3));
}

/**
 * Σ w·loss over the samples first … first + count − 1 (squared: over the outputs too).
 * @param y outputs, yBytes a sample.
 * @param gy receives the gradient of scale · Σ w·loss; may be y.
 */
export function lossOf(context: Context, y: usize, gy: usize, yBytes: usize, first: i32, count: i32): f64 {
  let total: f64 = 0;
  const outputs = context.outputs;
  const scale = context.scale;
  for (let r = 0; r < count; r++) {
    const row = batchRow(context, first + r);
    const weight = weightOf(context, row);
    let target = context.targets + (<usize>row << 3);
    if (context.loss == 0) {
      let sum: f64 = 0;
      for (let o = 0; o < outputs; o++) {
        const error = load<f64>(y + (<usize>o << 3)) - load<f64>(target);
        sum += error * error;
        store<f64>(gy + (<usize>o << 3), 2 * weight * scale * error);
        target += <usize>context.batchRows << 3;
      }
      total += weight * sum;
    } else if (context.loss == 2) {
      // −log σ(±z) = log(1 + e^∓z), written so that nothing overflows.
      const positive = load<f64>(target) == 1;
      const z = load<f64>(y);
      const margin = positive ? z : -z;
      const tail = Math.exp(-Math.abs(z));
      total += weight * (Math.log1p(tail) + (margin < 0 ? -margin : 0));
      const probability = z >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
      store<f64>(gy, weight * scale * (positive ? probability - 1 : probability));
    } else {
      const label = <i32>load<f64>(target);
      const chosen = load<f64>(y + (<usize>label << 3));
      let high = load<f64>(y);
      for (let o = 1; o < outputs; o++) high = Math.max(high, load<f64>(y + (<usize>o << 3)));
      let sum: f64 = 0;
      for (let o = 0; o < outputs; o++) {
        const e = Math.exp(load<f64>(y + (<usize>o << 3)) - high);
        store<f64>(gy + (<usize>o << 3), e);
        sum += e;
      }
      total += weight * (Math.log(sum) + high - chosen);
      for (let o = 0; o < outputs; o++) {
        const probability = load<f64>(gy + (<usize>o << 3)) / sum;
        store<f64>(gy + (<usize>o << 3), weight * scale * (o == label ? probability - 1 : probability));
      }
    }
    y += yBytes;
    gy += yBytes;
  }
  return total;
}
