/** How many parameters a revision has. */
import { constantsOf } from '../../../shared/expression/constants.ts';
import { isFitted } from '../symbolic/formula/fittedConstants.ts';
import { countedParameters } from '../train/objective/countedParameters.ts';
import type { History } from './history.ts';
import { presentLadder } from './ladder.ts';
import type { Revision } from './revision.ts';

/**
 * The parameters of a revision, as they are counted everywhere: its numbers that were fitted to the rows. Of a formula,
 * its fitted constants; of a model of a ladder, those that linear algebra found; of every other network, those of
 * {@link countedParameters}.
 */
export function parametersOf(history: History, { id, operation, model }: Revision): number {
  if (operation.type === 'symbolic' && operation.trees !== undefined)
    return operation.trees.flatMap(constantsOf).filter(isFitted).length;
  const present = presentLadder(history, id);
  if (present === null || present.rung === null) return countedParameters(model);
  return present.ladder.rungs[present.rung].parameters;
}
