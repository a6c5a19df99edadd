/** The error that training curves plot: RMSE in the target's own units, or cross-entropy in nats. */
import type { Evaluator } from '../compute/backend.ts';
import type { Encoding, Split } from '../data/dataset.ts';

export interface ErrorMeasure {
  /** Error at the parameters. */
  at(params: Float64Array): number | Promise<number>;
  /** The same from the mean loss that an evaluation gave anyway; null where it does not follow from it. */
  fromLoss(loss: number): number | null;
}

/**
 * @param evaluator of the split, with a squared or cross-entropy loss as the task has it.
 * With several targets the RMSE is over all of them together, each in its own units. Weighted where the split is.
 */
export function errorMeasure(evaluator: Evaluator, split: Split, encoding: Encoding): ErrorMeasure {
  const scales = encoding.outputs.map((output) => output.scaling.scale);
  const common = scales.every((scale) => scale === scales[0]) ? Math.abs(scales[0]) : null;
  const classifies = encoding.task === 'classification';
  const fromLoss = (loss: number): number | null => {
    if (classifies) return loss;
    return common === null ? null : Math.sqrt(loss) * common;
  };
  return {
    fromLoss,
    at: async (params) => {
      if (classifies || common !== null) {
        return fromLoss((await evaluator.evaluate(params, null)).loss) ?? NaN;
      }
      return rmseInUnits(await evaluator.forward(params), split, scales);
    },
  };
}

/** @param outputs of the network, [output][row]. */
function rmseInUnits(
  outputs: Float64Array,
  { rows, targets, weights }: Split,
  scales: readonly number[],
): number {
  let [sum, total] = [0, 0];
  outputs.forEach((output, i) => {
    const weight = weights === null ? 1 : weights[i % rows];
    sum += weight * ((output - targets[i]) * scales[Math.floor(i / rows)]) ** 2;
    total += weight;
  });
  return Math.sqrt(sum / total);
}
