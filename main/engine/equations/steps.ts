/** The steps of a problem: each change of it, and each solution. Undo and redo walk in them. Immutable. */
import { isDeepStrictEqual } from 'node:util';
import type { EquationDraft } from '../../../shared/contract/schemas/equationDraft.ts';
import type { SolvedEquation } from './solved.ts';

export interface EquationStep {
  readonly draft: EquationDraft;
  /** The last solution, which may be that of an earlier draft; null before the first. */
  readonly solved: SolvedEquation | null;
  /** The draft that it is the solution of. */
  readonly solvedDraft: EquationDraft | null;
}

export interface EquationSteps {
  readonly steps: readonly EquationStep[];
  /** Index of the present step; −1 before the first. */
  readonly at: number;
}

export const noSteps: EquationSteps = { steps: [], at: -1 };

/** The oldest steps are forgotten beyond this number. */
export const mostSteps = 50;

/** The step that undo and redo are at; null where there is none. */
export function presentStep({ steps, at }: EquationSteps): EquationStep | null {
  return steps[at] ?? null;
}

/**
 * The problem was changed.
 * @param continues it belongs to the present step, as a further letter of a word does
 */
export function withDraft(before: EquationSteps, draft: EquationDraft, continues: boolean): EquationSteps {
  const present = presentStep(before);
  if (present !== null && isDeepStrictEqual(present.draft, draft)) return before;
  const { solved = null, solvedDraft = null } = present ?? {};
  // Equal measured values are kept once.
  const same = present !== null && isDeepStrictEqual(present.draft.measurements, draft.measurements);
  const { measurements } = same ? present.draft : draft;
  const step = { draft: { ...draft, ...(measurements && { measurements }) }, solved, solvedDraft };
  return appended(before, step, continues);
}

/** The present problem was solved. */
export function withSolution(before: EquationSteps, solved: SolvedEquation): EquationSteps {
  const present = presentStep(before);
  if (present === null) return before;
  return appended(before, { ...present, solved, solvedDraft: present.draft }, false);
}

/** The solution is that of another problem than the present one. Time limits and the MLP are not of the problem. */
export function isOutOfDate(steps: EquationSteps): boolean {
  const { draft, solvedDraft = null } = presentStep(steps) ?? {};
  return (
    draft !== undefined &&
    solvedDraft !== null &&
    !isDeepStrictEqual(problemOf(draft), problemOf(solvedDraft))
  );
}

function problemOf({ form, measuredFrom, measurements }: EquationDraft): object {
  return { form, measuredFrom, measurements: measuredFrom === 'sample' ? measurements : undefined };
}

/** One step back or forward; the same where there is none. */
export function walked({ steps, at }: EquationSteps, by: 1 | -1): EquationSteps {
  return { steps, at: Math.min(Math.max(at + by, -1), steps.length - 1) };
}

/** There is something that a person typed, or a solution. */
export function holdsWork({ steps }: EquationSteps): boolean {
  return steps.some(
    ({ draft, solved }) =>
      solved !== null || (draft.sample === '' && Object.values(draft.form).some((text) => text !== '')),
  );
}

function appended({ steps, at }: EquationSteps, step: EquationStep, replaces: boolean): EquationSteps {
  const kept = [...steps.slice(0, replaces && at >= 0 ? at : at + 1), step].slice(-mostSteps);
  return { steps: kept, at: kept.length - 1 };
}
