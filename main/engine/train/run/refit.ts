/** A short training in which the rest of a network compensates for a change by hand. */
import { cancelled } from '../../../../shared/errors.ts';
import { defaultsOf } from '../../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../../shared/settings/training.ts';
import type { Backend } from '../../compute/backend.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import type { KanModel } from '../../kan/model.ts';
import { shortMethodFor } from '../auto/policy.ts';
import { fit } from './fit.ts';
import { Pace, Stopped } from '../steps/pace.ts';

/** What a refit needs. */
export interface RefitContext {
  readonly backend: Backend;
  readonly dataset: Dataset;
  readonly signal: AbortSignal;
}

interface RefitOptions {
  /** λ, the strength of the sparsity terms; 0 where it is left out. */
  readonly lamb?: number;
  /** Called after each iteration. */
  readonly onStep?: (step: number) => void;
}

/**
 * At most `steps` iterations on the training rows and the present grids: Levenberg–Marquardt where an iteration is
 * cheap, else L-BFGS; always L-BFGS where λ > 0.
 * @returns the model of the lowest error on the validation rows (of the lowest objective where there are none, or λ >
 *   0), the given one included.
 * @throws KanError `cancelled`
 */
export async function refit(
  { backend, dataset, signal }: RefitContext,
  model: KanModel,
  steps: number,
  { lamb = 0, onStep = () => undefined }: RefitOptions = {},
): Promise<KanModel> {
  const pace = new Pace();
  const optimizer = shortMethodFor(model, dataset.train.rows, lamb);
  const task = {
    model,
    dataset,
    setup: { ...defaultsOf(trainingSettings), optimizer, steps, lamb, updateGrid: false },
    backend,
    seed: 0,
    fresh: false,
    wrap: pace.paced.bind(pace),
  };
  const stop = (): void => pace.stop();
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) throw cancelled();
    let best = model;
    for await (const { step, best: found } of fit(task)) {
      best = found.model;
      onStep(step);
    }
    return best;
  } catch (error) {
    throw error instanceof Stopped ? cancelled() : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
