/** The objective, from the task and the strength of the regularisation. */
import type { Objective } from '../../compute/backend.ts';
import type { Encoding } from '../../data/dataset/dataset.ts';

/** pykan's defaults for the sparsity terms; λ multiplies all of them. */
const sparsity = { metric: 'edge_forward_spline_n', l1: 1, entropy: 2, coef: 0, coefDiff: 0 } as const;

/** Mean squared error, or cross-entropy for classification. */
export function plainObjective(encoding: Encoding): Objective {
  return { loss: encoding.task === 'classification' ? 'crossEntropy' : 'squared', regularization: null };
}

/** The same with pykan's sparsity terms of overall strength λ = `lamb`. */
export function trainingObjective(encoding: Encoding, lamb: number): Objective {
  return { ...plainObjective(encoding), regularization: lamb > 0 ? { ...sparsity, lamb } : null };
}
