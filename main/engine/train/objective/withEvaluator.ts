/** Uses an evaluator for one computation and disposes of it. */
import type { Backend, Evaluator } from '../../compute/backend.ts';
import type { Batch } from '../../data/batch.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import type { Structure } from '../../kan/model.ts';
import { plainObjective } from './objective.ts';

interface Where {
  readonly backend: Backend;
  /** Wraps evaluators of so many rows; not wrapped where absent. */
  readonly wrap?: (evaluator: Evaluator, rows: number) => Evaluator;
}

/** The result of a function of an evaluator without penalties, which is disposed of afterwards. */
export async function withEvaluator<T>(
  { backend, wrap = (evaluator) => evaluator }: Where,
  structure: Structure,
  encoding: Encoding,
  batch: Batch,
  ask: (evaluator: Evaluator) => T | Promise<T>,
): Promise<T> {
  const evaluator = wrap(backend.evaluator(structure, batch, plainObjective(encoding)), batch.rows);
  try {
    return await ask(evaluator);
  } finally {
    evaluator.dispose();
  }
}
