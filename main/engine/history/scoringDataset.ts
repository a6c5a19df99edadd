/** The rows that the errors of a revision are of. */
import { withoutValidation, type Dataset } from '../data/dataset/dataset.ts';
import { pathTo, type History } from './history.ts';
import { tookValidation } from './ladder.ts';
import type { Revision } from './revision.ts';

/**
 * The data set on which the errors of a revision are measured. The revision need not be in the history yet. If its
 * network was trained on the validation rows, the data set has no validation rows.
 */
export function scoringDataset(
  { history }: { readonly history: History },
  revision: Pick<Revision, 'parent' | 'operation' | 'ladder'>,
  dataset: Dataset,
): Dataset {
  const way = revision.parent === null ? [] : pathTo(history, revision.parent);
  return tookValidation([...way, revision], dataset.encoding.task) ? withoutValidation(dataset) : dataset;
}
