/** Texts and figures of compared models, the same in the window and on the command line. */
import type { ComparedModel } from '../contract/views/comparison.ts';

/** The name of a multilayer perceptron, by the nodes of its hidden layers: `MLP 64 × 64`. */
export function perceptronName(hidden: readonly number[]): string {
  return `MLP ${hidden.join(' × ')}`;
}

/** The name of the network among them: `KAN [5, 3]`; `KAN` without hidden layers. */
export function kanName(hidden: readonly number[]): string {
  return hidden.length === 0 ? 'KAN' : `KAN [${hidden.join(', ')}]`;
}

/** RMSE on the test rows in the target's unit, or cross-entropy in nats; NaN where there is none yet. */
export function comparedError({ test }: Pick<ComparedModel, 'test'>): number {
  return test.rmse ?? test.crossEntropy ?? NaN;
}
