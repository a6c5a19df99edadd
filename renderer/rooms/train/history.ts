/** The training curve over all the runs that led to the present network, as columns that a chart can draw. Pure. */
import type { CurvePoint } from '../../../shared/contract/views/training.ts';
import type { HistoryView, RevisionView } from '../../../shared/contract/views/history.ts';

/** Where a revision came about. */
export interface Mark {
  readonly step: number;
  readonly label: string;
}

export interface LossHistory {
  /** Steps since the network was made, ascending. */
  readonly steps: readonly number[];
  readonly train: readonly number[];
  /** null where there is no validation data, or nothing that a log axis could show. */
  readonly validation: readonly (number | null)[];
  /** Step at which the run that is being recorded began. */
  readonly offset: number;
  /** In order. */
  readonly marks: readonly Mark[];
}

/** A chart is about a thousand pixels wide. */
export const MOST_POINTS = 10_000;

export const NO_HISTORY: LossHistory = { steps: [], train: [], validation: [], offset: 0, marks: [] };

/** The curves of the runs that led to the current revision, one after the other, with what was done between them. */
export function historyOf({ revisions, current }: HistoryView): LossHistory {
  const byId = new Map(revisions.map((revision) => [revision.id, revision]));
  const way: RevisionView[] = [];
  for (let at = byId.get(current ?? ''); at; at = byId.get(at.parent ?? '')) way.unshift(at);
  const later = way.filter(({ parent }) => parent !== null);
  return later.reduce((history, { curve, name, label }) => {
    const next = curve.length > 0 ? withPoints(beginRun(history), curve) : history;
    return { ...next, marks: [...next.marks, { step: next.steps.at(-1) ?? 0, label: name || label }] };
  }, NO_HISTORY);
}

/** The next run's points follow those of the runs before it. */
export function beginRun(history: LossHistory): LossHistory {
  return { ...history, offset: history.steps.at(-1) ?? 0 };
}

/** With the run's new points; a step that is already there is not drawn twice. */
export function withPoints(history: LossHistory, points: readonly CurvePoint[]): LossHistory {
  const last = history.steps.at(-1) ?? -1;
  const fresh = points.filter(({ step }) => step + history.offset > last);
  if (fresh.length === 0) return history;
  return thinned({
    ...history,
    steps: [...history.steps, ...fresh.map(({ step }) => step + history.offset)],
    train: [...history.train, ...fresh.map(({ train }) => train)],
    validation: [...history.validation, ...fresh.map(({ validation }) => drawable(validation))],
  });
}

/** The newest point of the run that is being recorded; null where it has none yet. */
export function newestPoint({ steps, train, validation, offset }: LossHistory): CurvePoint | null {
  const last = steps.length - 1;
  if (last < 0 || (offset > 0 && steps[last] <= offset)) return null;
  return { step: steps[last] - offset, train: train[last], validation: validation[last] ?? NaN };
}

/** The step of a mark within `reach` steps of another step; null where there is none. */
export function markNear({ marks }: LossHistory, step: number, reach: number): Mark | null {
  const near = marks.filter((mark) => Math.abs(mark.step - step) <= reach);
  return near.at(-1) ?? null;
}

/** Every second point, once there are more than can be seen; the last one is kept. */
function thinned(history: LossHistory): LossHistory {
  const last = history.steps.length - 1;
  if (last < MOST_POINTS) return history;
  const kept = (_: unknown, index: number): boolean => (last - index) % 2 === 0;
  return {
    ...history,
    steps: history.steps.filter(kept),
    train: history.train.filter(kept),
    validation: history.validation.filter(kept),
  };
}

function drawable(value: number): number | null {
  return Number.isFinite(value) && value > 0 ? value : null;
}
