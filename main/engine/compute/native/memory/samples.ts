/** Which rows the next jobs of an evaluator are of. */
import type { Batch } from '../../../data/batch.ts';
import type { Objective } from '../../backend.ts';
import type { EvaluatorMemory } from './workspace.ts';
import { cutOf, type Cut } from '../plan/cut.ts';
import type { KernelPlan } from '../plan/plan.ts';

/** Rows of a job, and by what the sum of their losses is multiplied. */
export interface Samples {
  readonly cut: Cut;
  readonly scale: number;
}

/** @returns a function that sets the samples of the next jobs: these rows, or all. */
export function samplesOf(
  plan: KernelPlan,
  { rows, weights }: Batch,
  loss: Objective['loss'],
  { context, rowIndex }: Pick<EvaluatorMemory, 'context' | 'rowIndex'>,
): (subset?: Uint32Array) => Samples {
  const shared = loss === 'squared' ? plan.layers.at(-1)!.nodes : 1;
  const total = weights === null ? rows : weights.reduce((sum, weight) => sum + weight, 0);
  const all: Samples = { cut: cutOf(plan, rows), scale: 1 / (total * shared) };

  const place = (subset: Uint32Array): number => {
    if (subset.length > rows) throw new RangeError('A mini-batch has at most as many rows as the data.');
    const block = rowIndex();
    new Uint32Array(block.values.buffer, block.address, subset.length).set(subset);
    return block.address;
  };
  return (subset) => {
    const samples =
      subset === undefined
        ? all
        : { cut: cutOf(plan, subset.length), scale: 1 / (weightOf(weights, subset) * shared) };
    context.set({ rowIndex: subset === undefined ? 0 : place(subset) });
    context.setScale(samples.scale);
    return samples;
  };
}

function weightOf(weights: Float64Array | null, subset: Uint32Array): number {
  return weights === null ? subset.length : subset.reduce((sum, row) => sum + weights[row], 0);
}
