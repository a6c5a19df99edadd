/** Which rung of a ladder a revision is, and what follows from that for its errors. */
import type { HeldOutView, LawParts, PresentLadder } from '../../../shared/contract/views/ladder.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import type { LinesOfLadder } from '../ladder/behindLines.ts';
import type { Ladder } from '../train/steps/task.ts';
import { pathTo, type History } from './history.ts';
import type { Revision } from './revision.ts';

/** What a revision's place in the history says of its ladder. */
type Step = Pick<Revision, 'operation' | 'ladder'>;

interface Found {
  readonly ladder: Ladder;
  /** Index of the rung that was last used. */
  readonly rung: number;
  /** The network was not changed since. */
  readonly unchanged: boolean;
}

/** @param way from a first revision on. @returns null where no run has looked for a size since the network was made. */
function ladderOn(way: readonly Step[]): Found | null {
  return way.reduce<Found | null>((found, { operation, ladder }) => {
    if (ladder !== null) return { ladder, rung: ladder.view.chosen, unchanged: true };
    if (found === null || operation.type === 'create') return null;
    if (operation.type !== 'edit' || operation.edit.type !== 'rung') return { ...found, unchanged: false };
    const rung = rungNamed(found.ladder, operation.edit.rung) ?? found.rung;
    return { ...found, rung, unchanged: operation.refit === 0 };
  }, null);
}

/** The ladder that a network can use another rung of. */
export function ladderAt(history: History, id: string): Ladder | null {
  return ladderOn(pathTo(history, id))?.ladder ?? null;
}

/** The index of a rung by its title; null where there is none. */
export function rungNamed({ view }: Ladder, title: string): number | null {
  const index = view.rungs.findIndex((rung) => rung.title === title);
  return index < 0 ? null : index;
}

/** The ladder that a revision came from, and which of its rungs it still is; null where no ladder led to it. */
export function presentLadder(history: History, id: string): PresentLadder | null {
  const found = ladderOn(pathTo(history, id));
  return found && { ladder: found.ladder.view, rung: found.unchanged ? found.rung : null };
}

/** The law with a name that a network was as a rung of its ladder, also where its constants were trained since. */
export function lawAt(history: History, id: string): LawParts | undefined {
  const found = ladderOn(pathTo(history, id));
  return found?.ladder.view.rungs[found.rung].law;
}

/** The error of a rung on held-out rows; null for a revision that is none. */
export function heldOutOf(history: History, revision: Revision): HeldOutView | null {
  if (!isRung(revision)) return null;
  const found = ladderOn(pathTo(history, revision.id));
  if (found === null || !found.unchanged) return null;
  const { rungs, measure, heldOutRows, judgedBy, crossValidated } = found.ladder.view;
  const { error, standardError, r2 } = rungs[found.rung];
  return { measure, error, standardError, r2, rows: heldOutRows, judgedBy, crossValidated };
}

/** The straight lines of the ladder that a network came from; null where there are none. */
export function linesOfLadder(history: History, id: string): LinesOfLadder | null {
  const ladder = ladderAt(history, id);
  const index = ladder?.view.rungs.findIndex(({ kind }) => kind === 'lines') ?? -1;
  if (ladder === null || index < 0) return null;
  return { model: ladder.models[index], tookValidation: ladder.view.rungs[index].tookValidation };
}

/**
 * Whether a network was trained on the validation rows, or comes from one that was. The constants of a formula for numbers are fitted
 * to the training rows alone, whatever network was there before, unless it is the law that this network was; a formula for classes
 * follows that network.
 * @param way from a first revision to it.
 */
export function tookValidation(way: readonly Step[], task: Encoding['task']): boolean {
  const last = way.findLast(
    (step) => isRung(step) || (task === 'regression' && step.operation.type === 'symbolic'),
  );
  const found = ladderOn(way);
  if (last?.operation.type === 'symbolic') return last.operation.tookValidation ?? false;
  if (last === undefined || found === null) return false;
  return found.ladder.view.rungs[found.rung].tookValidation;
}

/**
 * Whether its numbers are still those that were fitted to the training and the validation rows: further training, and a refit after an
 * edit, use the training rows alone.
 * @param way as for {@link tookValidation}
 */
export function fittedToValidation(way: readonly Step[], task: Encoding['task']): boolean {
  const last = way.findLast(isFit);
  return (
    last !== undefined && (isRung(last) || last.operation.type === 'symbolic') && tookValidation(way, task)
  );
}

function isFit(step: Step): boolean {
  const { operation } = step;
  const isRefit = operation.type === 'edit' && operation.refit > 0;
  return isRung(step) || isRefit || operation.type === 'train' || operation.type === 'symbolic';
}

/** Whether a step makes the network a rung of a ladder. */
function isRung({ operation, ladder }: Step): boolean {
  return ladder !== null || (operation.type === 'edit' && operation.edit.type === 'rung');
}
