/** Every revision as a tree, and which of them is current. Immutable: each change gives a new history. */
import type { Revision } from './revision.ts';

export interface History {
  /** In the order in which they came about: a parent comes before its children. */
  readonly revisions: readonly Revision[];
  /** Null where no model fits the present data (or there is none yet). */
  readonly current: string | null;
}

export const emptyHistory: History = { revisions: [], current: null };

/**
 * With a new current revision; nothing else changes, so that a branch left behind stays in the tree.
 * @throws RangeError where the id is taken or the parent unknown.
 */
export function append(history: History, revision: Revision): History {
  if (find(history, revision.id) !== null) throw new RangeError(`revision ${revision.id} exists`);
  if (revision.parent !== null && find(history, revision.parent) === null) {
    throw new RangeError(`parent ${revision.parent} of revision ${revision.id} is unknown`);
  }
  return { revisions: [...history.revisions, revision], current: revision.id };
}

/** @throws RangeError where there is no such revision. */
export function goTo(history: History, id: string | null): History {
  if (id !== null && find(history, id) === null) throw new RangeError(`revision ${id} is unknown`);
  return { ...history, current: id };
}

export function find(history: History, id: string): Revision | null {
  return history.revisions.find((revision) => revision.id === id) ?? null;
}

/** With scores for a revision that has none yet, as one that a crash cut off; others keep theirs. */
export function measured(history: History, id: string, scores: NonNullable<Revision['scores']>): History {
  const revisions = history.revisions.map((revision) =>
    revision.id === id && revision.scores === null ? { ...revision, scores } : revision,
  );
  return { ...history, revisions };
}

export function currentRevision(history: History): Revision | null {
  return history.current === null ? null : find(history, history.current);
}

/** From the root to the revision: how a model came about. */
export function pathTo(history: History, id: string): readonly Revision[] {
  const revision = find(history, id);
  if (revision === null) return [];
  return revision.parent === null ? [revision] : [...pathTo(history, revision.parent), revision];
}
