/** The runs that a network has had, to be compared. Pure. */
import type { HistoryView, RevisionView } from '../../../shared/contract/views/history.ts';

/** The most runs that are drawn over one another: more could not be distinguished. */
export const MOST_OVERLAID = 5;

/** The runs on the present table whose curves are kept, the newest first, numbered from the first on. */
export function runsOf({
  revisions,
}: HistoryView): { readonly number: number; readonly revision: RevisionView }[] {
  return revisions
    .filter(({ curve, otherTable }) => curve.length > 1 && otherTable === null)
    .map((revision, index) => ({ number: index + 1, revision }))
    .reverse();
}

/**
 * Whether the present network is what a run led to, or was made from that.
 * @param led the revision that the run led to; null before the run has ended, when nothing else can be present.
 */
export function isOfRun({ revisions, current }: HistoryView, led: string | null): boolean {
  if (led === null) return true;
  const parents = new Map(revisions.map(({ id, parent }) => [id, parent]));
  for (let at = current; at !== null; at = parents.get(at) ?? null) if (at === led) return true;
  return false;
}

/** Adds a run to those that are drawn, or removes it; if there are too many, the oldest choice is removed. */
export function toggled(overlaid: readonly string[], run: string): string[] {
  return overlaid.includes(run)
    ? overlaid.filter((id) => id !== run)
    : [...overlaid, run].slice(-MOST_OVERLAID);
}

export interface Overlay {
  readonly steps: readonly number[];
  /** [run][step]: the error by which the run is judged; null where it has no point. */
  readonly errors: readonly (readonly (number | null)[])[];
  /** Of which rows the errors of a run are. */
  readonly rows: readonly ('validation' | 'training')[];
}

/** Several runs over one axis, each from its own step 0: validation errors, or training errors where there are none. */
export function overlay(runs: readonly RevisionView[]): Overlay {
  const steps = [...new Set(runs.flatMap(({ curve }) => curve.map(({ step }) => step)))].sort(
    (a, b) => a - b,
  );
  const errors = runs.map(({ curve }) => {
    const known = new Map(
      curve.map(({ step, train, validation }) => [step, Number.isFinite(validation) ? validation : train]),
    );
    return steps.map((step) => {
      const error = known.get(step);
      return error !== undefined && error > 0 ? error : null;
    });
  });
  const rows = runs.map(({ curve }) =>
    curve.some(({ validation }) => Number.isFinite(validation)) ? 'validation' : 'training',
  );
  return { steps, errors, rows };
}

/** Index of the last point at or before `index` that the run has; −1 where there is none. */
export function lastKnown(errors: readonly (number | null)[], index: number): number {
  let at = Math.min(index, errors.length - 1);
  while (at >= 0 && errors[at] === null) at--;
  return at;
}
