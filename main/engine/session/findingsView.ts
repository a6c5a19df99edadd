/** What comparisons, phases and searches for formulas found, and whether it still fits data and network; for windows. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { FindingsView, MadeForView } from '../../../shared/contract/views/findings.ts';
import { changedSince, type Finding, type MadeFor } from '../findings/findings.ts';
import { currentRevision, find, modelBefore } from '../history/history.ts';
import type { KanModel } from '../kan/model.ts';
import { labelOf } from '../history/revision.ts';
import { phasesSetup } from '../phases/phasesSetup.ts';
import type { State } from './state.ts';
import { hasUnsavedFindings } from './unsaved.ts';

/** The table in use, and a revision of the history; null where there is no table. */
export function madeFor({ source, setup }: State, revision: string): MadeFor | null {
  if (source === null) return null;
  const { fileName, hash, overrides } = source;
  return { data: { fileName, hash, overrides, setup }, revision };
}

/** The table in use, all rows for training, without the column of the phases; null where there is none. */
export function phasesMadeFor(state: State, by: Parameters<typeof phasesSetup>[1]): MadeFor | null {
  return madeFor({ ...state, setup: state.setup && phasesSetup(state.setup, by) }, '');
}

/** All findings with whether they are out of date for the present data and network. */
export function findingsView(state: State): FindingsView {
  const { comparison, sizeStudy, phases } = state.findings;
  const now = madeFor(state, state.history.current ?? '');
  return {
    comparison: viewOf(state, comparison, now),
    sizeStudy: viewOf(state, sizeStudy, now),
    phases: viewOf(state, phases, phases && phasesMadeFor(state, phases.view.by)),
    phasesUsable:
      phases !== null &&
      phases.network !== null &&
      !isDeepStrictEqual(phases.network.model, currentModel(state)),
    unsaved: hasUnsavedFindings(state),
  };
}

function currentModel({ history }: State): KanModel | null {
  return currentRevision(history)?.model ?? null;
}

function viewOf(
  { history }: State,
  finding: Pick<Finding<unknown>, 'of'> | null,
  now: MadeFor | null,
): MadeForView | null {
  if (finding === null) return null;
  const { data, revision } = finding.of;
  const found = find(history, revision);
  return {
    table: data.fileName,
    network: found === null ? '' : found.name || labelOf(found, modelBefore(history, found)),
    changed: changedSince(finding.of, now),
  };
}
