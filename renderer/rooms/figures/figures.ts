/** The figures of the present network: its errors, how the last edit changed them, and its size. Pure. */
import type { PresentLadder } from '../../../shared/contract/views/ladder.ts';
import type { CurvePoint } from '../../../shared/contract/views/training.ts';
import type { DatasetView } from '../../../shared/contract/views/data.ts';
import type { HistoryView, RevisionView } from '../../../shared/contract/views/history.ts';
import { shownErrors, type ShownError } from '../../../shared/results/shownErrors.ts';
import { changeText, changeTone, type EffectTone } from '../../edits/effect.ts';

/** An error of the present network; during a run it is of 0 rows. */
export interface Figure extends ShownError {
  /** How the last edit or run changed it; null where there is nothing to compare it with. */
  readonly change: { readonly text: string; readonly tone: EffectTone; readonly before: number } | null;
}

/** The present revision and the one that it was made from. */
export function presentOf({ revisions, current }: HistoryView): {
  readonly present: RevisionView | null;
  readonly before: RevisionView | null;
} {
  const found = (id: string | null): RevisionView | null => revisions.find((one) => one.id === id) ?? null;
  const present = found(current);
  return { present, before: present && found(present.parent) };
}

/** The errors of a revision, and how they differ from those of the revision before, if that one was trained. */
export function figuresOf(present: RevisionView, before: RevisionView | null): readonly Figure[] {
  const earlier = before === null || before.parent === null ? [] : errorsOf(before);
  return errorsOf(present).map((figure) => {
    const old = earlier.find(({ of }) => of === figure.of);
    if (old === undefined) return figure;
    const change = {
      text: changeText(old.error, figure.error),
      tone: changeTone(old.error, figure.error),
      before: old.error,
    };
    return { ...figure, change };
  });
}

/** The errors of a run under way, at its newest point. */
export function runFigures({ train, validation }: CurvePoint): readonly Figure[] {
  const none = { r2: null, accuracy: null, rows: 0, change: null };
  return [
    { of: 'Training', error: train, ...none },
    ...(Number.isNaN(validation) ? [] : [{ of: 'Validation', error: validation, ...none }]),
  ];
}

/** How many rows a network was trained on for each of its parameters; null where that is not known. */
export function rowsPerParameter(
  parameters: number,
  present: RevisionView | null,
  dataset: DatasetView | null,
): number | null {
  if (dataset === null) return null;
  const { train, validation } = dataset.rows;
  const tookValidation = present?.scores?.validation.rows === 0;
  const rows = train + (tookValidation ? validation : 0);
  return finite(rows / parameters);
}

/**
 * Whether the network is the boosted model of its run. Its trees follow the rows that they were fitted to, so the training
 * error is low in any case, and does not show that a smaller network would be better.
 */
export function isBoosted(present: PresentLadder | null): boolean {
  if (present === null || present.rung === null) return false;
  return present.ladder.rungs[present.rung].kind === 'boosted';
}

function errorsOf(revision: RevisionView): readonly Figure[] {
  const { training, validation, test } = shownErrors(revision);
  return [...training, ...validation, ...test].map((one) => ({ ...one, change: null }));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
