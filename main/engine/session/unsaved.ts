/** What of a session is in no project file: it would be lost with the journal. Pure. */
import { holdsWork } from '../equations/steps.ts';
import { isEmpty } from '../findings/findings.ts';
import type { State } from './state.ts';

/** A trained, edited or named revision. */
export function hasUnsavedRevisions({ history, saved }: State): boolean {
  const made = history.revisions.filter(({ operation, name }) => operation.type !== 'create' || name !== '');
  return made.some((revision) => !saved.includes(revision.id));
}

/** The threshold of two classes. */
export function hasUnsavedThreshold({ threshold, savedThreshold }: State): boolean {
  return threshold !== savedThreshold;
}

/** What was typed of a differential equation, or its solution. */
export function hasUnsavedEquations({ equations, savedEquations }: State): boolean {
  return equations !== savedEquations && holdsWork(equations);
}

/** What comparisons, phases and searches for formulas found. */
export function hasUnsavedFindings({ findings, savedFindings }: State): boolean {
  return findings !== savedFindings && !isEmpty(findings);
}
