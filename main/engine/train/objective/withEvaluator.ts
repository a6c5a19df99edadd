/** What a network gives on some rows, asked of an evaluator that is made for the question. */
import type { Backend, Evaluator } from '../../compute/backend.ts';
import type { Batch } from '../../data/batch.ts';
import type { Encoding } from '../../data/dataset/dataset.ts';
import type { Structure } from '../../kan/model.ts';
import { plainObjective } from './objective.ts';

interface Where {
  readonly backend: Backend;
  /** What evaluators of so many rows are wrapped in; absent, nothing. */
  readonly wrap?: (evaluator: Evaluator, rows: number) => Evaluator;
}

/** The answer of an evaluator of the bare loss, which is disposed of afterwards. */
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
