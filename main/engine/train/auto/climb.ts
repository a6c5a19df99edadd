/** Some steps of one method on one set of grids, as long as they help. */
import type { KanModel } from '../../kan/model.ts';
import { phase, type Method } from '../phase.ts';
import { openStage } from '../stage.ts';
import type { FitStep, FitTask } from '../task.ts';
import type { Ledger } from './ledger.ts';
import { halving } from './policy.ts';

export interface Climb {
  readonly method: Method;
  readonly iterations: number;
  /** Steps without a better model that end it, unless the training error falls to half in them. */
  readonly patience: number;
  /** Steps are drawn on the curve only where they lead to the best model of all so far. */
  readonly quiet: boolean;
  /** Ends it after so many steps where the training error, by generalised cross-validation, is then above `most`. */
  readonly trial?: Trial;
}

export interface Trial {
  readonly iterations: number;
  readonly most: number;
}

export interface Summit {
  /** The best model met here, the one it began with included. */
  readonly model: KanModel;
  readonly merit: number;
  /** Where it ended, with the training error there. */
  readonly end: Ended;
}

export interface Ended {
  readonly model: KanModel;
  readonly train: number;
}

/** Yields every step; never more than the task has left. */
export async function* climb(
  task: FitTask,
  ledger: Ledger,
  start: KanModel,
  { method, iterations, patience, quiet, trial }: Climb,
): AsyncGenerator<FitStep, Summit> {
  const stage = openStage(task, start);
  try {
    const { point } = await stage.measureStart(start);
    let end: Ended = { model: start, train: point.train };
    let summit = { model: start, merit: finite(ledger.judge(start, point)) };
    if (summit.merit <= ledger.enough) return { ...summit, end };
    let since = 0;
    let halved = halving * ledger.generalised(end);
    const from = { step: ledger.step, model: start };
    const lastStep = Math.min(ledger.step + iterations, task.setup.steps);
    for await (const reached of phase(method, stage, from, lastStep, 1)) {
      const merit = reached.point === null ? Infinity : finite(ledger.judge(reached.model, reached.point));
      const hidden = quiet && merit >= ledger.merit;
      yield ledger.enter(hidden ? { ...reached, point: null } : reached);
      if (reached.point !== null) end = { model: reached.model, train: reached.point.train };
      const promise = ledger.generalised(end);
      since = merit < summit.merit || promise < halved ? 0 : since + 1;
      if (since === 0) halved = halving * promise;
      if (merit < summit.merit) summit = { model: reached.model, merit };
      if (since >= patience || summit.merit <= ledger.enough) break;
      if (trial !== undefined && reached.step - from.step === trial.iterations && promise > trial.most) break;
    }
    return { ...summit, end };
  } finally {
    stage.close();
  }
}

function finite(merit: number): number {
  return Number.isFinite(merit) ? merit : Infinity;
}
