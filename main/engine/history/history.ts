/** The tree of revisions, and which of them is current. Immutable: each change returns a new history. */
import type { NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { RepeatsView } from '../../../shared/contract/views/repeats.ts';
import type { Operation, Revision } from './revision.ts';

export interface History {
  /** In the order in which they were made: a parent comes before its children. */
  readonly revisions: readonly Revision[];
  /** Null where no model fits the present data (or there is none yet). */
  readonly current: string | null;
  /** The last revision that redo can reach: the newest one from which undo came back to the current one. */
  readonly tip: string | null;
}

export const emptyHistory: History = { revisions: [], current: null, tip: null };

/**
 * The history with a new current revision. Nothing else changes: a branch that is left stays in the tree.
 * @throws RangeError where the id is taken or the parent unknown.
 */
export function append(history: History, revision: Revision): History {
  if (find(history, revision.id) !== null) throw new RangeError(`revision ${revision.id} exists`);
  if (revision.parent !== null && find(history, revision.parent) === null) {
    throw new RangeError(`parent ${revision.parent} of revision ${revision.id} is unknown`);
  }
  return { revisions: [...history.revisions, revision], current: revision.id, tip: revision.id };
}

/**
 * The history with another current revision. After an undo, redo can still reach the later revisions.
 * @throws RangeError where there is no such revision.
 */
export function withCurrent(history: History, id: string | null): History {
  if (id === null) return { ...history, current: null };
  if (find(history, id) === null) throw new RangeError(`revision ${id} is unknown`);
  return { ...history, current: id, tip: wayBack(history, history.tip).includes(id) ? history.tip : id };
}

/** The revision that undo makes current: the one before; where no model is current, the last one. */
export function undoTarget(history: History): string | null {
  return history.current === null ? history.tip : before(history, history.current);
}

/** The revision that redo makes current; null where nothing was undone. */
export function redoTarget(history: History): string | null {
  const way = wayBack(history, history.tip);
  const at = history.current === null ? -1 : way.indexOf(history.current);
  return at > 0 ? way[at - 1] : null;
}

/** The parent; of a new network the revision made just before it. */
function before(history: History, id: string): string | null {
  const at = history.revisions.findIndex((revision) => revision.id === id);
  return history.revisions[at]?.parent ?? history.revisions[at - 1]?.id ?? null;
}

/** From a revision back to the first one, itself included. */
function wayBack(history: History, id: string | null): string[] {
  const way: string[] = [];
  for (let at = id; at !== null; at = before(history, at)) way.push(at);
  return way;
}

/** A revision by its id; null where there is none. */
export function find(history: History, id: string): Revision | null {
  return history.revisions.find((revision) => revision.id === id) ?? null;
}

/**
 * The history with scores for a revision that has none yet, such as one that a crash interrupted. Existing scores are
 * kept.
 */
export function measured(history: History, id: string, scores: NonNullable<Revision['scores']>): History {
  const revisions = history.revisions.map((revision) =>
    revision.id === id && revision.scores === null ? { ...revision, scores } : revision,
  );
  return { ...history, revisions };
}

/** The history with what repeats of the search tell about a formula, where a revision was made from it. */
export function repeated(history: History, id: string, output: number, repeats: RepeatsView): History {
  const revisions = history.revisions.map((revision): Revision => {
    const { operation } = revision;
    if (revision.id !== id || operation.type !== 'symbolic') return revision;
    const all = operation.formulas.map((_, o) => (o === output ? repeats : (operation.repeats?.[o] ?? null)));
    return { ...revision, operation: { ...operation, repeats: all } };
  });
  return { ...history, revisions };
}

/** The history with another name of a revision, given by the person; '' for none. */
export function named(history: History, id: string, name: string): History {
  const revisions = history.revisions.map((revision) =>
    revision.id === id ? { ...revision, name } : revision,
  );
  return { ...history, revisions };
}

/** The network that a revision was made from; null for the first. */
export function modelBefore(history: History, { parent }: Revision): Revision['model'] | null {
  return parent === null ? null : (find(history, parent)?.model ?? null);
}

/** The revision that is shown and edited; null before the first. */
export function currentRevision(history: History): Revision | null {
  return history.current === null ? null : find(history, history.current);
}

/** The revisions from the root to this one: how a model was made. */
export function pathTo(history: History, id: string): readonly Revision[] {
  const revision = find(history, id);
  if (revision === null) return [];
  return revision.parent === null ? [revision] : [...pathTo(history, revision.parent), revision];
}

/** Set-up of the last operation of a kind that led to the current revision; null where there was none. */
export function lastSetup(history: History, type: 'create'): NetworkSetup | null;
export function lastSetup(history: History, type: 'train'): TrainingSetup | null;
export function lastSetup(history: History, type: Operation['type']): NetworkSetup | TrainingSetup | null {
  const path = history.current === null ? [] : pathTo(history, history.current);
  const last = path.findLast(({ operation }) => operation.type === type)?.operation;
  return last && 'setup' in last ? last.setup : null;
}
