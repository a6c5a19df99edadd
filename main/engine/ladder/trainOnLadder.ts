import type { Ending } from '../optim/optimizer.ts';
import type { FitStep, FitTask } from '../train/steps/task.ts';
import { rungsAtOnce } from './atOnce.ts';
import { Climb } from './climb.ts';
import { foldsOf } from './judging/folds.ts';
import { hiddenRungs } from './hidden/rungs.ts';
import { mostRows, questionOf, togetherOf } from './judging/rows.ts';

/**
 * The automatic run of a network whose size is left open: it fits models from the simplest on, compares their errors on
 * rows that they were not trained on, and chooses one. Yields a step for each rung, then the steps of hidden layers where
 * they may lower the error. The best model is the chosen rung.
 * @param task its network is the untrained start of the hidden layers.
 */
export async function* trainOnLadder(task: FitTask): AsyncGenerator<FitStep, Ending> {
  const { dataset, seed, model: start } = task;
  const all = togetherOf(dataset, mostRows);
  const question = questionOf(all, dataset, task.breathe ?? (() => undefined));
  const climb = new Climb(
    task,
    all,
    question,
    foldsOf(question, all.inputs, all.rows - dataset.train.rows, seed),
  );
  yield { step: 0, model: start, point: null, best: { model: start, step: 0 }, note: null };
  for await (const rung of rungsAtOnce(climb)) {
    yield climb.addStep(rung);
    if (climb.isOver) return 'iterations';
  }
  yield* hiddenRungs(climb);
  const { best, ladder } = climb.standing();
  yield { step: climb.step, model: best.model, point: null, best, note: ladder.view.sentence, ladder };
  return climb.isOver ? 'iterations' : 'converged';
}
