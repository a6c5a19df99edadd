/** What a journal keeps beside the history: a threshold that no project file holds yet, and nothing else. */
import { noSteps } from '../../../main/engine/equations/steps.ts';
import { noFindings } from '../../../main/engine/findings/findings.ts';
import type { JournalState } from '../../../main/engine/storage/journalState.ts';

export const besideHistory: Omit<JournalState, 'history'> = {
  data: null,
  curve: [],
  threshold: 0.3,
  savedThreshold: 0.4,
  project: null,
  saved: [],
  equations: noSteps,
  equationsSaved: true,
  findings: noFindings,
  findingsSaved: true,
  endedDuring: [],
};
