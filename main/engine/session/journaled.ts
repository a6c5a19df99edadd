/** What the journal keeps of a session. Pure. */
import type { JournalState } from '../storage/journalState.ts';
import { dataReference } from './revisionData.ts';
import type { State } from './state.ts';
import { hasUnsavedEquations, hasUnsavedFindings } from './unsaved.ts';

/** What the next engine needs of a state to go on. */
export function journaled(state: State): JournalState {
  const { history, curve, threshold, savedThreshold, project, saved, equations, findings, endedDuring } =
    state;
  return {
    ...{ history, data: dataReference(state), curve, threshold, savedThreshold },
    ...{ project, saved, equations, findings, endedDuring },
    equationsSaved: !hasUnsavedEquations(state),
    findingsSaved: !hasUnsavedFindings(state),
  };
}
