/** The training curve over several runs of the same network, as columns that a chart can draw. Pure. */
import type { CurvePoint } from '../../../shared/contract/views.ts';

export interface LossHistory {
  /** Steps since the network was made, ascending. */
  readonly steps: readonly number[];
  readonly train: readonly number[];
  /** null where there is no validation data, or nothing that a log axis could show. */
  readonly validation: readonly (number | null)[];
  /** Step at which the run that is being recorded began. */
  readonly offset: number;
}

export const NO_HISTORY: LossHistory = { steps: [], train: [], validation: [], offset: 0 };

/** The next run's points follow those of the runs before it. */
export function beginRun(history: LossHistory): LossHistory {
  return { ...history, offset: history.steps.at(-1) ?? 0 };
}

/** With the run's new points; a step that is already there is not drawn twice. */
export function withPoints(history: LossHistory, points: readonly CurvePoint[]): LossHistory {
  const last = history.steps.at(-1) ?? -1;
  const fresh = points.filter(({ step }) => step + history.offset > last);
  if (fresh.length === 0) return history;
  return {
    offset: history.offset,
    steps: [...history.steps, ...fresh.map(({ step }) => step + history.offset)],
    train: [...history.train, ...fresh.map(({ train }) => train)],
    validation: [...history.validation, ...fresh.map(({ validation }) => drawable(validation))],
  };
}

function drawable(value: number): number | null {
  return Number.isFinite(value) && value > 0 ? value : null;
}
