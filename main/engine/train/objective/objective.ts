/** The objective, from the task and the settings of the regularisation. */
import type { TrainingSetup } from '../../../../shared/contract/schemas/setups.ts';
import { sparsitySettings } from '../../../../shared/settings/moreTraining.ts';
import type { Objective, Regularization } from '../../compute/backend.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';

/** Mean squared error, or cross-entropy for classification. */
export function plainObjective(encoding: Encoding): Objective {
  return { loss: encoding.task === 'classification' ? 'crossEntropy' : 'squared', regularization: null };
}

/** The same with pykan's sparsity terms of overall strength λ = `lamb`, where it is above 0. */
export function trainingObjective(encoding: Encoding, setup: TrainingSetup): Objective {
  return { ...plainObjective(encoding), regularization: setup.lamb > 0 ? sparsityOf(setup) : null };
}

function sparsityOf(setup: TrainingSetup): Regularization {
  const { lambL1, lambEntropy, lambCoef, lambCoefDiff, regMetric } = sparsitySettings;
  return {
    lamb: setup.lamb,
    metric: setup.regMetric ?? regMetric.default,
    l1: setup.lambL1 ?? lambL1.default,
    entropy: setup.lambEntropy ?? lambEntropy.default,
    coef: setup.lambCoef ?? lambCoef.default,
    coefDiff: setup.lambCoefDiff ?? lambCoefDiff.default,
  };
}
