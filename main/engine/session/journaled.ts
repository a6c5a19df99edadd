/** What the journal keeps of a session. Pure. */
import type { JournalState } from '../storage/journalState.ts';
import { dataReference } from './revisionData.ts';
import type { State } from './state.ts';
import { hasUnsavedEquations, hasUnsavedFindings } from './unsaved.ts';

export function journaled(state: State): JournalState {
  const { history, curve, threshold, savedThreshold, project, saved, equations, findings } = state;
  return {
    ...{ history, data: dataReference(state), curve, threshold, savedThreshold },
    ...{ project, saved, equations, findings },
    equationsSaved: !hasUnsavedEquations(state),
    findingsSaved: !hasUnsavedFindings(state),
  };
}
