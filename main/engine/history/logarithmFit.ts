/** Networks that were fitted to the logarithm of the target: rungs of a ladder that are still as they were fitted. */
import { lockEdge } from '../kan/editEdge.ts';
import type { KanModel } from '../kan/model.ts';
import { rungRecords } from '../ladder/kinds.ts';
import type { Revision } from './revision.ts';

/** Whether errors of the logarithm were the smallest. */
export function isOfLogarithm({
  model,
  operation,
  ladder,
}: Pick<Revision, 'model' | 'operation' | 'ladder'>): boolean {
  if (ladder !== null) return rungRecords[ladder.view.rungs[ladder.view.chosen].kind].fit === 'logarithm';
  if (operation.type !== 'edit' || operation.edit.type !== 'rung' || operation.refit > 0) return false;
  const { rung } = operation.edit;
  return Object.values(rungRecords).some(
    ({ fit, title }) => fit === 'logarithm' && title(model, false) === rung,
  );
}

const known = new WeakMap<KanModel, KanModel>();

/**
 * The network with only those parameters free that were fitted: beside the logarithm, the last edge, exp(s·z + b) + zero, is none of them.
 * The same value each time.
 */
export function withFittedFree(revision: Pick<Revision, 'model' | 'operation' | 'ladder'>): KanModel {
  const { model } = revision;
  if (!isOfLogarithm(revision)) return model;
  const found =
    known.get(model) ?? lockEdge(model, { layer: model.layers.length - 1, input: 0, output: 0 }, true);
  known.set(model, found);
  return found;
}
