/** Some steps of one method on one set of grids, as long as they help. */
import type { KanModel } from '../../kan/model.ts';
import { phase, type Method } from '../phase.ts';
import { openStage } from '../stage.ts';
import type { FitStep, FitTask } from '../task.ts';
import type { Ledger } from './ledger.ts';

export interface Climb {
  readonly method: Method;
  readonly iterations: number;
  /** Steps without a better model that end it. */
  readonly patience: number;
  /** Steps are drawn on the curve only where they lead to the best model of all so far. */
  readonly quiet: boolean;
}

export interface Summit {
  /** The best model met here, the one it began with included. */
  readonly model: KanModel;
  readonly merit: number;
}

/** Yields every step; never more than the task has left. */
export async function* climb(
  task: FitTask,
  ledger: Ledger,
  start: KanModel,
  { method, iterations, patience, quiet }: Climb,
): AsyncGenerator<FitStep, Summit> {
  const stage = openStage(task, start);
  try {
    const { point } = await stage.measureStart(start);
    let summit: Summit = { model: start, merit: finite(ledger.judge(start, point)) };
    if (summit.merit <= ledger.enough) return summit;
    let since = 0;
    const from = { step: ledger.step, model: start };
    const end = Math.min(ledger.step + iterations, task.setup.steps);
    for await (const reached of phase(method, stage, from, end, 1)) {
      const merit = reached.point === null ? Infinity : finite(ledger.judge(reached.model, reached.point));
      const hidden = quiet && merit >= ledger.merit;
      yield ledger.enter(hidden ? { ...reached, point: null } : reached);
      since = merit < summit.merit ? 0 : since + 1;
      if (merit < summit.merit) summit = { model: reached.model, merit };
      if (since >= patience || summit.merit <= ledger.enough) break;
    }
    return summit;
  } finally {
    stage.close();
  }
}

function finite(merit: number): number {
  return Number.isFinite(merit) ? merit : Infinity;
}
