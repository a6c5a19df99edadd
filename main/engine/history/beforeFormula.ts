/** The network that a formula was found for. */
import { edgeRefs, isSpline } from '../kan/places.ts';
import { pathTo, type History } from './history.ts';
import type { Revision } from './revision.ts';

/**
 * The network that a search for formulas works from: the given one, or, if that is a formula of an earlier search
 * (perhaps edited or trained since), the network before this formula. Searching a formula for formulas would only find
 * it again.
 */
export function beforeFormula(history: History, revision: Revision): Revision {
  const way = pathTo(history, revision.id);
  const lastNetwork = way.findLastIndex(isNetwork);
  const formula = way.findIndex(({ operation }, at) => at > lastNetwork && operation.type === 'symbolic');
  return way.at(formula > 0 ? formula - 1 : -1)!;
}

/** Whether it was made from the rows, not from a formula. */
function isNetwork({ operation, ladder, model }: Revision): boolean {
  return operation.type === 'create' || ladder !== null || edgeRefs(model, isSpline).length > 0;
}
